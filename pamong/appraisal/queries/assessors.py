"""Who rates: the superior of the last day of a part, and who stands in his place when he is no longer in service."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from pamong.people import queries as people
from pamong.people.models import Assignment


def who_rates(wanted: Mapping[int, tuple[int, dt.date]]) -> dict[int, int]:
    """By the given keys who was the direct superior of a person on a day, or who has taken his place since (two statements).

    A superior who left the service has his own superior in his place (PP 30/2019 Ps. 46), while nobody carries his duties
    as Plt/Plh. Keys without superior are missing.
    """
    found = _superiors(wanted)
    places = people.in_place_of(set(found.values()))
    return {key: places.get(superior, superior) for key, superior in found.items()}


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
