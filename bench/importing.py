"""`python -m bench.importing`: a whole regency's personnel workbook read into an empty office, and the same again.

Makes a workbook of 1,200 and of 12,000 rows with one bad row, runs `pamong import people` in a home of its own (under
build/bench/import-N, empty each time) and tells seconds and the largest memory of the importing process. Memory and counts are
the gate; seconds are held against the bar of two minutes for the whole regency.
"""

import argparse
import datetime as dt
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import xlsxwriter

from bench.homes import ROOT, Home

SIZES = (1_200, 12_000)
SECONDS, MEMORY = 120.0, 500
HEADINGS = ("NIP", "Nama", "Gol", "Jabatan", "Jenjang Jabatan", "Unit Kerja", "Unit Induk", "NIP Atasan", "TMT Jabatan")
BAD_ROW = 743  # in the middle: a NIP that cannot be one
# Tells its own peak at the end: ru_maxrss would begin with the size of the process that started it.
PEAK = """
import atexit, re, sys
peak = lambda: int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024
atexit.register(lambda: print("PEAK", peak(), file=sys.stderr))
"""
CHILD = f"""{PEAK}
from pamong.cli.main import main
sys.exit(main(["import", "people", *sys.argv[1:]]))
"""


def peak_of(err: str) -> int:
    """MB, from what such a process printed on standard error."""
    return int(next(line for line in err.splitlines() if line.startswith("PEAK")).split()[1])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.importing", description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    sizes = [int(word) for word in parser.parse_args().sizes.split(",")]
    found = {size: measure(size) for size in sizes}
    print("| rows | import: s | MB | the same again: s | MB |\n| ---: | ---: | ---: | ---: | ---: |")
    for size, (first, second) in found.items():
        print(f"| {size:,} | {first['seconds']:.0f} | {first['mb']} | {second['seconds']:.0f} | {second['mb']} |")
    faults = [fault for size, pair in found.items() for fault in over_the_bar(size, *pair)]
    for fault in faults:
        print(f"FAULT: {fault}", file=sys.stderr)
    return 1 if faults else 0


def measure(size: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Import into an empty home, twice."""
    home = Home(0, ROOT / "build" / "bench" / f"import-{size}")
    home.empty()
    home.folder.mkdir(parents=True)
    file = home.folder / "pegawai.xlsx"
    large_office(file, size)
    try:
        return _imported(home, file), _imported(home, file)
    finally:
        home.run("pamong.cli.main", "stop")


def over_the_bar(size: int, first: dict[str, Any], second: dict[str, Any]) -> list[str]:
    """What was counted wrongly, or took more memory or time than its bar."""
    wrong = []
    if (first["new"], first["refused"]) != (size - 1, 1):
        wrong.append(f"{size:,}: {first['new']} new, {first['refused']} refused")
    if (second["new"], second["changed"]) != (0, 0):
        wrong.append(f"{size:,} again: {second['new']} new, {second['changed']} changed")
    for run in (first, second):
        if run["mb"] > MEMORY:
            wrong.append(f"{size:,}: {run['mb']} MB, the bar is {MEMORY}")
        if run["seconds"] > SECONDS:
            wrong.append(f"{size:,}: {run['seconds']:.0f} s, the bar is {SECONDS:.0f}")
    return wrong


def large_office(file: Path, people: int) -> None:
    """Agencies of thirty units with ten people each, each unit with its head; one row that must be refused."""
    book = xlsxwriter.Workbook(str(file), {"strings_to_numbers": False, "constant_memory": True})
    page, day = book.add_worksheet("Data"), book.add_format({"num_format": "dd-mm-yyyy"})
    page.write_row(0, 0, HEADINGS)
    for number in range(people):
        agency, unit, member = number // 300, number // 10 % 30, number % 10
        name = f"Bidang {unit} Dinas {agency}" if unit else f"Dinas {agency}"
        above = _nip(number - member) if member else _nip(agency * 300) if unit else ""
        cells = [
            "12345" if number == BAD_ROW else _nip(number),
            f"Pegawai {number}",
            "III/b",
            "Analis Kebijakan" if member else f"Kepala {name}",
            "Ahli Muda" if member else "Administrator",
            name,
            f"Dinas {agency}" if unit else "",
            above,
        ]
        page.write_row(number + 1, 0, cells)
        page.write_datetime(number + 1, len(cells), dt.datetime(2020 + number % 5, 1 + number % 12, 1), day)  # noqa: DTZ001
    book.close()


def _nip(number: int) -> str:
    """The NIP of made-up person ``number``."""
    born = 1970 + number // 900
    return f"{born}0101{born + 25}031{number % 900 + 1:03}"


def _imported(home: Home, file: Path) -> dict[str, Any]:
    began = time.perf_counter()
    command = [sys.executable, "-c", CHILD, str(file), "--json"]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **home.environment}, capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr[-2000:])
    answer = json.loads(done.stdout)
    return {
        "seconds": time.perf_counter() - began,
        "mb": peak_of(done.stderr),
        "new": answer["new"],
        "changed": answer["changed"],
        "refused": len(answer["refused"]),
    }


if __name__ == "__main__":
    raise SystemExit(main())
