"""`pamong doctor`: what is well, what is not, and what to do about it."""

import argparse
import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

from pamong.cli.processes import Running
from pamong.cli.setup import django, print_json
from pamong.platform import embedded
from pamong.platform.home import make
from pamong.platform.postgres_programs import EmbeddedError

LEAST_SPACE = 500 * 1024 * 1024
MOST_SECONDS_APART = 30


@dataclass
class Finding:
    """One thing looked at; `ok` false makes the command fail."""

    name: str
    ok: bool
    text: str


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("doctor", help="periksa kesehatan pemasangan ini")
    parser.description = (
        "Memeriksa folder, basis data, web, pekerjaan latar, dan jejak audit. Kode keluar 1 bila ada yang salah."
    )
    parser.add_argument("--json", action="store_true", dest="as_json", help="satu objek JSON")


def run(args: argparse.Namespace) -> int:
    findings = list(look())
    well = all(finding.ok for finding in findings)
    if args.as_json:
        print_json({"ok": well, "checks": [asdict(finding) for finding in findings]})
    else:
        for finding in findings:
            print(f"{'baik ' if finding.ok else 'SALAH'}  {finding.name:18} {finding.text}")
    return 0 if well else 1


def look() -> Iterator[Finding]:
    """All checks; when the database cannot be had, those that need it are left out."""
    yield home()
    try:
        django()
    except EmbeddedError as error:
        yield Finding("basis data", False, str(error))
        return
    from django.db import DatabaseError

    checks: list[Callable[[], Finding]] = [database, database_log, migrations, clock, web, worker, jobs, audit]
    for check in checks:
        try:
            finding = check()
            yield finding
            if check is migrations and not finding.ok:
                return
        except DatabaseError as error:
            yield Finding(check.__name__, False, f"basis data: {error}")
            return


def home() -> Finding:
    folder = embedded.home()
    make(folder)
    free = shutil.disk_usage(folder).free
    fine = os.access(folder, os.W_OK) and free > LEAST_SPACE
    return Finding("PAMONG_HOME", fine, f"{folder}, sisa ruang {free // 1024**2} MB")


def database() -> Finding:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), pg_database_size(current_database()) / 1024 / 1024")
        version, size = cursor.fetchone()
    kind = "tertanam" if embedded.in_use() else "DATABASE_URL"
    return Finding("basis data", True, f"PostgreSQL {version} ({kind}), {size} MB")


QUIET = {"log_min_error_statement": "panic", "log_statement": "none", "log_min_duration_statement": "-1"}


def database_log() -> Finding:
    """Whether the database's own log may quote what people wrote."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(QUIET)])
        return log_finding(dict(cursor.fetchall()), ours=embedded.in_use())


def log_finding(settings: dict[str, str], *, ours: bool) -> Finding:
    """A log that quotes statements holds what anonymous reporters wrote, and when (docs/ops/complaints.md)."""
    loud = sorted(name for name, setting in settings.items() if setting != QUIET[name])
    if not loud:
        return Finding("log basis data", True, "tidak mengutip isi laporan")
    if ours:  # started by an older version
        return Finding("log basis data", True, "masih mengutip isi laporan; jalankan ulang: pamong stop, pamong serve")
    return Finding("log basis data", False, f"dapat mengutip isi laporan: {', '.join(loud)} (docs/ops/complaints.md)")


def migrations() -> Finding:
    from pamong.platform.health.queries import missing_migrations

    missing = missing_migrations()
    text = f"{len(missing)} langkah belum dijalankan: pamong migrate" if missing else "sesuai"
    return Finding("skema", not missing, text)


def clock() -> Finding:
    """Deadlines follow the database's clock; a host far off still confuses people."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        apart = abs((cursor.fetchone()[0] - dt.datetime.now(dt.UTC)).total_seconds())
    return Finding("jam", apart < MOST_SECONDS_APART, f"selisih dengan basis data {apart:.1f} detik")


def web() -> Finding:
    found = Running.read(embedded.home())
    if found is None or not found.serve.alive:
        return Finding("web", True, "tidak sedang melayani (pamong serve)")
    return Finding("web", True, f"melayani di {found.url}")


def worker() -> Finding:
    from pamong.platform.health.queries import SILENT_WORKER
    from pamong.platform.jobs import queries

    age, waiting = queries.worker_age(), queries.counts()["waiting"]
    if age is not None and age < SILENT_WORKER:
        return Finding("pekerja", True, f"tanda hidup {age:.0f} detik lalu")
    return Finding(
        "pekerja", waiting == 0, f"tidak berjalan, {waiting} pekerjaan menunggu (pamong serve atau pamong worker)"
    )


def jobs() -> Finding:
    from pamong.platform.jobs import queries

    counts = queries.counts()
    text = f"{counts['waiting']} menunggu, {counts['running']} berjalan, {counts['parked']} gagal"
    names = ", ".join(f"{job['task']} (no. {job['id']})" for job in queries.parked(5))
    return Finding("pekerjaan", counts["parked"] == 0, f"{text}: {names}" if names else text)


def audit() -> Finding:
    from pamong.platform.audit.queries import verify

    result = verify()
    damaged = len(result["damaged"])
    return Finding("jejak audit", not damaged, f"{result['events']} catatan, {damaged} rusak")
