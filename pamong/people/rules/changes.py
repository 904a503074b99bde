"""Dated assignments: when news about a post amends the present assignment, and when it closes it and opens another.

The rule, as the help page tells it:

* A later TMT than the stored one: the old assignment ends the day before, the new one begins with the TMT.
* The same TMT and only title, kind or level differ: a slip of the pen, mended in place.
* A superior where none was known: filled in, in place.
* Anything else (unit, superior or leadership changed under the same or no TMT): a change from the day of the import.
* An earlier TMT than the stored one of a person's first assignment: the stored beginning was too late, mended in place.
"""

import datetime as dt
from dataclasses import dataclass, fields
from enum import Enum

from pamong.people.rules.known import KnownPost
from pamong.people.rules.units import Chain


@dataclass(frozen=True)
class Target:
    """The post as it shall be."""

    unit: Chain
    title: str
    kind: str
    level: str
    is_head: bool
    superior: str | None


class Way(Enum):
    """How an assignment gets to its target."""

    OPEN = "open"  # none is open: begin one
    AMEND = "amend"  # mend the present one in place
    REPLACE = "replace"  # close the present one, begin another


@dataclass(frozen=True)
class Step:
    """What to do: from ``start`` on the post is ``target``; ``closes`` is the assignment that ends that day."""

    way: Way
    start: dt.date
    target: Target
    post: KnownPost | None = None

    @property
    def frees(self) -> dt.date | None:
        """The day from which the old post's seat is free, None when it never is."""
        return self.start if self.way is Way.REPLACE else None


SPELLING = frozenset({"title", "kind", "level"})


def differences(post: KnownPost, target: Target) -> frozenset[str]:
    """Names of the fields in which a post differs from its target."""
    return frozenset(f.name for f in fields(Target) if getattr(post, f.name) != getattr(target, f.name))


def decide(
    post: KnownPost | None, target: Target, said: dt.date | None, today: dt.date, floor: dt.date | None
) -> Step | None:
    """The step from the present post to the target, None when nothing is to be done.

    ``said`` is the TMT of the file. ``floor``: the seat of head is taken until that day, an assignment as head cannot
    begin earlier.
    """
    earliest = floor if floor and target.is_head else dt.date.min
    if post is None:
        return Step(Way.OPEN, max(said or today, earliest), target)
    if post.end is not None and post.end <= today:
        return Step(Way.OPEN, max(said or today, post.end, earliest), target, post)
    differs = differences(post, target)
    start = max(said, earliest) if said else None
    if not differs:
        return _same(post, target, start)
    if start and start > post.start:
        return Step(Way.REPLACE, start, target, post)
    in_place = (start == post.start and differs <= SPELLING) or (differs == {"superior"} and post.superior is None)
    if in_place or max(today, earliest) <= post.start:
        begin = min(start, post.start) if start and post.first else post.start
        return Step(Way.AMEND, begin, target, post)
    return Step(Way.REPLACE, max(today, earliest), target, post)


def _same(post: KnownPost, target: Target, start: dt.date | None) -> Step | None:
    if start is None or start == post.start:
        return None
    if start > post.start:
        return Step(Way.REPLACE, start, target, post)
    return Step(Way.AMEND, start, target, post) if post.first else None
