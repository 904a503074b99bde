"""Who rates: the superior of the last day of a part, and who stands in his place when he is no longer in service."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pamong.people import queries as people
from pamong.people.models import Assignment
from pamong.platform.counting import Ask, Listed


@dataclass(frozen=True)
class Led:
    """Who was the direct superior of a person from a day to a day."""

    superior_id: int
    name: str
    starts: dt.date
    ends: dt.date


def who_rates(wanted: Mapping[int, tuple[int, dt.date]]) -> dict[int, int]:
    """By the given keys who was the direct superior of a person on a day, or who has taken his place since (two statements).

    A superior who left the service has his own superior in his place (PP 30/2019 Ps. 46), while nobody carries his duties
    as Plt/Plh. Keys without superior are missing.
    """
    found = _superiors(wanted)
    places = people.in_place_of(set(found.values()))
    return {key: places.get(superior, superior) for key, superior in found.items()}


def superiors_within(person_id: int, starts: dt.date, ends: dt.date) -> Ask[list[Led]]:
    """The direct superiors of a person in these days, in order of time.

    A change of the superior alone begins no second plan and divides no period: the person keeps the post (a new SKP is for
    who moves, PP 30/2019 Ps. 24(3)), and the assessor is the direct superior, of the last day (``who_rates``).
    """
    held = Assignment.objects.filter(
        person_id=person_id, valid__overlap=(starts, ends + dt.timedelta(days=1)), superior__isnull=False
    )
    rows = held.order_by("valid").values("superior_id", "superior__name", "valid__startswith", "valid__endswith")

    def made_of(found: dict[str, Any]) -> list[Led]:
        spells: list[Led] = []
        for row in found["led"]:
            since, until = (
                dt.date.fromisoformat(day) if day else None
                for day in (row["valid__startswith"], row["valid__endswith"])
            )
            last = min(ends, until - dt.timedelta(days=1)) if until else ends
            if spells and spells[-1].superior_id == row["superior_id"]:
                spells[-1] = replace(spells[-1], ends=last)
            else:
                spells.append(Led(row["superior_id"], row["superior__name"], max(starts, since or starts), last))
        return spells

    return Ask({"led": Listed(rows)}, made_of)


def _superiors(wanted: Mapping[int, tuple[int, dt.date]]) -> dict[int, int]:
    posts: dict[int, list[tuple[Any, int]]] = {}
    held = Assignment.objects.filter(person_id__in={person for person, _on in wanted.values()}, superior__isnull=False)
    for person_id, valid, superior in held.values_list("person_id", "valid", "superior_id"):
        if superior is not None:
            posts.setdefault(person_id, []).append((valid, superior))
    return {
        key: superior
        for key, (person_id, on) in wanted.items()
        for valid, superior in posts.get(person_id, ())
        if _covers(valid, on)
    }


def _covers(valid: Any, on: dt.date) -> bool:
    return (valid.lower or on) <= on and (valid.upper is None or on < valid.upper)
