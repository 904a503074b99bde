"""Target, realisation and money of nodes in one year, in two statements for any number of nodes."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from pamong.programmes.enums import MeasureKind
from pamong.programmes.models import BudgetLine, Realisation
from pamong.programmes.rules import progress

_FIGURES = """
SELECT i.node_id, i.id, i.kind, i.text, i.unit, i.better, i.baseline, i.baseline_year, i.source, i.metric, i.version,
  t.value, r.value, r.day, r.source
FROM programmes_outcomeindicator i
LEFT JOIN programmes_yeartarget t ON t.indicator_id = i.id AND t.year = %(year)s
LEFT JOIN LATERAL (
  SELECT s.value, s.day, s.source FROM programmes_realisation s
  WHERE s.indicator_id = i.id AND s.day BETWEEN %(first)s AND %(last)s ORDER BY s.day DESC, s.id DESC LIMIT 1
) r ON true
WHERE i.node_id = ANY(%(nodes)s) ORDER BY i.node_id, i.kind, i."order", i.id
"""


@dataclass(frozen=True)
class Figure:
    """One indicator of a node in a year: what was asked and what is known."""

    node_id: int
    id: int
    kind: str
    text: str
    unit: str
    better: str
    baseline: Decimal | None
    baseline_year: int | None
    source: str
    metric: str
    version: int
    target: Decimal | None
    realised: Decimal | None
    day: dt.date | None
    realised_source: str | None

    @property
    def is_outcome(self) -> bool:
        return self.kind == MeasureKind.OUTCOME

    @property
    def kind_label(self) -> str:
        return str(MeasureKind(self.kind).label)

    @property
    def percent(self) -> Decimal | None:
        return progress.percent(self.better, self.target, self.realised)

    @property
    def state(self) -> str:
        return progress.state(self.better, self.target, self.realised)


@dataclass(frozen=True)
class Money:
    """Ceiling and realisation of a node's own budget lines in a year, in rupiah."""

    ceiling: Decimal
    realised: Decimal | None


def figures(node_ids: Iterable[int], year: int) -> dict[int, list[Figure]]:
    """Indicators of these nodes by node id, outcomes before outputs; one statement, none without nodes."""
    ids = list(node_ids)
    if not ids:
        return {}
    days = {"first": dt.date(year, 1, 1), "last": dt.date(year, 12, 31)}
    values: dict[str, Any] = {"nodes": ids, "year": year, **days}
    found: dict[int, list[Figure]] = {pk: [] for pk in ids}
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, values)
        for row in cursor.fetchall():
            found[row[0]].append(Figure(*row))
    return found


def money(node_ids: Iterable[int], year: int) -> dict[int, Money]:
    """The budget of these nodes by node id, only where there is any; one statement."""
    rows = BudgetLine.objects.filter(node_id__in=list(node_ids), year=year).order_by()
    summed = rows.values_list("node_id").annotate(ceiling=Sum("ceiling"), realised=Sum("realised"))
    return {pk: Money(ceiling, realised) for pk, ceiling, realised in summed}


def state_of(found: list[Figure]) -> str:
    """The state of a node from those of its outcomes, or of its outputs where it has no outcome; "" without any."""
    outcomes = [f.state for f in found if f.is_outcome]
    return progress.worst(outcomes or [f.state for f in found])


WORDS = {
    progress.REACHED: _("Tercapai"),
    progress.ON_WAY: _("Mendekati target"),
    progress.BEHIND: _("Di bawah target"),
    progress.NO_DATA: _("Belum ada data"),
    progress.NO_TARGET: _("Belum ada target"),
}


def state_words(state: str) -> str:
    """A state in words; without indicator there is none."""
    return str(WORDS[state] if state else _("Tanpa indikator"))


def latest_values(indicator_ids: Iterable[int], on: dt.date) -> dict[int, Decimal]:
    """The value of this year that counts on a day, by indicator; one statement."""
    rows = Realisation.objects.filter(
        indicator_id__in=list(indicator_ids), day__lte=on, day__gte=dt.date(on.year, 1, 1)
    ).order_by("indicator_id", "-day", "-pk")
    return dict(rows.distinct("indicator_id").values_list("indicator_id", "value"))
