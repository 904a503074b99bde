"""Answers of persons to facts held on them. The caller holds the right to see the facts."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from pamong.evidence.models import Fact, FactAnswer
from pamong.evidence.registry import metrics
from pamong.platform.counting import Ask, Listed


@dataclass(frozen=True)
class Reply:
    """One answer of the person a fact is about."""

    text: str
    at: dt.datetime


@dataclass(frozen=True)
class Answered:
    """A fact that was answered, in words, with its answers; ``subject`` is what it measures ("indicator:45") or empty."""

    fact_id: int
    subject: str
    text: str
    day: dt.date
    replies: tuple[Reply, ...]


def replies(fact_ids: Iterable[int]) -> dict[int, tuple[Reply, ...]]:
    """Answers by fact, oldest first; only of facts that were answered (one statement)."""
    wanted = list(fact_ids)
    found: dict[int, list[Reply]] = defaultdict(list)
    rows = FactAnswer.objects.filter(fact_id__in=wanted).order_by("id") if wanted else ()
    for row in rows:
        found[row.fact_id].append(Reply(row.text, row.created_at))
    return {key: tuple(value) for key, value in found.items()}


def answered_in(person_id: int, start: dt.date, end: dt.date) -> Ask[list[Answered]]:
    """Facts on a person between two days (both included) that he answered, oldest first."""
    said = FactAnswer.objects.filter(person_id=person_id, fact_day__gte=start, fact_day__lte=end)
    facts = Fact.objects.filter(id__in=said.order_by().values("fact_id"), day__gte=start, day__lte=end)
    questions = {
        "said": Listed(said.order_by("id").values("fact_id", "text", "created_at")),
        "facts": Listed(facts.order_by().values("id", "subject", "source_label", "metric", "day")),
    }
    return Ask(questions, _answered)


def _answered(found: dict[str, Any]) -> list[Answered]:
    replies_: dict[int, list[Reply]] = defaultdict(list)
    for row in found["said"]:
        replies_[row["fact_id"]].append(Reply(row["text"], dt.datetime.fromisoformat(row["created_at"])))
    titles = {metric.id: metric.title for metric in metrics()}
    listed = [
        Answered(
            fact["id"],
            fact["subject"],
            fact["source_label"] or gettext(str(titles.get(fact["metric"], fact["metric"]))),
            dt.date.fromisoformat(fact["day"]),
            tuple(replies_[fact["id"]]),
        )
        for fact in found["facts"]
    ]
    return sorted(listed, key=lambda one: (one.day, one.fact_id))
