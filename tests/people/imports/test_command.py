"""`pamong import people` as people and programs use it."""

import json
from pathlib import Path
from typing import Any

import pytest

from pamong.cli import files, prepare
from pamong.cli.main import main
from pamong.people.models import Agency, ImportRun, Person, Unit
from tests.people.imports.files import EXPECTED, SAMPLE, book, office, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _database_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "django", lambda: None)
    monkeypatch.setattr(prepare, "migrate", list)


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main(["import", "people", *map(str, arguments)])
    told = capsys.readouterr()
    return code, told.out, told.err


def as_json(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    code, out, _err = run(capsys, *arguments, "--json")
    assert code == 0
    assert out.count("\n") == 1
    return json.loads(out)


def test_json_is_exactly_what_programs_expect(capsys: pytest.CaptureFixture[str]) -> None:
    answer = as_json(capsys, SAMPLE, "--dry-run")
    assert list(answer) == ["new", "changed", "unchanged", "refused", "warnings"]
    assert (answer["new"], answer["changed"], answer["unchanged"]) == (EXPECTED["people_valid"], 0, 0)
    assert len(answer["refused"]) == EXPECTED["rows_bad"]
    assert {tuple(each) for each in answer["refused"]} == {("row", "field", "value", "reason")}
    assert sum(each["field"] == "atasan" for each in answer["warnings"]) == EXPECTED["rows_with_unknown_superior"]


def test_dry_run_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    as_json(capsys, SAMPLE, "--dry-run")
    assert not Person.objects.exists()
    assert not Unit.objects.exists()
    assert not ImportRun.objects.exists()


def test_import_then_again(capsys: pytest.CaptureFixture[str]) -> None:
    looked = as_json(capsys, SAMPLE, "--dry-run")
    assert as_json(capsys, SAMPLE) == looked
    again = as_json(capsys, SAMPLE)
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, EXPECTED["people_valid"])


def test_words_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(book([*office(2), person(9, nip="12")]))
    code, out, err = run(capsys, file)
    assert code == 0
    assert "Impor selesai." in out
    assert "3 baru, 0 berubah, 0 tetap, 1 ditolak; 1 unit baru." in out
    assert "Ditolak, baris 5, nip “12”: NIP salah panjang" in out
    assert "3 dari 3 pegawai" in err
    assert "tidak ada yang ditulis" in run(capsys, file, "--dry-run")[1]


def test_zone_and_region_of_new_agencies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(book(office(1)))
    run(capsys, file, "--zone", "WITA", "--region", "Kota Denpasar")
    agency = Agency.objects.get()
    assert (agency.time_zone, agency.region) == ("Asia/Makassar", "Kota Denpasar")


@pytest.mark.parametrize(
    ("option", "units"), [(["--same", "Dinas Sosal=Dinas Sosial"], 1), (["--new-unit", "Dinas Sosal"], 2)]
)
def test_answers_about_near_units(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: list[str], units: int
) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(book([*office(3), person(9, unit="Dinas Sosal")]))
    assert len(as_json(capsys, file, "--dry-run")["refused"]) == 1
    assert as_json(capsys, file, *option)["refused"] == []
    assert Unit.objects.count() == units


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"bukan", "bukan tabel"),
        ("a.csv", b"kota;luas\n1;2", "Baris judul tidak ditemukan"),
        ("a.xlsx", b"", "kosong"),
    ],
)
def test_unusable_file_ends_with_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, words: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    code, out, err = run(capsys, file, "--json")
    assert code == files.UNUSABLE
    assert words in json.loads(out)["error"]
    assert words in err


def test_missing_file_ends_with_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _out, err = run(capsys, tmp_path / "tidak-ada.xlsx")
    assert code == files.UNUSABLE
    assert "tidak-ada.xlsx" in err


def test_help_is_in_plain_words(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["import", "people", "--help"])
    assert ended.value.code == 0
    assert "baris yang salah ditolak dengan alasan" in " ".join(capsys.readouterr().out.split())
