"""Lists of evaluations: mine, those I rate, and where an agency stands in a period."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Now, TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.appraisal.enums import EvaluationKind, EvaluationState
from pamong.appraisal.models import Evaluation, EvaluationLine
from pamong.appraisal.queries.scope import visible
from pamong.appraisal.rules import periods
from pamong.planning.queries import cycles, prorata
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today
from pamong.platform.counting import Ask, how_many
from pamong.platform.ui.cards import Card
from pamong.platform.ui.formatting import long_date, number

PENDING = {
    "self": Q(state=EvaluationState.OPEN),
    "rating": Q(state__in=(EvaluationState.OPEN, EvaluationState.SELF_DONE)),
    "signature": Q(state=EvaluationState.RATED),
    "document": Q(state=EvaluationState.ACKNOWLEDGED),
    "final": Q(state=EvaluationState.FINAL),
}


@dataclass(frozen=True)
class Period:
    """A period in which evaluations exist."""

    cycle_id: int
    agency_id: int
    agency: str
    kind: str
    number: int
    year: int

    @property
    def key(self) -> str:
        """How the address names it: 12-quarter-3."""
        return f"{self.cycle_id}-{self.kind}-{self.number}"

    @property
    def label(self) -> str:
        return period_label(self.kind, self.number, self.year)


def period_label(kind: str, number_: int, year: int) -> str:
    """Triwulan III 2026, in the reader's language."""
    text, values = periods.label(kind, number_, year)
    return _(text) % {
        key: _(value) if isinstance(value, str) and key == "month" else value for key, value in values.items()
    }


def label_of(evaluation: Evaluation) -> str:
    """The period of an evaluation in words."""
    return period_label(evaluation.kind, evaluation.period_no, evaluation.year)


def part_label(evaluation: Evaluation) -> str:
    """The days of an evaluation that covers only a part of its period, because the person moved; else nothing."""
    if (evaluation.starts, evaluation.ends) == periods.period(evaluation.kind, evaluation.period_no, evaluation.year):
        return ""
    return f"{long_date(evaluation.starts)} – {long_date(evaluation.ends)}"


def mine(viewer: Viewer) -> QuerySet[Evaluation]:
    """The viewer's own evaluations, newest period first."""
    return Evaluation.objects.filter(person_id=viewer.person_id or 0).select_related("assessor", "agency", "document")


