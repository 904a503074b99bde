"""Where the viewer has to go: his own cases that need somebody at the place, and what of them a phone may carry."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value

from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.voice.complaints.enums import Inspected, State, StepKind, Visit
from pamong.voice.complaints.models import Closing, Complaint, Inspection, Place, Step
from pamong.voice.complaints.queries.visible import visible

MOST_CARRIED = 50


@dataclass(frozen=True)
class Stop:
    """A place to go to: the case, why, and the decision that is checked there."""

    complaint: Complaint
    why: Visit
    closing: Closing | None
    seen: dt.date | None = None  # somebody was there last

    @property
    def key(self) -> str:
        """Names the stop in an address and on a phone."""
        return f"{self.complaint.pk}-{self.why.value}"

    @property
    def act(self) -> str:
        """Name of the route that takes what was found."""
        return f"complaints:act_{self.why.value}"

    @property
    def title(self) -> str:
        """Why somebody goes there, in words."""
        return str(self.why.label)

    @property
    def where(self) -> str:
        """Street and place in words."""
        place = self.complaint.place
        return ", ".join(part for part in (self.complaint.street, place.name if place else "") if part)

    @property
    def point(self) -> str:
        """“-7.33100,110.50800”, as map programs read it; empty without a point."""
        case = self.complaint
        return "" if case.latitude is None else f"{case.latitude},{case.longitude}"

    @property
    def answer(self) -> str:
        """What the unit says it did: it is compared with what is there."""
        return "\n".join(filter(None, (self.closing.answer, self.closing.remedy))) if self.closing else ""

    @property
    def may_be_carried(self) -> bool:
        """Never what is about an officer: it stays on the server."""
        return not self.complaint.about_officer


def _arms(viewer: Viewer) -> list[tuple[Visit, QuerySet[Complaint]]]:
    """The three reasons to go, each in the scope of the right that its act asks for."""
    somewhere = Q(place__isnull=False) | ~Q(street="") | Q(latitude__isnull=False)
    in_work = visible(viewer, "complaint.handle").filter(
        somewhere, handler_id=viewer.me, state__in=(State.ASSIGNED, State.WORKING)
    )
    last = Closing.objects.filter(complaint_id=OuterRef("pk")).order_by("-at").values("person_id")[:1]
    answered = visible(viewer, "complaint.decide").filter(somewhere, state=State.ANSWERED)
    by_another = answered.annotate(answerer=Subquery(last)).exclude(answerer=viewer.me)
    pending = Inspection.objects.filter(complaint_id=OuterRef("pk"), result=Inspected.PENDING)
    drawn = visible(viewer, "complaint.inspect").filter(Exists(pending))
    return [(Visit.LOOK, in_work), (Visit.CLOSE, by_another), (Visit.INSPECT, drawn)]


def _ids(viewer: Viewer, *conditions: Q) -> QuerySet[Complaint, Any]:
    """Ids and reasons, the nearest limit first, then place and street: one statement for all three."""
    parts = [
        cases.filter(*conditions)
        .order_by()
        .select_related(None)
        .annotate(why=Value(why.value), town=F("place__name"))
        .values_list("pk", "why", "due", "town", "street")
        for why, cases in _arms(viewer)
    ]
    return parts[0].union(*parts[1:], all=True).order_by("due", "town", "street", "pk")


def _in_place(place_id: int | None) -> list[Q]:
    return [Q(place_id=place_id) | Q(place__parent_id=place_id)] if place_id else []


def _stops(rows: list[tuple[Any, ...]]) -> list[Stop]:
    """Those cases with what their rows show; three statements."""
    cases = Complaint.objects.select_related("category", "place__parent", "unit__agency").in_bulk([r[0] for r in rows])
    newest = Closing.objects.filter(complaint_id__in=cases).order_by("complaint_id", "-at").distinct("complaint_id")
    closings = {closing.complaint_id: closing for closing in newest}
    visits = Step.objects.filter(complaint_id__in=cases, kind=StepKind.ON_SITE).order_by()
    seen: dict[int, dt.date] = dict(visits.values_list("complaint_id").annotate(last=Max("day")))
    return [Stop(cases[r[0]], Visit(r[1]), closings.get(r[0]), seen.get(r[0])) for r in rows if r[0] in cases]


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 18


def stop_page(viewer: Viewer, place_id: int | None, number: str | None, size: int) -> Page[Stop]:
    """One page of the places to go to; five statements."""
    page: Page[Any] = Paginator(_ids(viewer, *_in_place(place_id)), size).get_page(number)
    page.object_list = _stops(list(page.object_list))
    return page


def stops_to_carry(viewer: Viewer, place_id: int | None, keys: list[str]) -> list[Stop]:
    """What a phone takes along: the first of the list, or of ``keys`` those that are the viewer's still."""
    conditions = _in_place(place_id)
    if keys:
        conditions = [Q(pk__in=[int(pk) for pk, _, _ in (key.partition("-") for key in keys) if _is_id(pk)])]
    rows = list(_ids(viewer, *conditions, Q(about_officer=False))[:MOST_CARRIED])
    return [stop for stop in _stops(rows) if not keys or stop.key in keys]


def stop_of(viewer: Viewer, key: str) -> Stop:
    """One stop by its key; raises NotVisible when the viewer has nothing to do there (any more)."""
    pk, _, why = key.partition("-")
    rows = [row for row in _ids(viewer, Q(pk=int(pk))) if row[1] == why] if _is_id(pk) else []
    if not rows:
        raise NotVisible
    return _stops(rows)[0]


def stop_places(viewer: Viewer) -> list[tuple[str, str]]:
    """Kelurahan where there is something to do, for the filter; one statement."""
    parts = [cases.order_by().select_related(None).values("place_id") for _why, cases in _arms(viewer)]
    found = Place.objects.filter(pk__in=parts[0].union(*parts[1:])).order_by("name", "pk")
    return [(str(place.pk), place.name) for place in found]
