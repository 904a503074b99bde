"""What became of a round: three columns, each in an order of its own, so that no line can be tied to another."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from pamong.feedback.peer.enums import Relation, RoundState
from pamong.feedback.peer.models import Answer, Subject
from pamong.feedback.peer.rules.answers import unordered
from pamong.planning.queries import conduct_values
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.counting import Ask, Listed


@dataclass(frozen=True)
class Heard:
    """One text of a column; ``key`` names its answer for a report and is empty where the reader may not report."""

    text: str
    value: str
    key: str
    state: str  # "", "reported", "hidden"


@dataclass(frozen=True)
class Value:
    """How often a BerAKHLAK value was named as to keep and to improve."""

    label: str
    keep: int
    improve: int


@dataclass(frozen=True)
class Summary:
    """The answers of one relation. ``shown`` is None when nobody was asked, 0 when too few answered (deleted unread)."""

    relation: str
    label: str
    shown: int | None
    values: list[Value]
    keep: list[Heard]
    improve: list[Heard]
    evidence: list[Heard]


def summary(viewer: Viewer, subject: Subject) -> list[Summary]:
    """What this viewer may read of a released round (one statement): the person all of it, the superior the counts, and
    the texts once the person shares them. Empty before the release."""
    if subject.round.state != RoundState.RELEASED:
        return []
    own = subject.person_id == viewer.person_id
    texts = own or subject.shared
    found = list(Answer.objects.filter(subject_id=subject.pk).select_related("report"))
    made = []
    for relation, shown in ((Relation.PEER, subject.peers), (Relation.REPORT, subject.reports)):
        rows = [row for row in found if row.relation == relation]
        columns = {name: _column(rows, name, own) if texts else [] for name in ("keep", "improve", "evidence")}
        made.append(Summary(relation.value, str(relation.label), shown, _values(rows), **columns))
    return made


def _column(rows: list[Answer], name: str, own: bool) -> list[Heard]:
    said = [row for row in rows if getattr(row, name)]
    texts = [_heard(row, name, own) for row in said]
    return unordered(texts, [str(row.pk) for row in said], name)


def _heard(row: Answer, name: str, own: bool) -> Heard:
    report = getattr(row, "report", None)
    state = "" if report is None else "hidden" if report.hidden else "reported" if report.hidden is None else ""
    labels = dict(conduct_values())
    value = labels.get(getattr(row, f"{name}_value", ""), "")
    text = "" if state == "hidden" else getattr(row, name)
    return Heard(text, value, str(row.pk) if own and report is None else "", state)


def _values(rows: list[Answer]) -> list[Value]:
    return _named(Counter(row.keep_value for row in rows), Counter(row.improve_value for row in rows))


def _named(keep: Counter[str], improve: Counter[str]) -> list[Value]:
    return [Value(label, keep[v], improve[v]) for v, label in conduct_values() if keep[v] or improve[v]]


def answer_of(subject: Subject, key: str) -> Answer:
    """The released answer of a subject that a report names; raises NotVisible."""
    found = Answer.objects.filter(subject_id=subject.pk, pk=key).first() if _is_key(key) else None
    if found is None:
        raise NotVisible
    return found


def _is_key(text: str) -> bool:
    return len(text) == 36 and all(c in "0123456789abcdef-" for c in text)


@dataclass(frozen=True)
class Round:
    """A released round about somebody: how many answered, and how often each value was named; never a text."""

    title: str
    answers: int
    values: list[Value]


def heard(person_id: int, start: dt.date, end: dt.date) -> Ask[list[Round]]:
    """Released rounds about a period that touches these days, with the counts of values; the caller holds the right to see
    the person's evaluation. Texts are not part of it.
    """
    found = Subject.objects.filter(
        Q(peers__gt=0) | Q(reports__gt=0),
        person_id=person_id,
        round__state=RoundState.RELEASED,
        round__about_from__lte=end,
        round__about_to__gte=start,
    ).order_by("round__about_from", "pk")
    named = Answer.objects.filter(subject__in=found.order_by().values("pk")).order_by()
    questions = {
        "rounds": Listed(found.values("pk", "round__title", "peers", "reports")),
        "named": Listed(named.values("subject_id", "keep_value", "improve_value")),
    }
    return Ask(questions, _rounds)


def _rounds(found: dict[str, Any]) -> list[Round]:
    return [
        Round(
            one["round__title"],
            (one["peers"] or 0) + (one["reports"] or 0),
            _named(
                Counter(row["keep_value"] for row in found["named"] if row["subject_id"] == one["pk"]),
                Counter(row["improve_value"] for row in found["named"] if row["subject_id"] == one["pk"]),
            ),
        )
        for one in found["rounds"]
    ]
