"""`pamong backup`: database and stored files of one moment, whole or not at all, while the product goes on serving."""

import argparse
import datetime as dt
from pathlib import Path
from typing import Any

from pamong.cli import archive
from pamong.cli.setup import django, print_json, say

UNFINISHED = ".belum-selesai-"


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("backup", help="buat cadangan basis data dan berkas")
    parser.description = (
        "Membuat folder cadangan baru di dalam FOLDER: basis data, berkas, dan daftar isinya dengan sidik. "
        "Web boleh tetap berjalan. Kode keluar 1 bila gagal atau ada berkas yang hilang."
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="tempat folder cadangan dibuat")
    parser.add_argument("--json", action="store_true", dest="as_json", help="satu objek JSON")


def run(args: argparse.Namespace) -> int:
    django()
    try:
        folder, manifest = backup(args.folder.resolve())
    except archive.BackupError as error:
        say(f"pamong: {error}")
        return 1
    except OSError as error:
        say(f"pamong: cadangan tidak dapat ditulis: {error}")
        return 1
    told = {
        "folder": str(folder),
        "rows": sum(manifest.rows.values()),
        "files": len(manifest.files),
        "damaged": manifest.damaged,
    }
    if args.as_json:
        print_json(told)
    else:
        say(f"Cadangan selesai: {folder} ({told['rows']} baris, {told['files']} berkas).")
        say(f"Periksa dengan: pamong restore --verify {folder}")
    for path in manifest.damaged:
        say(f"RUSAK sebelum dicadangkan: {path}")
    return 1 if manifest.damaged else 0


def backup(place: Path) -> tuple[Path, archive.Manifest]:
    """Make one backup below ``place``; nothing stands under its name before all of it is on disk. Raises BackupError."""
    from pamong.platform.files.storage import sync_folder

    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    made_at = dt.datetime.now(dt.UTC)
    name = f"pamong-{made_at:%Y%m%dT%H%M%SZ}"
    unfinished, folder = place / f"{UNFINISHED}{name}", place / name
    if folder.exists():
        raise archive.BackupError(f"{folder} sudah ada. Coba lagi sebentar lagi.")
    unfinished.mkdir(mode=0o700)
    try:
        manifest = _filled(unfinished, made_at)
        manifest.write(unfinished)
        wrong = list(manifest.wrong(unfinished))  # read again from the disk
        if wrong:
            raise archive.BackupError(f"yang tertulis tidak sama dengan yang dibaca: {', '.join(wrong[:5])}")
        unfinished.rename(folder)
        sync_folder(place)
    except BaseException:
        archive.remove(unfinished)
        raise
    return folder, manifest


def _filled(folder: Path, made_at: dt.datetime) -> archive.Manifest:
    """Dump, counts and the list of files are of one snapshot. A file is on disk before its row is committed, so that what the
    snapshot names is there to be copied."""
    from django.db import connection, transaction

    from pamong.platform.health.queries import missing_migrations

    if missing_migrations():
        raise archive.BackupError("basis data belum sesuai dengan program ini. Jalankan dahulu: pamong migrate")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot(), current_setting('server_version')")
        snapshot, version = cursor.fetchone()
        archive.postgres("pg_dump", "-Fc", "--snapshot", snapshot, output=folder / archive.DUMP)
        rows = archive.row_counts(cursor)
        cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
        migrations = [row[0] for row in cursor.fetchall()]
        files, damaged = _files(folder / archive.MEDIA)
    return archive.Manifest(
        made_at=made_at.isoformat(timespec="seconds"),
        postgres=version,
        key=archive.key_fingerprint(),
        dump=archive.checksum(folder / archive.DUMP),
        migrations=migrations,
        rows=rows,
        files=files,
        damaged=damaged,
    )


def _files(target: Path) -> tuple[dict[str, str], list[str]]:
    """Copy every file a row names, with its preview; answers their checksums, and those gone or not what was stored."""
    from django.conf import settings

    from pamong.platform.files.queries import StoredFile, names_on_disk

    root, files, damaged = Path(settings.MEDIA_ROOT), {}, []
    target.mkdir(mode=0o700)
    stored: Any = StoredFile.objects.order_by("path").only("path", "sha256", "has_preview")
    for row in stored.iterator(chunk_size=2000):
        for path in names_on_disk(row):
            try:
                files[path] = archive.copied(root / path, target / path)
            except FileNotFoundError:
                damaged.append(path)
        if row.path in files and files[row.path] != row.sha256:
            damaged.append(row.path)
    return files, damaged
