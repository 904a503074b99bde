"""One backup: a folder with the database's dump, the stored files, and a manifest with counts and checksums of both."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pamong.platform.postgres_programs import Programs

FORMAT = 1
DUMP, MEDIA, MANIFEST = "database.dump", "media", "manifest.json"
CHUNK = 1 << 20
TABLES = """SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND n.nspname = 'public' ORDER BY 1"""


class BackupError(RuntimeError):
    """The backup or the restore cannot go on; the text says in Indonesian what to do."""


@dataclass
class Manifest:
    """What a backup holds. ``files``: path below the media folder → its checksum; ``damaged``: files a row names that were
    gone or changed when the backup was made."""

    made_at: str
    postgres: str
    key: str  # fingerprint of SECRET_KEY: with another key second factors and followers' addresses cannot be read
    dump: str
    migrations: list[str]
    rows: dict[str, int]
    files: dict[str, str]
    damaged: list[str] = field(default_factory=list)
    format: int = FORMAT

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Of a backup's folder; raises BackupError when it is none, or of a later program."""
        try:
            told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            found = cls(**told)
        except (OSError, ValueError, TypeError) as error:
            raise BackupError(f"{folder} bukan folder cadangan yang utuh ({MANIFEST} tidak terbaca).") from error
        if found.format != FORMAT:
            raise BackupError(f"Cadangan ini berformat {found.format}; program ini membaca format {FORMAT}.")
        return found

    def write(self, folder: Path) -> None:
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)
        with (folder / MANIFEST).open("w", encoding="utf-8") as out:
            os.fchmod(out.fileno(), 0o600)
            out.write(text + "\n")
            out.flush()
            os.fsync(out.fileno())

    def wrong(self, folder: Path) -> Iterator[str]:
        """What in the folder is not as it was written, by name."""
        if not (folder / DUMP).is_file() or checksum(folder / DUMP) != self.dump:
            yield DUMP
        for path, kept in sorted(self.files.items()):
            file = folder / MEDIA / path
            if not file.is_file() or checksum(file) != kept:
                yield f"{MEDIA}/{path}"


def checksum(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(CHUNK):
            digest.update(part)
    return digest.hexdigest()


def copied(source: Path, target: Path) -> str:
    """Copy a file's bytes, not its times, whole onto the disk; answers the checksum of what was written."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    with source.open("rb") as file, target.open("xb") as out:
        os.fchmod(out.fileno(), 0o600)
        while part := file.read(CHUNK):
            digest.update(part)
            out.write(part)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def key_fingerprint() -> str:
    """Tells two keys apart and nothing of either."""
    from django.utils.crypto import salted_hmac

    return salted_hmac("pamong.cli.backup", "key", algorithm="sha256").hexdigest()[:16]


def row_counts(cursor: Any) -> dict[str, int]:
    """Rows of every table; in a snapshot exactly those that are dumped with it."""
    from psycopg import sql

    cursor.execute(TABLES)
    names = [str(row[0]) for row in cursor.fetchall()]
    found = {}
    for name in names:
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name)))
        found[name] = int(cursor.fetchone()[0])
    return found


def postgres(program: str, *words: str, output: Path | None = None) -> str:
    """Run a program of PostgreSQL on the database of the settings; answers what it printed. Raises BackupError."""
    from django.db import connection

    database = connection.settings_dict
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    chosen = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    environment |= {name: str(database[key]) for name, key in chosen.items() if database.get(key)}
    environment |= {
        f"PG{name.upper()}": str(value) for name, value in database["OPTIONS"].items() if name.startswith("ssl")
    }
    command = [str(Programs.find().bin / program), *words]
    with output.open("xb") if output else open(os.devnull, "wb") as out:
        if output:
            os.fchmod(out.fileno(), 0o600)
        where: Any = out if output else subprocess.PIPE
        done = subprocess.run(command, env=environment, stdout=where, stderr=subprocess.PIPE, check=False)
        if output:
            os.fsync(out.fileno())
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip().splitlines()
        raise BackupError(f"{program} gagal: {' '.join(told[-3:])}")
    return "" if output else done.stdout.decode()


def remove(folder: Path) -> None:
    """Throw away what was begun."""
    shutil.rmtree(folder, ignore_errors=True)