def to_rate(viewer: Viewer) -> QuerySet[Evaluation]:
    """What this viewer rates today, open work first: ended periods, then running ones, then what waits for others."""
    rank = Case(
        When(state__in=(EvaluationState.OPEN, EvaluationState.SELF_DONE), then=Value(0)),
        When(state=EvaluationState.RATED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    found = visible(viewer, "evaluation.rate").annotate(rank=rank)
    return found.select_related("person", "unit").order_by("rank", "ends", "person__name", "id")


def to_set(viewer: Viewer, on: dt.date) -> QuerySet[Evaluation]:
    """Unsigned after their limit, for the assessor's superior to set (PP 30/2019 Ps. 50)."""
    found = visible(viewer, "evaluation.set").filter(state=EvaluationState.RATED, sign_by__lt=on)
    return found.select_related("person", "unit", "assessor").order_by("sign_by", "id")


@dataclass(frozen=True)
class PartOfYear:
    """One post of a person in the same period: its evaluation, days and share of the period in percent."""

    evaluation: Evaluation
    days: prorata.Part
    seen: bool  # whether this viewer may open it


@dataclass(frozen=True)
class Around:
    """The other evaluations of the same plan in order of time, and the parts of this period where the person moved."""

    others: list[Evaluation]
    parts: list[PartOfYear]


def around(viewer: Viewer, evaluation: Evaluation) -> Around:
    """What belongs to an evaluation: the year is read from its periods, and from each post held in it (one statement)."""
    seen = visible(viewer, "evaluation.view").filter(pk=OuterRef("pk"))
    rows = Evaluation.objects.filter(person_id=evaluation.person_id, year=evaluation.year).annotate(seen=Exists(seen))
    found = list(rows.select_related("assessor", "unit").order_by("ends", "kind", "starts"))
    first, last = periods.period(evaluation.kind, evaluation.period_no, evaluation.year)
    same = [e for e in found if (e.kind, e.period_no) == (evaluation.kind, evaluation.period_no)]
    parts = [PartOfYear(e, prorata.part(e.starts, e.ends, first, last), e.seen) for e in same] if len(same) > 1 else []
    return Around([e for e in found if e.skp_id == evaluation.skp_id and e.pk != evaluation.pk], parts)


def periods_in(viewer: Viewer, policy: str) -> list[Period]:
    """The periods in which this viewer may look at evaluations under ``policy``, newest first (one statement)."""
    rows = (
        visible(viewer, policy)
        .order_by("-year", "kind", "-period_no")
        .values_list("cycle_id", "agency_id", "agency__name", "kind", "period_no", "year")
        .distinct()
    )
    order = {EvaluationKind.ANNUAL.value: 0, EvaluationKind.QUARTER.value: 1, EvaluationKind.MONTH.value: 1}
    found = [Period(*row) for row in rows]
    return sorted(found, key=lambda p: (-p.year, -p.number if order[p.kind] else -99, p.agency))


def overview(viewer: Viewer, period: Period) -> QuerySet[Evaluation]:
    """Where each evaluation of a period stands, without ratings: names, assessor, state, evidence and deadlines."""
    facts = EvaluationLine.objects.filter(evaluation_id=OuterRef("pk"), declared__isnull=False)
    found = visible(viewer, "evaluation.overview").filter(
        cycle_id=period.cycle_id, kind=period.kind, period_no=period.number
    )
    rows = found.select_related("person", "assessor", "unit").annotate(has_declared=Exists(facts))
    return rows.defer("results_reason", "conduct_reason", "self_text", "answer").order_by(
        "unit__path", "person__name", "id"
    )


def pending(found: QuerySet[Evaluation], status: str) -> QuerySet[Evaluation]:
    """The list narrowed to what is still missing (a key of ``PENDING``, or ``evidence``); all for others."""
    if status == "evidence":
        none = EvaluationLine.objects.filter(evaluation_id=OuterRef("pk"), evidence_n=0, declared__isnull=True)
        return found.filter(PENDING["signature"] | PENDING["final"], Exists(none))
    return found.filter(PENDING[status]) if status in PENDING else found


def openable(viewer: Viewer) -> list[Period]:
    """The periods this viewer may open today: those of his agencies' open cycles that have begun, newest first."""
    found = [
        Period(cycle.pk, cycle.agency_id, cycle.agency.name, kind, number_, cycle.year)
        for cycle in cycles(viewer, "evaluation.open").annotate(day=TruncDate(Now()))[:20]
        for kind, number_ in periods.periods_of(cycle.evaluation_step)
        if periods.period(kind, number_, cycle.year)[0] <= cycle.day
    ]
    return list(reversed(found))


def states_of(viewer: Viewer, period: Period, policy: str = "evaluation.overview") -> Counter[str]:
    """How many evaluations of a period stand in which state (one statement)."""
    rows = visible(viewer, policy).filter(cycle_id=period.cycle_id, kind=period.kind, period_no=period.number)
    return Counter(dict(rows.order_by().values_list("state").annotate(n=Count("pk"))))


def home_cards(viewer: Viewer) -> Ask[list[Card]]:
    """What waits for this person: to rate, to sign, to write himself (one statement more where something is his own)."""
    if not viewer.is_staff:
        return Ask({}, lambda _found: [])
    day = today(viewer.time_zone)
    to_do = mine(viewer).filter(state__in=(EvaluationState.RATED, EvaluationState.OPEN))
    to_rate = visible(viewer, "evaluation.rate").filter(PENDING["rating"], ends__lt=day)
    asked = {"own": how_many(to_do)} | ({"to_rate": how_many(to_rate)} if viewer.has_reports else {})

    def cards(found: dict[str, Any]) -> list[Card]:
        own = _own_cards(to_do, day) if found["own"] else []
        return own + ([_to_rate_card(found["to_rate"] or 0)] if viewer.has_reports else [])

    return Ask(asked, cards)


def _own_cards(to_do: QuerySet[Evaluation], day: dt.date) -> list[Card]:
    own = {row.state: row for row in to_do.order_by("ends")[:4]}
    cards = []
    if row := own.get(EvaluationState.RATED):
        cards.append(
            Card(
                _("Penilaian menunggu tanda tangan Anda"),
                label_of(row),
                _("paling lambat %(day)s") % {"day": long_date(row.sign_by)},
                reverse("appraisal:evaluation", kwargs={"pk": row.pk}),
                "bad" if row.sign_by and row.sign_by < day else "warn",
            )
        )
    if row := own.get(EvaluationState.OPEN):
        url = reverse("appraisal:assess_self", kwargs={"pk": row.pk})
        cards.append(
            Card(_("Evaluasi diri belum ditulis"), label_of(row), _("penilaian dapat berjalan tanpanya"), url, "info")
        )
    return cards


def _to_rate_card(waiting: int) -> Card:
    note = _("bawahan belum dinilai") if waiting else _("tidak ada yang menunggu")
    tone = "warn" if waiting else "ok"
    return Card(_("Menilai bawahan"), number(waiting), note, reverse("appraisal:to_rate"), tone)


def unrated_in(unit_ids: Iterable[int]) -> dict[int, int]:
    """By unit id how many evaluations of ended periods wait there to be rated."""
    found = Evaluation.objects.filter(PENDING["rating"], unit_id__in=list(unit_ids), ends__lt=today())
    return dict(found.order_by().values_list("unit_id").annotate(n=Count("pk")))
