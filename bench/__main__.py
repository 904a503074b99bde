"""`python -m bench`: fill offices of several sizes, serve each, measure the main pages, print one table."""

import argparse
import asyncio
import datetime as dt
import gzip
import json
import sys
import time
import uuid
from typing import Any
from urllib.parse import urlencode

from bench import report
from bench.client import Make, loop, request
from bench.cost import Cost, measure
from bench.homes import Home, Serving
from bench.pages import WRITES
from bench.report import Row
from bench.slots import Slots, entry

SIZES = (200, 2_000, 20_000)
CSRF = "b" * 32
SEE_OTHER = 303


def main() -> int:
    args = _arguments()
    began, rows = time.perf_counter(), []
    for people in args.sizes:
        home = Home(people)
        say(f"{people:,} people")
        seconds = home.fill(afresh=args.fresh)
        say(f"  filled in {seconds:.0f} s" if seconds else "  kept from an earlier run")
        with home.serving(args.port) as office:
            rows += measure_office(home, office, seconds=args.seconds, times=args.times, only=args.only)
    if args.as_json:
        print(json.dumps(report.as_json(rows, time.perf_counter() - began), ensure_ascii=False))
    else:
        print(f"\n{report.machine()}\n\n{report.table(rows)}\n")
        for line in report.over_the_bar(rows):
            print(f"worse than the bar: {line}")
    if args.write:
        report.write(rows, dt.date.today().isoformat())  # noqa: DTZ011  # the day on this machine
    for fault in report.faults(rows):
        say(f"FAULT: {fault}")
    say(f"{time.perf_counter() - began:.0f} s")
    return 1 if report.faults(rows) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default=SIZES, help="people, separated by commas (200,2000,20000)")
    parser.add_argument("--seconds", type=float, default=2.0, help="length of the load on each page (2)")
    parser.add_argument("--times", type=int, default=20, help="requests per round of the CPU measurement (20)")
    parser.add_argument("--only", default="", help="keys of pages, separated by commas")
    parser.add_argument("--port", type=int, default=8900)
    parser.add_argument("--fresh", action="store_true", help="fill the offices anew")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    parser.add_argument("--json", action="store_true", dest="as_json", help="one JSON object instead of the table")
    return parser.parse_args()


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(word.replace("_", "")) for word in text.split(",")))


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def measure_office(home: Home, office: Serving, *, seconds: float, times: int, only: str) -> list[Row]:
    """All pages and writes of one office."""
    told = home.inside()
    wanted = set(only.split(",")) if only else {page["key"] for page in told["pages"] + told["writes"]}
    rows = [
        _page(home.people, page, told, office, seconds=seconds, times=times)
        for page in told["pages"]
        if page["key"] in wanted
    ]
    slots = Slots(home.folder, dt.datetime.now(dt.timezone(dt.timedelta(hours=7))).date())
    rows += [
        _write(home.people, page, told, office, slots, seconds=seconds, times=times)
        for page in told["writes"]
        if page["key"] in wanted
    ]
    slots.keep()
    return rows


def _page(
    people: int, page: dict[str, Any], told: dict[str, Any], office: Serving, *, seconds: float, times: int
) -> Row:
    if not page["path"]:
        return Row(people, page["key"], None, None)
    role = report.BY_KEY[page["key"]].role
    cookie = told["sessions"][role]
    sent = request("GET", office.url, page["path"], headers={"Cookie": cookie} if cookie else {})
    return _measured(people, page, lambda number: sent, office, seconds=seconds, times=times, expect=200)


def _write(
    people: int,
    page: dict[str, Any],
    told: dict[str, Any],
    office: Serving,
    slots: Slots,
    *,
    seconds: float,
    times: int,
) -> Row:
    if not page["path"]:
        return Row(people, page["key"], None, None)
    writers = told["writers"]

    def make(number: int) -> bytes:
        writer = writers[number % len(writers)]
        form = entry(slots, writer["person"], writer["indicator"])
        headers = {
            "Cookie": f"{writer['cookie']}; csrftoken={CSRF}",
            "X-CSRFToken": CSRF,
            "Idempotency-Key": uuid.uuid4().hex,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        return request("POST", office.url, page["path"], headers=headers, body=urlencode(form).encode())

    return _measured(people, page, make, office, seconds=seconds, times=times, expect=SEE_OTHER)


def _measured(
    people: int, page: dict[str, Any], make: Make, office: Serving, *, seconds: float, times: int, expect: int
) -> Row:
    cost = measure(office.url, make, web=office.web, database=office.database, times=times)
    load = asyncio.run(loop(office.url, make, workers=8, seconds=seconds, expect=expect))
    say(f"  {page['key']}: {page['statements']} SQL, {cost.total:.1f} ms, {load.per_second:.0f}/s")
    return Row(
        people=people,
        key=page["key"],
        status=cost.status,
        statements=page["statements"],
        web_ms=round(cost.web, 2),
        database_ms=round(cost.database, 2),
        bytes=_compressed(cost) if page["key"] not in {w.key for w in WRITES} else None,
        per_second=round(load.per_second, 1),
        median_ms=round(load.median, 2),
        refused=sum(load.refused.values()),
    )


def _compressed(cost: Cost) -> int:
    """As it travels; compressed here where that is left to the server in front."""
    return cost.wire if cost.encoding else len(gzip.compress(cost.body, 6))


if __name__ == "__main__":
    sys.exit(main())
