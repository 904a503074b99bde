"""The table, what fails a run, and the page it is kept on; and the times that measured writes use."""

import datetime as dt
import json
from pathlib import Path

import pytest

from bench import report
from bench.__main__ import _sizes
from bench.homes import Home, fingerprint
from bench.pages import CITIZEN, PAGES, STAFF, WRITE, WRITES
from bench.report import Row
from bench.slots import DAYS_BACK, Slots, entry

DAY = dt.date(2026, 11, 20)


def row(people: int = 200, key: str = "board", **values: object) -> Row:
    usual: dict[str, object] = {
        "status": 200,
        "statements": 8,
        "web_ms": 12.25,
        "database_ms": 3.0,
        "bytes": 6_144,
        "per_second": 151.0,
        "median_ms": 50.0,
    }
    return Row(people, key, **{**usual, **values})  # type: ignore[arg-type]  # the values above


# --- pages ---


def test_every_page_has_a_name_of_its_own() -> None:
    keys = [page.key for page in (*PAGES, *WRITES)]
    assert len(set(keys)) == len(keys)
    assert {page.role for page in PAGES} == {"employee", "superior", "head", "personnel", ""}


def test_lists_and_boards_are_watched_for_growth() -> None:
    cascade = {"tree", "tree_result", "gaps"}
    assert cascade | {"board", "board_head", "people", "people_head", "search", "team"} <= {
        p.key for p in PAGES if p.grows
    }


def test_citizens_and_writes_are_held_to_their_own_bar() -> None:
    assert all((page.bar is CITIZEN) is (page.role == "") for page in PAGES)
    assert all(page.bar is WRITE for page in WRITES)
    assert (STAFF.statements, CITIZEN.statements, WRITE.statements) == (10, 5, 15)


# --- faults ---


def test_a_good_run_has_no_faults() -> None:
    assert report.faults([row(200), row(20_000), row(key="entry", status=303)]) == []


def test_statements_that_grow_with_the_office_fail_the_run() -> None:
    (fault,) = report.faults([row(200, statements=8), row(2_000, statements=8), row(20_000, statements=9)])
    assert "differ" in fault
    assert "20000: 9" in fault


def test_pages_of_one_person_may_differ() -> None:
    assert report.faults([row(200, "skp", statements=6), row(2_000, "skp", statements=7)]) == []


@pytest.mark.parametrize("status", [302, 404, 500, None])
def test_a_page_that_did_not_answer_fails_the_run(status: int | None) -> None:
    (fault,) = report.faults([row(status=status)])
    assert f"status {status}" in fault


def test_refused_requests_fail_the_run() -> None:
    assert report.faults([row(refused=3)])


# --- the bar ---


def test_what_is_worse_than_the_bar_is_told() -> None:
    told = report.over_the_bar([row(statements=11, web_ms=24.0, bytes=50_000)])
    assert len(told) == 3
    assert "11 statements (bar 10)" in told[0]
    assert "27 ms CPU (bar 25)" in told[1]
    assert "48.8 kB (bar 40)" in told[2]


def test_all_sizes_of_a_page_share_a_line() -> None:
    (told,) = report.over_the_bar([row(20_000, statements=16), row(200, statements=12), row(2_000, statements=9)])
    assert told == "papan atasan (8 orang): 12 / 9 / 16 statements (bar 10)"


def test_cost_that_grows_with_the_office_is_told() -> None:
    few, many = row(2_000, web_ms=7.0), row(20_000, web_ms=12.0)
    (told,) = report.over_the_bar([few, many])
    assert "1.5 × CPU at 20,000 people against 2,000 (bar 1.3)" in told
    assert report.over_the_bar([few, row(20_000, web_ms=10.0)]) == []


def test_at_the_bar_is_good_enough() -> None:
    assert report.over_the_bar([row(statements=10, web_ms=20.0, database_ms=5.0, bytes=40 * 1024)]) == []


def test_writes_have_no_bytes() -> None:
    assert report.over_the_bar([row(key="entry", status=303, web_ms=5.0, bytes=None)]) == []


# --- table ---


def test_the_table_is_ordered_by_page_and_size() -> None:
    lines = report.table([row(20_000), row(200), row(200, "home")]).splitlines()
    assert len(lines) == 5
    assert "beranda pegawai" in lines[2]
    assert "| 200 " in lines[3]
    assert "20,000" in lines[4]
    assert len({len(line) for line in lines}) == 1, "columns stand under each other"


