"""How an indicator measures itself: a metric of the evidence, what is made of its facts, over whom, of which thing.

Kept with the indicator as one short text ("voice.in_time share tree", "cases.days percentile:90 unit subject=service:3"), so
that it is agreed, frozen, copied and compared like every other word of the plan. Plain Python.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

ME, UNIT, TREE, AGENCY = "me", "unit", "tree", "agency"
SCOPES = (ME, UNIT, TREE, AGENCY)
SHARE, PERCENTILE = "share", "percentile"
_FORM = re.compile(
    r"(?P<metric>[a-z_]+\.[a-z_]+) (?P<aggregation>sum|count|mean|share|percentile)(?::(?P<percentile>[1-9]|[1-9]\d|100))?"
    r" (?P<scope>me|unit|tree|agency)(?: subject=(?P<subject>[a-z_.]+:[A-Za-z0-9_-]+))?",
    re.ASCII,
)


@dataclass(frozen=True)
class Binding:
    """What measures an indicator. ``percentile`` is a whole percent, for that aggregation only."""

    metric: str
    aggregation: str
    scope: str = ME
    percentile: int | None = None
    subject: str = ""

    def text(self) -> str:
        """The binding as it is kept; ``parse`` reads it back."""
        part = f":{self.percentile}" if self.percentile is not None else ""
        subject = f" subject={self.subject}" if self.subject else ""
        return f"{self.metric} {self.aggregation}{part} {self.scope}{subject}"


def parse(text: str) -> Binding | None:
    """The binding of a kept text, None for an indicator without one; ValueError for a text that is none."""
    if not text:
        return None
    found = _FORM.fullmatch(text)
    if found is None or (found["aggregation"] == PERCENTILE) != (found["percentile"] is not None):
        raise ValueError(f"{text!r} binds to no metric")
    return Binding(
        metric=found["metric"],
        aggregation=found["aggregation"],
        scope=found["scope"],
        percentile=int(found["percentile"]) if found["percentile"] else None,
        subject=found["subject"] or "",
    )


def check(binding: Binding, *, allowed: Collection[str], known: bool) -> None:
    """Raise Refused for a binding that cannot be agreed: unknown metric, an aggregation it does not allow, no percentile.

    ``known``: whether the metric is declared for plans; ``allowed``: what can be made of it.
    """
    if not known:
        raise Refused(N_("Ukuran ini tidak tersedia. Pilih dari daftar."), field="metric", code="ukuran")
    if binding.aggregation not in allowed:
        raise Refused(N_("Ukuran ini tidak dapat dihitung dengan cara itu."), field="aggregation", code="ukuran")
    if binding.scope not in SCOPES:
        raise Refused(N_("Pilih cakupan ukuran dari daftar."), field="scope", code="ukuran")
    has = binding.percentile is not None and 1 <= binding.percentile <= 100
    if has != (binding.aggregation == PERCENTILE):
        raise Refused(N_("Isi persentil 1 sampai 100, misalnya 90."), field="percentile", code="ukuran")
    try:
        parse(binding.text())
    except ValueError as error:
        raise Refused(N_("Ukuran ini tidak tersedia. Pilih dari daftar."), field="metric", code="ukuran") from error
