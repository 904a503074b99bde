"""What the bench of complaints says about its figures."""

from typing import Any

from bench.complaints import FILL, over_the_bar, table


def measured(sql: int = 5, ms: float = 20.0, kind: str = "citizen") -> dict[str, Any]:
    return {"daftar publik": {"kind": kind, "sql": sql, "ms": ms}}


def test_the_sizes_stand_beside_each_other() -> None:
    lines = table({1_000: measured(ms=7.2), 100_000: measured(ms=1234.5)}).splitlines()
    assert lines[0] == "| complaints | 1,000: SQL | ms | 100,000: SQL | ms |"
    assert lines[2] == "| daftar publik | 5 | 7 | 5 | 1,234 |"


def test_nothing_is_said_within_the_bar() -> None:
    assert over_the_bar({1_000: measured(), 100_000: measured(ms=499)}) == []


def test_statements_that_grow_are_a_fault() -> None:
    assert "grow" in over_the_bar({1_000: measured(4), 100_000: measured(5)})[0]
    assert over_the_bar({1_000: measured(4, kind="job"), 100_000: measured(9, kind="job")}) == []


def test_too_many_statements_or_too_long_are_faults() -> None:
    assert "the bar is 5" in over_the_bar({1_000: measured(6), 100_000: measured(6)})[0]
    assert over_the_bar({1_000: measured(10, kind="staff"), 100_000: measured(10, kind="staff")}) == []
    assert "the bar is 500" in over_the_bar({1_000: measured(), 100_000: measured(ms=501)})[0]
    assert over_the_bar({1_000: measured(ms=30_000, kind="job")}) == []
    assert "60,000" in over_the_bar({1_000: measured(ms=60_001, kind="job")})[0]


def test_what_is_only_measured_says_so_in_its_key() -> None:
    assert "'bench-' || n" in FILL
    assert "kenari" not in FILL
