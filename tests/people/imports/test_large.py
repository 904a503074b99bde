"""A large workbook: everything arrives once, in little memory. `python -m bench.importing` measures 12,000 rows and their time."""

import json
from pathlib import Path
from typing import Any

import pytest

from bench.importing import BAD_ROW, MEMORY, PEAK, large_office, peak_of
from pamong.people.models import Assignment, Person
from tests.people.imports import processes

PEOPLE = 1_500
MEASURED = PEAK + processes.CHILD


@pytest.mark.slow
@pytest.mark.usefixtures("_empty_afterwards")
def test_many_people_come_once_and_in_little_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "besar.xlsx"
    large_office(file, PEOPLE)
    monkeypatch.setattr(processes, "CHILD", MEASURED)
    answer, peak = measured(file)
    assert (answer["new"], len(answer["refused"]), answer["refused"][0]["row"]) == (PEOPLE - 1, 1, BAD_ROW + 2)
    assert Person.objects.count() == Assignment.objects.count() == PEOPLE - 1
    assert peak < MEMORY, peak
    answer, peak = measured(file)
    assert (answer["new"], answer["changed"], answer["unchanged"]) == (0, 0, PEOPLE - 1)
    assert peak < MEMORY, peak


def measured(file: Path) -> tuple[dict[str, Any], int]:
    """The JSON answer, and the largest memory in MB of one import."""
    process = processes.start(file, "--json")
    out, err = process.communicate()
    assert process.returncode == 0, err[-2000:]
    return json.loads(out), peak_of(err)
