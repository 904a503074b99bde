"""Reads of the catalogue: categories, places, who is responsible, ready answers, the policy in force."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from pamong.people.models import Unit
from pamong.platform.access.errors import NotVisible
from pamong.voice.complaints.models import AnswerTemplate, Category, Place, Responsible, VoicePolicy
from pamong.voice.complaints.rules.questions import Question, questions_of, shown

SLUG = re.compile(r"[a-z0-9_-]{1,40}")


def categories() -> QuerySet[Category]:
    """The categories in use, in the order of the list."""
    return Category.objects.filter(is_active=True)


def all_categories() -> QuerySet[Category]:
    """All categories, retired ones too."""
    return Category.objects.all()


def category_by_code(code: str) -> Category | None:
    """The category of a code (Open311 service_code), or None."""
    return categories().filter(code=code).first() if SLUG.fullmatch(code) else None


def category_for(pk: int) -> Category:
    """One category; raises NotVisible."""
    found = Category.objects.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def questions(category: Category) -> tuple[Question, ...]:
    """The questions of a category."""
    return questions_of(category.questions)


def shown_answers(category: Category, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Answers as people read them: (question, answer)."""
    return shown(questions(category), answers)


def unit_by_pk(pk: int) -> Unit | None:
    """An active unit a citizen may name, or None."""
    return Unit.objects.filter(pk=pk, is_active=True).select_related("agency").first()


def places() -> QuerySet[Place]:
    """The places in use, each with its parent."""
    return Place.objects.filter(is_active=True).select_related("parent").order_by("parent__name", "name")


def place_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Kecamatan with their kelurahan, as a list in groups; a kecamatan itself may be chosen. One statement."""
    return place_groups(list(places()))


def place_groups(rows: list[Place]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Places already read, as such a list; no statement."""
    tops = [p for p in rows if p.parent_id is None]
    groups: dict[int, list[tuple[str, str]]] = {p.pk: [(str(p.pk), f"Kecamatan {p.name}")] for p in tops}
    for place in rows:
        if place.parent_id in groups:
            groups[place.parent_id].append((str(place.pk), place.name))
    return [(top.name, groups[top.pk]) for top in sorted(tops, key=lambda p: p.name)]


def place_named(text: str) -> Place | None:
    """The kelurahan that a text names, when it names exactly one. One statement."""
    said = text.casefold()
    named = [place for place in places() if place.parent_id and place.name.casefold() in said] if said else []
    return named[0] if len(named) == 1 else None


def place_by_pk(pk: int | None) -> Place | None:
    """One place in use with its parent, or None."""
    return places().filter(pk=pk).first() if pk else None


def responsible_unit(category: Category, place: Place | None) -> Unit | None:
    """The unit that handles a category at a place: the nearest rule wins (kelurahan, kecamatan, everywhere)."""
    wanted = Q(place__isnull=True)
    if place is not None:
        wanted |= Q(place=place) | Q(place=place.parent_id)
    rules = list(Responsible.objects.filter(wanted, category=category, unit__is_active=True).select_related("unit"))
    rank = {place.pk: 0, place.parent_id: 1} if place is not None else {}
    rules.sort(key=lambda rule: rank.get(rule.place_id, 2) if rule.place_id else 3)
    return rules[0].unit if rules else None


def unit_responsible(category_id: int, place_id: int | None) -> Unit | None:
    """The same by ids, for signals; None also where the category or place is gone."""
    category = Category.objects.filter(pk=category_id).first()
    place = Place.objects.filter(pk=place_id).first() if place_id else None
    return responsible_unit(category, place) if category else None


def templates(category: Category) -> QuerySet[AnswerTemplate]:
    """Ready answers for a category and for all."""
    return AnswerTemplate.objects.filter(Q(category=category) | Q(category__isnull=True), is_active=True)


def all_templates() -> QuerySet[AnswerTemplate]:
    """Every ready answer in use."""
    return AnswerTemplate.objects.filter(is_active=True)


def responsibilities() -> QuerySet[Responsible]:
    """Who handles what where."""
    return Responsible.objects.select_related("category", "place", "unit").order_by("category__order", "place__name")


def policy_on(day: dt.date) -> VoicePolicy:
    """The numbers in force on a day; the built-in ones before any were set."""
    found = VoicePolicy.objects.filter(valid_from__lte=day).order_by("-valid_from").first()
    return found or VoicePolicy(valid_from=dt.date(2026, 1, 1))
