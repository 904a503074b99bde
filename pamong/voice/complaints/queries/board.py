"""The officers' list, with filters that live in the address."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from pamong.people.models import Unit
from pamong.platform.access.viewer import Viewer
from pamong.voice.complaints.enums import OPEN_STATES, Channel, Mode, State
from pamong.voice.complaints.models import Category, Complaint
from pamong.voice.complaints.queries.visible import visible
from pamong.voice.complaints.rules.receipts import read_number

GROUPS: dict[str, tuple[State, ...]] = {
    "open": OPEN_STATES,
    "new": (State.RECEIVED, State.VERIFIED),
    "working": (State.ASSIGNED, State.WORKING),
    "waiting": (State.WAITING,),
    "answered": (State.ANSWERED,),
    "done": (State.CONFIRMED, State.VISITED),
    "unconfirmed": (State.UNCONFIRMED,),
    "other": (State.REFUSED, State.HANDED_OVER, State.WITHDRAWN, State.MERGED),
    "all": tuple(State),
}
ORDERS: dict[str, tuple[Any, ...]] = {
    "tenggat": (F("due").asc(nulls_last=True), "pk"),
    "-tenggat": (F("due").desc(nulls_last=True), "pk"),
    "diterima": ("received_day", "pk"),
    "-diterima": ("-received_day", "pk"),
    "nomor": ("number",),
    "-nomor": ("-number",),
}


@dataclass(frozen=True)
class BoardFilter:
    """What the list shows; ``late`` only cases past their limit, ``mine`` only those given to the viewer by name."""

    group: str = "open"
    text: str = ""
    category_id: int | None = None
    unit_id: int | None = None
    mode: str = ""
    channel: str = ""
    late: bool = False
    mine: bool = False
    order: str = "tenggat"


def board(viewer: Viewer, wanted: BoardFilter, today: dt.date) -> QuerySet[Complaint]:
    """The cases of the list in its order."""
    found = visible(viewer, "complaint.list").filter(state__in=GROUPS.get(wanted.group, OPEN_STATES))
    if wanted.text:
        found = found.filter(said(wanted.text, "text", "street"))
    if wanted.category_id:
        found = found.filter(category_id=wanted.category_id)
    if wanted.unit_id:
        found = found.filter(unit_id=wanted.unit_id)
    if wanted.mode in Mode.values:
        found = found.filter(mode=wanted.mode)
    if wanted.channel in Channel.values:
        found = found.filter(channel=wanted.channel)
    if wanted.late:
        found = found.filter(due__lt=today, state__in=OPEN_STATES)
    if wanted.mine:
        found = found.filter(handler_id=viewer.person_id or 0)
    return found.order_by(*ORDERS.get(wanted.order, ORDERS["tenggat"]))


def board_page(viewer: Viewer, wanted: BoardFilter, today: dt.date, number: str | None, size: int) -> Page[Complaint]:
    """One page of the list. Sorted and skipped are ids alone; the cases with category, place, unit and handler are read for
    the page only. Two statements and the count."""
    ids = board(viewer, wanted, today).select_related(None).values_list("pk", flat=True)
    page: Page[Any] = Paginator(ids, size).get_page(number)
    rows = Complaint.objects.select_related("category", "place", "unit", "handler").in_bulk(list(page.object_list))
    page.object_list = [rows[pk] for pk in page.object_list if pk in rows]
    return page


def said(text: str, *fields: str) -> Q:
    """Cases with this number, or with this word in one of the fields. Some words could be numbers without their dashes."""
    number, words = read_number(text), Q()
    for name in fields:
        words |= Q(**{f"{name}__icontains": text})
    if not number:
        return words
    return Q(number=number) if re.search(r"[0-9-]", text) else Q(number=number) | words


def counts(viewer: Viewer, today: dt.date) -> dict[str, int]:
    """Of the open cases: how many, new, late, and given to the viewer by name; one statement that reads an index only."""
    found = visible(viewer, "complaint.list").filter(state__in=OPEN_STATES).select_related(None).order_by()
    return found.aggregate(
        open=Count("state"),
        new=Count("state", filter=Q(state__in=GROUPS["new"])),
        late=Count("state", filter=Q(due__lt=today)),
        mine=Count("state", filter=Q(handler_id=viewer.person_id or 0)),
    )


def by_number(viewer: Viewer, number: str, policy: str) -> Complaint | None:
    """The case of a number, if the viewer holds ``policy`` on it."""
    return visible(viewer, policy).filter(number=read_number(number) or "-").first()


def board_units(viewer: Viewer) -> list[tuple[str, str]]:
    """Units that have cases this viewer sees, for the filter; each unit is asked for one case, not each case for its unit."""
    has = visible(viewer, "complaint.list").select_related(None).filter(unit_id=OuterRef("pk"))
    one = has.order_by("state", "-received_day").values("pk")[
        :1
    ]  # the order of the index by unit: no other way is tried
    found = Unit.objects.annotate(case=Subquery(one)).filter(case__isnull=False)
    return [(str(u.pk), u.name) for u in found.order_by("name")]


def board_categories() -> list[tuple[str, str]]:
    """Categories for the filter."""
    return [(str(c.pk), c.name) for c in Category.objects.order_by("name")]
