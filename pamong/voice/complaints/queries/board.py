"""The officers' list, with filters that live in the address."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from pamong.people.models import Unit
from pamong.platform.access.viewer import Viewer
from pamong.voice.complaints.enums import OPEN_STATES, Mode, State
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
    late: bool = False
    mine: bool = False
    order: str = "tenggat"


def board(viewer: Viewer, wanted: BoardFilter, today: dt.date) -> QuerySet[Complaint]:
    """The cases of the list in its order."""
    found = visible(viewer, "complaint.list").filter(state__in=GROUPS.get(wanted.group, OPEN_STATES))
    if wanted.text:
        number = read_number(wanted.text)
        found = found.filter(
            Q(number=number) if number else Q(text__icontains=wanted.text) | Q(street__icontains=wanted.text)
        )
    if wanted.category_id:
        found = found.filter(category_id=wanted.category_id)
    if wanted.unit_id:
        found = found.filter(unit_id=wanted.unit_id)
    if wanted.mode in Mode.values:
        found = found.filter(mode=wanted.mode)
    if wanted.late:
        found = found.filter(due__lt=today, state__in=OPEN_STATES)
    if wanted.mine:
        found = found.filter(handler_id=viewer.person_id or 0)
    return found.order_by(*ORDERS.get(wanted.order, ORDERS["tenggat"]))


def counts(viewer: Viewer, today: dt.date) -> dict[str, int]:
    """How many cases stand in each group, and how many are late or due soon; one statement."""
    when = {name: Count("pk", filter=Q(state__in=states)) for name, states in GROUPS.items()}
    when["late"] = Count("pk", filter=Q(due__lt=today, state__in=OPEN_STATES))
    when["mine"] = Count("pk", filter=Q(handler_id=viewer.person_id or 0, state__in=OPEN_STATES))
    return visible(viewer, "complaint.list").order_by().aggregate(**when)


def by_number(viewer: Viewer, number: str, policy: str) -> Complaint | None:
    """The case of a number, if the viewer holds ``policy`` on it."""
    return visible(viewer, policy).filter(number=read_number(number) or "-").first()


def board_units(viewer: Viewer) -> list[tuple[str, str]]:
    """Units that have cases this viewer sees, for the filter."""
    ids = visible(viewer, "complaint.list").order_by().values("unit_id")
    return [(str(u.pk), u.name) for u in Unit.objects.filter(pk__in=ids).order_by("name")]


def board_categories() -> list[tuple[str, str]]:
    """Categories for the filter."""
    return [(str(c.pk), c.name) for c in Category.objects.order_by("name")]
