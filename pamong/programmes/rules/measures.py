"""What an indicator and a budget line must hold, wherever they are written: on a page or in a workbook."""

from collections.abc import Container, Iterable
from decimal import Decimal

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_


def check_measure(*, baseline: Decimal | None, baseline_year: int | None) -> None:
    """A baseline names its year; raises Refused."""
    if baseline is not None and baseline_year is None:
        raise Refused(N_("Isi tahun kondisi awal."), field="baseline_year")


def check_years(years: Iterable[int], period: Container[int], *, field: str) -> None:
    """Targets and money stand in the years of the plan; raises Refused for the first that does not."""
    for year in sorted(years):
        if year not in period:
            raise Refused(N_("Tahun %(year)s di luar masa rencana."), year=year, field=field, code="tahun")
