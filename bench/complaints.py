"""`python -m bench.complaints`: public list, map, statistics, signals and duplicates at 1,000 and at 100,000 complaints.

Fills an office of 200 people with made-up complaints over two years (kept under build/bench/complaints-N) and measures inside
the process, with the middlewares of the server: statements of each page, milliseconds of the third answer, seconds of the
jobs of the night. Counts and growth are the gate; times are told.
"""

import argparse
import datetime as dt
import functools
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from bench.homes import ROOT, Home

SIZES = (1_000, 100_000)
CITIZEN_SQL, STAFF_SQL, CASE_SQL = 5, 10, 17  # a case comes with the forms of all its acts
ACTION_SECONDS, JOB_SECONDS = 0.5, 60.0
# ``unwatched``: what is only measured leaves no audit rows.
FILL = """
INSERT INTO complaints_complaint (id, number, secret_hash, intake_key, mode, channel, state, category_id, text, wanted, answers,
  place_id, street, received_day, received_at, about_officer, accused_words, unit_id, verified_day, complete_day, answered_day,
  closed_day, due_kind, is_public, public_text, voices, reopened, handed_to, rating, rating_text, version, unwatched)
SELECT 1000000000 + n,
  'P-' || lpad(upper(to_hex(n / 65536)), 4, '0') || '-' || lpad(upper(to_hex(n %% 65536)), 4, '0'), 'x', 'bench-' || n, 'open', 'web',
  s.state, c.id, t.text || n, '', '{}', p.id, '', d.day, d.day, false, '', c.unit, d.day, d.day,
  CASE WHEN s.closed THEN d.day + n %% 40 END, CASE WHEN s.closed THEN d.day + n %% 50 END, '', n %% 10 < 8,
  CASE WHEN n %% 10 < 8 THEN t.text || n ELSE '' END, 1, 0, '', CASE WHEN s.closed AND n %% 3 = 0 THEN 1 + n %% 4 END, '', 0, true
FROM generate_series(1, %(cases)s) n
JOIN LATERAL (SELECT current_date - (n * 7919 %% 730) AS day) d ON true
JOIN LATERAL (SELECT (ARRAY['confirmed','visited','unconfirmed','refused','handed_over','working','received'])[1 + n %% 7] AS state,
  n %% 7 < 5 AS closed) s ON true
JOIN LATERAL (SELECT id, unit FROM bench_category ORDER BY id OFFSET n * 31 %% (SELECT count(*) FROM bench_category) LIMIT 1) c ON true
JOIN LATERAL (SELECT id FROM bench_place ORDER BY id OFFSET n * 17 %% (SELECT count(*) FROM bench_place) LIMIT 1) p ON true
JOIN LATERAL (SELECT (ARRAY['Lampu jalan mati di depan pasar, anak sekolah pulang dalam gelap sejak pekan lalu, nomor ',
  'Jalan berlubang di simpang tiga dekat puskesmas, dua motor jatuh minggu ini, mohon ditambal segera, nomor ',
  'Sampah menumpuk di tepi sungai belakang kantor kelurahan, baunya sampai ke rumah warga, nomor ',
  'Antrean surat pindah lama sekali, sudah dua kali datang tetap disuruh kembali minggu depan, nomor ',
  'Air keruh dari keran sejak hujan deras, tidak dapat dipakai mandi dan mencuci, nomor '])[1 + n * 13 %% 5]
  || md5((n / 7)::text) || ' ' || md5((n / 3)::text) || ' ') t(text) ON true
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.complaints", description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--inside", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true", dest="as_json")
    args = parser.parse_args()
    if args.inside:
        print(json.dumps(inside(args.inside)), flush=True)
        return 0
    found = {size: outside(size) for size in (int(word) for word in args.sizes.split(","))}
    print(json.dumps(found) if args.as_json else table(found))
    faults = over_the_bar(found)
    for fault in faults:
        print(f"FAULT: {fault}", file=sys.stderr)
    return 1 if faults else 0


def outside(size: int) -> dict[str, Any]:
    """Fill a home and ask the process inside it; the database is stopped at the end."""
    home = Home(200, ROOT / "build" / "bench" / f"complaints-{size}")
    home.fill()
    command = [sys.executable, "-m", "bench.complaints", "--inside", str(size)]
    try:
        done = subprocess.run(command, cwd=ROOT, env=home.environment, stdout=subprocess.PIPE, text=True, check=True)
        return dict(json.loads(done.stdout.splitlines()[-1]))
    finally:
        home.run("pamong.cli.main", "stop")


def table(found: dict[int, dict[str, Any]]) -> str:
    """One line per thing measured, the sizes beside each other."""
    lines = ["| complaints | " + " | ".join(f"{size:,}: SQL | ms" for size in found) + " |"]
    lines.append("| --- |" + " ---: | ---: |" * len(found))
    for name in next(iter(found.values())):
        cells = " | ".join(f"{row[name]['sql']} | {row[name]['ms']:,.0f}" for row in found.values())
        lines.append(f"| {name} | {cells} |")
    return "\n".join(lines)


def over_the_bar(found: dict[int, dict[str, Any]]) -> list[str]:
    """What needs more statements than its bar, or more at more complaints, or takes too long."""
    faults = []
    for name in next(iter(found.values())):
        rows = [row[name] for row in found.values()]
        if len({row["sql"] for row in rows}) > 1 and rows[0]["kind"] != "job":
            faults.append(f"{name}: statements grow with the complaints: {[row['sql'] for row in rows]}")
        most = {"citizen": CITIZEN_SQL, "staff": STAFF_SQL, "case": CASE_SQL}.get(rows[0]["kind"])
        if most and max(row["sql"] for row in rows) > most:
            faults.append(f"{name}: {max(row['sql'] for row in rows)} statements, the bar is {most}")
        limit = JOB_SECONDS if rows[0]["kind"] == "job" else ACTION_SECONDS
        if max(row["ms"] for row in rows) > 1000 * limit:
            faults.append(f"{name}: {max(row['ms'] for row in rows):,.0f} ms, the bar is {1000 * limit:,.0f}")
    return faults


def inside(size: int) -> dict[str, Any]:
    """All measurements of one home."""
    os.environ.setdefault("PAMONG_STATEMENT_TIMEOUT", "0")
    from pamong.cli.setup import django as set_up

    set_up(hashed_static=True)
    from pamong.cli.prepare import static_files

    static_files()
    from django.test import Client

    from pamong.platform.access.viewer import Viewer
    from pamong.voice.complaints import queries as complaints
    from pamong.voice.insight import actions as insight

    _fill(size)
    by, day = Viewer.system("bench"), dt.date.today()  # noqa: DTZ011  # the day on this machine
    client, staff = Client(), _officer()
    category, place = complaints.categories()[0], complaints.places().filter(parent__isnull=False)[0]
    said = "Lampu jalan mati di depan pasar, anak sekolah pulang dalam gelap"
    unit = complaints.responsible_unit(category, None)
    found = {
        "hitungan (job)": _timed("job", lambda: insight.count(by=by), times=1),
        "sinyal dan teks mirip (job)": _timed("job", lambda: insight.watch(today=day, by=by), times=1),
        "serupa di tempat yang sama": _timed(
            "query", lambda: complaints.alike(category=category, place=place, text=said, today=day)
        ),
        "serupa tanpa tempat": _timed(
            "query", lambda: complaints.alike(category=category, place=None, text=said, today=day)
        ),
    }
    for name, kind, asker, path in (
        ("daftar publik", "citizen", client, "/laporan/"),
        ("daftar, kategori", "citizen", client, f"/laporan/?kategori={category.code}"),
        ("daftar, tempat", "citizen", client, f"/laporan/?tempat={place.pk}&keadaan=terbuka"),
        ("daftar, kata", "citizen", client, "/laporan/?cari=puskesmas"),
        ("daftar, kata langka", "citizen", client, "/laporan/?cari=tidakadakataini"),
        ("RSS", "citizen", client, "/laporan/kabar.rss"),
        ("peta", "citizen", client, "/laporan/peta/"),
        ("halaman unit", "citizen", client, f"/laporan/unit/{unit.pk if unit else 0}/"),
        ("statistik", "staff", staff, "/pengaduan/statistik/?menurut=place"),
        ("daftar petugas", "staff", staff, "/pengaduan/"),
        ("satu laporan, petugas", "case", staff, f"/pengaduan/{_waiting_case()}/"),
        ("daftar sinyal", "staff", staff, "/pengaduan/sinyal/"),
    ):
        found[name] = _timed(kind, functools.partial(asker.get, path))
    return found


def _catalogue() -> None:
    """Ten categories, each with its unit, and forty kelurahan in eight kecamatan."""
    from pamong.people.models import Unit
    from pamong.platform.access.viewer import Viewer
    from pamong.voice.complaints import actions, queries

    if queries.categories().exists():
        return
    by, save = Viewer.system("bench"), actions.catalogue
    units = list(Unit.objects.filter(is_active=True).order_by("pk")[:10])
    for at in range(10):
        category = save.save_category(code=f"layanan-{at}", name=f"Layanan {at}", by=by)
        save.set_responsible(category=category, place=None, unit=units[at % len(units)], by=by)
    for top in range(8):
        above = save.save_place(name=f"Kecamatan {top}", by=by)
        for at in range(5):
            lat, long = -7.3 - top / 100, 110.4 + at / 100
            save.save_place(name=f"Kelurahan {top}-{at}", parent=above, latitude=lat, longitude=long, by=by)


def _fill(size: int) -> None:
    from django.db import connection

    _catalogue()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM complaints_complaint WHERE intake_key LIKE 'bench-%'")
        if cursor.fetchone()[0] == size:
            return
        cursor.execute("DELETE FROM complaints_complaint WHERE intake_key LIKE 'bench-%'")
        cursor.execute(
            "CREATE TEMP TABLE bench_category AS SELECT c.id, (SELECT u.id FROM people_unit u WHERE u.is_active"
            " ORDER BY u.id OFFSET c.id % 20 LIMIT 1) AS unit FROM complaints_category c"
            " WHERE NOT about_officer AND NOT is_praise"
        )
        cursor.execute("CREATE TEMP TABLE bench_place AS SELECT id FROM complaints_place WHERE parent_id IS NOT NULL")
        cursor.execute(FILL, {"cases": size})
        cursor.execute("VACUUM ANALYZE complaints_complaint")


def _waiting_case() -> int:
    """An open case that an officer still has to sort: its page also looks for similar ones to merge with."""
    from pamong.voice.complaints.models import Complaint

    found = Complaint.objects.filter(state="received", unit__isnull=False).order_by("-received_day", "pk").first()
    return found.pk if found else 0


def _officer() -> Any:
    from django.test import Client

    from pamong.cli.seeding import accounts
    from pamong.people import queries as people
    from pamong.people.models import RoleGrant
    from pamong.platform.access.who import Who

    user = people.user_by_name(next(one.nip for one in accounts.kept() if one.role == "personnel"))
    if user is None:
        raise RuntimeError("this home has no personnel officer")
    RoleGrant.objects.get_or_create(user=user, role=Who.COMPLAINT_OFFICER, agency=None)
    client = Client()
    client.force_login(user, backend="pamong.people.web.backend.AccountBackend")
    return client


def _timed(kind: str, ask: Callable[[], Any], times: int = 3) -> dict[str, Any]:
    """Statements and milliseconds of the last of ``times`` askings."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(times):
        began = time.perf_counter()
        with CaptureQueriesContext(connection) as caught:
            answer = ask()
        took = 1000 * (time.perf_counter() - began)
    status = getattr(answer, "status_code", 200)
    if status != 200:
        raise RuntimeError(f"answered {status}")
    return {"kind": kind, "sql": len(caught), "ms": round(took, 1)}


if __name__ == "__main__":
    sys.exit(main())