def test_the_table_shows_every_figure() -> None:
    line = report.table([row()]).splitlines()[2]
    for figure in ("8", "12.2 + 3.0 = 15.2", "6.0", "50.0", "151"):
        assert figure in line


def test_a_page_that_is_missing_shows_dashes() -> None:
    line = report.table([Row(200, "rate", None, None)]).splitlines()[2]
    assert line.count("–") == 5


def test_json_holds_rows_and_verdicts() -> None:
    told = report.as_json([row(statements=12)], 61.24)
    assert told["seconds"] == 61.2
    assert told["faults"] == []
    assert len(told["over_the_bar"]) == 1  # type: ignore[arg-type]  # a list
    assert json.loads(json.dumps(told))["rows"][0]["key"] == "board"


def test_the_machine_is_named() -> None:
    assert "cores" in report.machine()
    assert "Python" in report.machine()


def test_only_the_measured_part_of_the_page_is_renewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "performance.md"
    page.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n")
    monkeypatch.setattr(report, "PAGE", page)
    for _ in range(2):
        report.write([row()], "2026-11-22")
    text = page.read_text()
    assert text.startswith(f"before\n{report.BEGIN}\n2026-11-22, ")
    assert text.endswith(f"{report.END}\nafter\n")
    assert "old" not in text
    assert text.count("papan atasan") == 1


def test_the_kept_page_has_its_marks() -> None:
    text = report.PAGE.read_text()
    assert text.count(report.BEGIN) == text.count(report.END) == 1


# --- times for writes ---


def test_times_are_handed_out_once_each(tmp_path: Path) -> None:
    slots = Slots(tmp_path, DAY)
    taken = [slots.take(7) for _ in range(360)]
    assert len(set(taken)) == 360
    assert all(DAY - dt.timedelta(days=DAYS_BACK) <= day < DAY for day, _starts, _ends in taken)
    assert all(starts < ends for _day, starts, ends in taken)


def test_every_person_has_his_own_times(tmp_path: Path) -> None:
    slots = Slots(tmp_path, DAY)
    assert slots.take(7) == slots.take(8)
    assert slots.take(7) != slots.take(9)


def test_the_next_run_of_the_day_goes_on(tmp_path: Path) -> None:
    first = Slots(tmp_path, DAY)
    taken = first.take(7)
    first.keep()
    assert Slots(tmp_path, DAY).take(7) != taken
    assert Slots(tmp_path, DAY + dt.timedelta(days=1)).take(7)[0] == DAY


def test_used_up_times_are_told(tmp_path: Path) -> None:
    slots = Slots(tmp_path, DAY)
    for _ in range(360):
        slots.take(7)
    with pytest.raises(RuntimeError, match="build/bench"):
        slots.take(7)


def test_the_form_is_that_of_the_daily_log(tmp_path: Path) -> None:
    from pamong.worklog.web.forms import EntryForm

    form = entry(Slots(tmp_path, DAY), 7, 45)
    assert set(form) <= set(EntryForm.base_fields)
    assert form["day"] == "2026-11-19"
    assert (form["starts"], form["ends"]) == ("18:00", "18:05")
    assert form["target"] == "45"


# --- homes ---


def test_sizes_are_read_with_and_without_separators() -> None:
    assert _sizes("2_000,200") == (200, 2_000)


def test_a_filled_home_is_kept(tmp_path: Path) -> None:
    (tmp_path / "filled.json").write_text(json.dumps({"fingerprint": fingerprint()}))
    assert Home(200, tmp_path).fill() == 0


def test_a_home_of_other_tables_is_filled_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, asked = Home(200, tmp_path / "200"), []

    def run(*command: str) -> str:
        asked.append(command[1])
        home.folder.mkdir(exist_ok=True)
        return '{"pegawai": 200}\n'

    monkeypatch.setattr(home, "run", run)
    home.folder.mkdir()
    (home.folder / "filled.json").write_text(json.dumps({"fingerprint": "of yesterday"}))
    assert home.fill() > 0
    assert asked == ["stop", "seed"]
    assert json.loads((home.folder / "filled.json").read_text())["fingerprint"] == fingerprint()


def test_each_size_has_a_home_of_its_own_and_no_other_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/pamong")
    homes = [Home(200), Home(2_000)]
    assert len({home.environment["PAMONG_HOME"] for home in homes}) == 2
    assert all("DATABASE_URL" not in home.environment for home in homes)
