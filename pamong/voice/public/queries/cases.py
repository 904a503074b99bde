"""The public list: filters, pages by place instead of by count, and one case. The same number of statements at any size."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from pamong.people.models import Unit
from pamong.platform.access.errors import NotVisible
from pamong.platform.files.queries import StoredFile
from pamong.voice.complaints import queries as complaints
from pamong.voice.complaints.enums import OPEN_STATES, State
from pamong.voice.complaints.queries import Complaint, PublicCase
from pamong.voice.public.rules.cursor import Cursor

PER_PAGE = 25
# What the public tells apart: done made sure is never one number with closed without word, refused or handed on.
GROUPS: dict[str, tuple[State, ...]] = {
    "terbuka": OPEN_STATES,
    "selesai": (State.CONFIRMED, State.VISITED),
    "belum-dikonfirmasi": (State.UNCONFIRMED,),
    "ditolak": (State.REFUSED,),
    "diteruskan": (State.HANDED_OVER,),
    "dicabut": (State.WITHDRAWN, State.MERGED),
}


@dataclass(frozen=True)
class PublicFilter:
    """What the list shows. ``place_ids``: a place with all below it; ``first`` and ``last``: days of receipt, both included."""

    text: str = ""
    category: str = ""
    place_ids: tuple[int, ...] = ()
    group: str = ""
    unit_id: int | None = None
    first: dt.date | None = None
    last: dt.date | None = None


def cases(wanted: PublicFilter) -> QuerySet[Complaint]:
    """The public cases of a filter, the newest first."""
    found = complaints.public_cases().defer("text", "wanted", "answers", "accused_words", "rating_text")
    if wanted.group in GROUPS:
        found = found.filter(state__in=GROUPS[wanted.group])
    if wanted.category:
        found = found.filter(category__code=wanted.category)
    if wanted.place_ids:
        found = found.filter(place_id__in=wanted.place_ids)
    if wanted.unit_id:
        found = found.filter(unit_id=wanted.unit_id)
    if wanted.first:
        found = found.filter(received_day__gte=wanted.first)
    if wanted.last:
        found = found.filter(received_day__lte=wanted.last)
    if wanted.text:
        found = found.filter(complaints.said(wanted.text, "public_text"))
    return found.order_by("-received_day", "number")


def _with_words(found: QuerySet[Complaint]) -> QuerySet[Complaint]:
    """Each with the newest words an officer wrote for the public (``answered_with``), if there are any."""
    words = complaints.officers_words().filter(complaint_id=OuterRef("pk")).order_by("-order")
    return found.annotate(answered_with=Subquery(words.values("text")[:1]))


@dataclass(frozen=True)
class Page:
    """One page of the list; ``older`` and ``newer`` are the places where the next and the previous one begin."""

    rows: list[Complaint]
    older: str = ""
    newer: str = ""


def page_of(wanted: PublicFilter, *, after: Cursor | None = None, before: Cursor | None = None) -> Page:
    """The cases after (older than) or before (newer than) a place of the list; from its head without one. One statement."""
    found = _with_words(cases(wanted))
    if after:
        found = found.filter(received_day__lte=after.day).exclude(received_day=after.day, number__lte=after.number)
    elif before:
        found = found.filter(received_day__gte=before.day).exclude(received_day=before.day, number__gte=before.number)
        found = found.reverse()
    rows = list(found[: PER_PAGE + 1])
    more, rows = len(rows) > PER_PAGE, rows[:PER_PAGE]
    if before:
        rows.reverse()
    if not rows:
        return Page([])
    first, last = Cursor(rows[0].received_day, rows[0].number), Cursor(rows[-1].received_day, rows[-1].number)
    return Page(
        rows,
        older=last.written() if (more or before) else "",
        newer=first.written() if (after or (before and more)) else "",
    )


def newest(wanted: PublicFilter, most: int) -> list[Complaint]:
    """The newest cases of a filter."""
    return list(_with_words(cases(wanted))[:most])


def case_of(number: str) -> PublicCase:
    """One public case; raises NotVisible. A case that was merged names the other one only where that is public too."""
    return complaints.public_case(number)


def photo_of(number: str, photo_pk: int) -> StoredFile:
    """A picture of a public case that was cleared; raises NotVisible."""
    found = next((p for p in complaints.public_case(number).photos if p.pk == photo_pk), None)
    if found is None:
        raise NotVisible
    return found.file


def unit_choices() -> list[tuple[str, str]]:
    """Units that have public cases, for the filter: one look into the index for each unit, however many cases there are."""
    theirs = complaints.public_cases().filter(unit_id=OuterRef("pk")).order_by("-received_day", "number")
    found = Unit.objects.annotate(newest=Subquery(theirs.values("pk")[:1])).filter(newest__isnull=False)
    return [(str(pk), name) for pk, name in found.order_by("name").values_list("pk", "name")]
