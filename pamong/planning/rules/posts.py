"""From dated assignments to posts: one post may be several assignments, when only the superior changed or the unit merged.

A new post within the year asks for a new plan (PP 30/2019 Ps. 24(3)); a new superior on the same post does not.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Post:
    """One stored assignment. ``until`` is its last day, None while it has no end; ``closed``: its unit is no longer active."""

    id: int
    agency_id: int
    unit_id: int
    unit_path: str
    closed: bool
    title: str
    kind: str
    superior_id: int | None
    since: dt.date
    until: dt.date | None


@dataclass(frozen=True)
class Span:
    """The days a person holds one post, with the assignments they consist of, in order."""

    posts: tuple[Post, ...]

    @property
    def since(self) -> dt.date:
        return self.posts[0].since

    @property
    def until(self) -> dt.date | None:
        return self.posts[-1].until

    @property
    def agency_id(self) -> int:
        return self.posts[-1].agency_id

    def holds(self, post_id: int) -> bool:
        """Whether an assignment is part of it."""
        return any(post.id == post_id for post in self.posts)

    def on(self, day: dt.date) -> Post:
        """The assignment of a day; the nearest one for a day outside."""
        past = [post for post in self.posts if post.since <= day]
        return past[-1] if past else self.posts[0]


def same_post(before: Post, after: Post) -> bool:
    """Whether the second assignment goes on with the same post: in its unit, or in the one that took the unit up."""
    taken_up = before.closed and before.unit_path.startswith(after.unit_path)
    unit = before.unit_id == after.unit_id or taken_up
    follows = before.until is not None and before.until + ONE_DAY == after.since
    alike = (before.agency_id, before.title, before.kind) == (after.agency_id, after.title, after.kind)
    return unit and follows and alike


def spans(posts: Iterable[Post]) -> list[Span]:
    """The posts of one person in order of time; assignments that go on with the same post are one span."""
    found: list[Span] = []
    for post in sorted(posts, key=lambda p: p.since):
        if found and same_post(found[-1].posts[-1], post):
            found[-1] = replace(found[-1], posts=(*found[-1].posts, post))
        else:
            found.append(Span((post,)))
    return found


def days_within(span: Span, starts: dt.date, ends: dt.date) -> tuple[dt.date, dt.date] | None:
    """The part of a cycle in which the post is held, or None."""
    first, last = max(starts, span.since), ends if span.until is None else min(ends, span.until)
    return (first, last) if first <= last else None
