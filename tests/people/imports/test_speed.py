"""12,000 rows: the whole of a large regency within two minutes and 500 MB, page and database included."""

import datetime as dt
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from pamong.people.models import Assignment, Person
from tests.people.imports import processes
from tests.people.imports.files import book, nip, person

PEOPLE = 12_000
MEASURED = processes.CHILD.replace(
    "sys.exit(main(",
    # Of this program alone: ru_maxrss would begin with the size of the process that started it.
    "import atexit, re\n"
    "peak = lambda: int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]) // 1024\n"
    "atexit.register(lambda: print('PEAK', peak(), file=sys.stderr))\n"
    "sys.exit(main(",
)


def large_office(folder: Path) -> Path:
    """Forty agencies of thirty units with ten people each, each unit with its head."""
    rows = []
    for number in range(PEOPLE):
        agency, unit, member = number // 300, number // 10 % 30, number % 10
        own = nip(number % 900, born=1970 + number // 900)
        head = number - member
        above = nip(head % 900, born=1970 + head // 900)
        name = f"Bidang {unit} Dinas {agency}" if unit else f"Dinas {agency}"
        title = f"Kepala {name}" if member == 0 else "Analis Kebijakan"
        superior = above if member else (nip((agency * 300) % 900, born=1970 + agency * 300 // 900) if unit else "")
        rows.append(
            person(
                number, nip=own, title=title, level="Administrator" if member == 0 else "Ahli Muda", unit=name,
                parent=f"Dinas {agency}" if unit else "", superior=superior, start=dt.date(2020 + number % 5, 1 + number % 12, 1),
            )
        )  # fmt: skip
    rows[7_430][0] = "12345"  # a bad row in the middle
    file = folder / "besar.xlsx"
    file.write_bytes(book(rows))
    return file


@pytest.fixture
def _empty_afterwards(transactional_db: None) -> Iterator[None]:
    yield
    connection.close()


@pytest.mark.slow
@pytest.mark.usefixtures("_empty_afterwards")
def test_twelve_thousand_people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = large_office(tmp_path)
    monkeypatch.setattr(processes, "CHILD", MEASURED)
    took, answer, peak = measured(file)
    assert (answer["new"], len(answer["refused"]), answer["refused"][0]["row"]) == (PEOPLE - 1, 1, 7_432)
    assert Person.objects.count() == Assignment.objects.count() == PEOPLE - 1
    assert took < 120, took
    assert peak < 500, peak
    took, answer, peak = measured(file)
    assert (answer["new"], answer["changed"], answer["unchanged"]) == (0, 0, PEOPLE - 1)
    assert took < 60, took
    assert peak < 500, peak


def measured(file: Path) -> tuple[float, dict[str, Any], int]:
    """Seconds, the JSON answer, and the largest memory in MB of one import."""
    started = time.monotonic()
    process = processes.start(file, "--json")
    out, err = process.communicate()
    took = time.monotonic() - started
    assert process.returncode == 0, err[-2000:]
    peak = int(next(line for line in err.splitlines() if line.startswith("PEAK")).split()[1])
    sys.stderr.write(f"\n12.000 baris: {took:.1f} s, {peak} MB\n")
    return took, json.loads(out), peak
