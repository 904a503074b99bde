"""PP 94/2021: absence without valid reason, every row of the table at both its ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.rulebook.discipline import CUMULATIVE, absence_sanction
from pamong.rulebook.errors import ErrorCode
from tests.rules.support import assert_refused, run

# first day, last day, level, kind: regulations 6.1.
ROWS: list[tuple[int, int, str | None, str | None]] = [
    (0, 2, None, None),
    (3, 3, "ringan", "teguran lisan"),
    (4, 6, "ringan", "teguran tertulis"),
    (7, 10, "ringan", "pernyataan tidak puas secara tertulis"),
    (11, 13, "sedang", "potongan tukin 25% 6 bulan"),
    (14, 16, "sedang", "potongan tukin 25% 9 bulan"),
    (17, 20, "sedang", "potongan tukin 25% 12 bulan"),
    (21, 24, "berat", "penurunan jabatan 12 bulan"),
    (25, 27, "berat", "pembebasan jabatan 12 bulan"),
    (28, 366, "berat", "PDHTAPS"),
]
LEVELS = [None, "ringan", "sedang", "berat"]
day_counts = st.integers(0, 366)


@pytest.mark.parametrize(("first", "last", "level", "kind"), ROWS)
def test_rows(first: int, last: int, level: str | None, kind: str | None) -> None:
    for cumulative in range(first, last + 1):
        assert run("hukuman_absen", hari_kumulatif=cumulative, hari_berturut=0) == {"tingkat": level, "jenis": kind}


@pytest.mark.parametrize("cumulative", [0, 2, 10, 13, 27, 28, 366])
def test_ten_days_in_a_row_weigh_most(cumulative: int) -> None:
    answer = run("hukuman_absen", hari_kumulatif=cumulative, hari_berturut=10)
    assert answer == {"tingkat": "berat", "jenis": "PDHTAPS"}


@given(day_counts, st.integers(0, 9))
def test_fewer_than_ten_in_a_row_change_nothing(cumulative: int, consecutive: int) -> None:
    assert absence_sanction(cumulative, consecutive) == absence_sanction(cumulative, 0)


@given(day_counts, day_counts, day_counts)
def test_more_absence_is_never_a_lighter_level(one: int, other: int, consecutive: int) -> None:
    fewer, more = (absence_sanction(count, consecutive) for count in sorted((one, other)))
    assert LEVELS.index(fewer.level if fewer else None) <= LEVELS.index(more.level if more else None)


def test_the_table_rises() -> None:
    starts = [sanction.from_days for sanction in CUMULATIVE]
    assert starts == sorted(set(starts))


@pytest.mark.parametrize(
    ("inputs", "code", "field"),
    [
        ({"hari_kumulatif": 367, "hari_berturut": 0}, ErrorCode.OUT_OF_RANGE, "hari_kumulatif"),
        ({"hari_kumulatif": -1, "hari_berturut": 0}, ErrorCode.OUT_OF_RANGE, "hari_kumulatif"),
        ({"hari_kumulatif": 3, "hari_berturut": -1}, ErrorCode.OUT_OF_RANGE, "hari_berturut"),
        ({"hari_kumulatif": 3}, ErrorCode.MISSING, "hari_berturut"),
        ({"hari_kumulatif": "3", "hari_berturut": 0}, ErrorCode.WRONG_TYPE, "hari_kumulatif"),
        ({"hari_kumulatif": True, "hari_berturut": 0}, ErrorCode.WRONG_TYPE, "hari_kumulatif"),
    ],
)
def test_days_that_cannot_be(inputs: dict[str, object], code: ErrorCode, field: str) -> None:
    assert_refused("hukuman_absen", inputs, code, field)
