"""Where a product keeps bytes: every place by name, with its contents, archives and streams within unpacked."""

import base64
import gzip
import io
import json
import re
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from psycopg import sql

from tests.sweep.office import Office

Found = Iterator[tuple[str, bytes]]
_PDF_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_SIGNED = re.compile(rb"\.(eJ[\w-]{16,})")  # what Django's signing makes of something long: zlib within base64
ROLES = ("officer", "employee", "superior", "inspector", "custodian", "sysadmin", None)
# Pages of no complaint whose answers only repeat what the request says, or never end.
UNASKED = ("/live/", "/akun/", "/gerbang/", "/healthz/")
EXPORTS = (
    "/pengaduan/?kelompok=all",
    "/pengaduan/unduh/?kelompok=all",
    "/pengaduan/statistik/?menurut=place",
    "/open311/v2/requests.json",
    "/open311/v2/requests.xml",
    "/open311/v2/services.json",
)


def unpacked(content: bytes) -> Iterator[bytes]:
    """The bytes, and what is packed within them."""
    yield content
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                yield from unpacked(archive.read(entry))
    elif content[:2] == b"\x1f\x8b":
        yield gzip.decompress(content)
    elif content[:5] == b"%PDF-":
        for stream in _PDF_STREAM.findall(content):
            yield from _inflated(stream)
    for packed in _SIGNED.findall(content):
        yield from _inflated(base64.urlsafe_b64decode(packed + b"=" * (-len(packed) % 4)))


def _inflated(content: bytes) -> Iterator[bytes]:
    try:
        yield zlib.decompressobj().decompress(content)
    except zlib.error:
        return


def files(name: str, folder: Path) -> Found:
    """Every file below a folder; its name belongs to its content."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield f"{name}: {path.relative_to(folder)}", path.name.encode() + b"\n" + path.read_bytes()


def database_files(office: Office) -> Found:
    """Tables, indexes, large values, and the write-ahead log with its recycled segments, after a checkpoint."""
    with office.superuser() as connection:
        connection.execute("CHECKPOINT")
    yield from files("database files", office.server.data)


def dumps(office: Office) -> Found:
    """What `pg_dump` writes: as text, and as the compressed archive, read back by `pg_restore`."""
    programs = office.server.programs.bin
    at = ["-h", str(office.server.socket_folder), "-U", "postgres", "-d", "pamong"]
    yield "pg_dump", subprocess.run([programs / "pg_dump", *at], capture_output=True, check=True).stdout
    archive = subprocess.run([programs / "pg_dump", "-Fc", *at], capture_output=True, check=True).stdout
    yield "pg_dump -Fc", archive
    restored = subprocess.run([programs / "pg_restore", "-f", "-"], input=archive, capture_output=True, check=True)
    yield "pg_restore", restored.stdout


def backups(office: Office) -> Found:
    """What the product's own command wrote, and its dump read back as text."""
    folder = office.back_up()
    if folder is None:
        return
    yield from files("backup", folder)
    command = [str(office.server.programs.bin / "pg_restore"), "-f", "-", str(folder / "database.dump")]
    yield "backup: read back", subprocess.run(command, capture_output=True, check=True).stdout


def rows(office: Office) -> dict[str, set[bytes]]:
    """Every row of every table as text."""
    found = {}
    with office.superuser() as connection:
        names = connection.execute(
            "SELECT c.oid::regclass::text, n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1"
        ).fetchall()
        for shown, schema, table in names:
            query = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(str(schema), str(table)))
            with connection.cursor().copy(query) as copy:
                found[str(shown)] = set(b"".join(bytes(part) for part in copy).splitlines())
    return found


def tables(office: Office) -> Found:
    for table, lines in rows(office).items():
        yield f"table {table}", b"\n".join(sorted(lines))


def logs(office: Office) -> Found:
    for name, path in office.logs.items():
        for part in (path, path.with_suffix(".log.1")):
            if part.exists():
                yield name, part.read_bytes()


def sent(office: Office) -> Found:
    """Mails and messages that left, as files; and what else lies in the home beside database and media."""
    yield from files("outbox", office.home / "outbox")
    yield from files("sent", office.folder / "sent")
    yield from files("temporary files", office.temporary)
    for path in sorted(office.home.glob("*")):
        if path.is_file():
            yield f"home: {path.name}", path.read_bytes()


def media(office: Office) -> Found:
    yield from files("media", office.home / "media")


def pages(office: Office, numbers: list[str]) -> Found:
    """Every page without a parameter, the exports and the cases, as each role and as nobody."""
    listed = office.command("routes", "--json").stdout
    wanted = [r["path"] for r in json.loads(listed) if "GET" in r["methods"] and "<" not in r["path"]]
    wanted = [path for path in wanted if not path.startswith(UNASKED)]
    for number in numbers:
        wanted += [f"/pengaduan/{office.case_id(number)}/", f"/laporan/{number}/"]
    for who in ROLES:
        with office.browser(who) as client:
            for path in dict.fromkeys([*wanted, *EXPORTS]):
                answer = client.get(path)
                yield f"page {path} as {who or 'citizen'}", str(answer.headers).encode() + answer.content
