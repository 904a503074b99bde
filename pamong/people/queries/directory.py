"""The list of people: scope, search, filters, order, and what each reader may see of each row."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from pamong.people.models import Acting, Assignment, Person, Unit, WorkItem
from pamong.people.queries.assignments import assignment_for, assignments, under
from pamong.people.queries.tree import names_then
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.audit import queries as audit_queries
from pamong.platform.audit.models import Read

ORDERS = {
    "nama": ("person__name", "person_id"),
    "-nama": ("-person__name", "-person_id"),
    "jabatan": ("position_title", "person__name", "person_id"),
    "-jabatan": ("-position_title", "person__name", "person_id"),
    "unit": ("unit__name", "person__name", "person_id"),
    "-unit": ("-unit__name", "person__name", "person_id"),
}


@dataclass(frozen=True)
class PeopleFilter:
    """What the list is narrowed to: part of a name or the head of a NIP, a unit with all below it, a status, a day."""

    text: str = ""
    unit_id: int | None = None
    status: str = ""
    on: dt.date | None = None
    order: str = "nama"


def people_list(viewer: Viewer, wanted: PeopleFilter, policy: str = "person.list") -> QuerySet[Assignment]:
    """Assignments of the people this viewer may see, narrowed and ordered, each with ``nip_shown``. Page, export and API share it."""
    found = assignments(viewer, policy, wanted.on)
    text = " ".join(wanted.text.split())
    digits = text.replace(" ", "")
    if digits.isdigit():
        found = found.filter(person__nip__startswith=digits).filter(_relation_scope(viewer, "person.nip"))
    elif text:
        found = found.filter(person__name__icontains=text)
    if wanted.unit_id is not None:
        path = Unit.objects.filter(pk=wanted.unit_id).values_list("path", flat=True).first()
        found = found.filter(under((path,), "unit__path") if path else Q(pk__in=()))
    if wanted.status:
        found = found.filter(person__status=wanted.status)
    order = ORDERS.get(wanted.order, ORDERS["nama"])
    return found.annotate(nip_shown=_shown(viewer, "person.nip")).order_by(*order)


def _relation_scope(viewer: Viewer, policy: str) -> Q:
    relations = {
        Who.SELF: Q(person_id=viewer.person_id),
        Who.SUPERIOR: Q(superior_id__in=viewer.acts_for),
        Who.ABOVE: under(viewer.leads, "unit__path"),
    }
    return scope(viewer, policy, relations)


def _shown(viewer: Viewer, policy: str) -> Any:
    right = _relation_scope(viewer, policy)
    if not right:
        return Value(True, output_field=BooleanField())
    return Case(When(right, then=Value(True)), default=Value(False), output_field=BooleanField())


MOST_UNITS = 120  # more entries than this nobody reads in a list


def units_for(viewer: Viewer) -> list[tuple[str, str]]:
    """Units whose people the viewer can list, as choices (id, name indented by depth).

    A choice covers all units below it; where there are more than MOST_UNITS, the lower levels are left to it.
    """
    visible = scope(
        viewer,
        "person.list",
        {Who.SELF: Q(pk=viewer.unit_id), Who.SUPERIOR: Q(pk__in=()), Who.ABOVE: under(viewer.leads, "path")},
    )
    rows = list(Unit.objects.filter(visible, is_active=True).order_by("path").values_list("pk", "path", "name"))
    depths = sorted({path.count(".") for _, path, _ in rows}, reverse=True)
    for depth in depths[:-1]:
        if len(rows) <= MOST_UNITS:
            break
        rows = [row for row in rows if row[1].count(".") < depth]
    return [(str(pk), "\u2003" * max(0, path.count(".") - 1) + name) for pk, path, name in rows]


@dataclass(frozen=True)
class PersonPage:
    """One person as this viewer may see him on a day. ``shown`` is None when he had no post on that day."""

    present: Assignment
    shown: Assignment | None
    nip_shown: bool
    contact_shown: bool
    stand_in: Acting | None
    history: tuple[Assignment, ...]
    unit_name: str  # of the shown post, on its day


def person_page(viewer: Viewer, person_id: int, on: dt.date) -> PersonPage:
    """Everything the person page shows; visible to who may see him today or could on that day. Raises NotVisible."""
    shown = people_on(viewer, person_id, on)
    try:
        present = assignment_for(viewer, person_id)
    except NotVisible:
        if shown is None:
            raise
        present = shown
    rows = people_rights(viewer, present.pk)
    shown = (
        shown
        or Assignment.objects.filter(person_id=person_id, valid__contains=on)
        .select_related("unit", "superior", "agency")
        .first()
    )
    stand_in = None
    if shown is not None and shown.superior_id is not None:
        stand_in = (
            Acting.objects.filter(absent_id=shown.superior_id, valid__contains=on).select_related("acting").first()
        )
    past = (
        Assignment.objects.filter(person_id=person_id).select_related("unit", "superior", "agency").order_by("-valid")
    )
    return PersonPage(present, shown, rows[0], rows[1], stand_in, named_then(past[:100]), unit_then(shown, on))


def unit_then(post: Assignment | None, on: dt.date) -> str:
    """The name of a post's unit on a day."""
    return names_then([post], on)[post.pk] if post is not None else ""


def named_then(posts: Iterable[Assignment]) -> tuple[Assignment, ...]:
    """Posts with ``unit_name``: the name the unit had when the post last held."""
    rows = tuple(posts)
    names = names_then(rows)
    for row in rows:
        row.unit_name = names[row.pk]  # type: ignore[attr-defined]  # for the page
    return rows


def people_on(viewer: Viewer, person_id: int, on: dt.date) -> Assignment | None:
    """The person's assignment on a day if the viewer may see it by the relations of that day."""
    return assignments(viewer, "person.view", on).filter(person_id=person_id).first()


def people_rights(viewer: Viewer, assignment_id: int) -> tuple[bool, bool]:
    """Whether NIP and contact of the person behind an assignment are shown to this viewer."""
    row = (
        Assignment.objects.filter(pk=assignment_id)
        .annotate(nip=_shown(viewer, "person.nip"), contact=_shown(viewer, "person.contact"))
        .values_list("nip", "contact")
        .first()
    )
    return (bool(row[0]), bool(row[1])) if row else (False, False)


def own_posts(viewer: Viewer) -> tuple[Assignment, ...]:
    """The viewer's latest assignments with the names of their units then."""
    return named_then(own_history(viewer)[:100])


def own_history(viewer: Viewer) -> QuerySet[Assignment]:
    """The viewer's own assignments, newest first."""
    return (
        Assignment.objects.filter(person_id=viewer.person_id or 0)
        .select_related("unit", "superior", "agency")
        .order_by("-valid")
    )


def readings(viewer: Viewer) -> QuerySet[Read]:
    """Who looked at the viewer's own data, newest first (UU 27/2022 Ps. 7)."""
    return audit_queries.readings_of(viewer.person_id or 0)


def own_reports(viewer: Viewer) -> QuerySet[WorkItem]:
    """What the viewer reported as wrong about himself, newest first."""
    return WorkItem.objects.filter(person_id=viewer.person_id or 0).order_by("-created_at")


def own_record(viewer: Viewer, most_readings: int) -> dict[str, Any]:
    """Everything of this area held on the viewer, as plain values for a file (UU 27/2022 Ps. 7 and 13)."""
    person = Person.objects.filter(pk=viewer.person_id or 0).values(
        "nip", "name", "status", "rank", "birth_date", "sex", "email", "phone", "is_active", "created_at"
    )
    posts = own_history(viewer).values(
        "agency__name", "unit__name", "position_title", "position_kind", "position_level", "superior__name", "valid"
    )
    return {
        "person": person.first(),
        "assignments": [{**p, "valid": [p["valid"].lower, p["valid"].upper]} for p in posts],
        "reports": list(own_reports(viewer).values("created_at", "matter", "detail", "done_at")),
        "readings": list(readings(viewer).values("at", "reader", "what")[:most_readings]),
    }


def masked_nip(nip: str) -> str:
    """A NIP for readers who may know the person but not the number: first four and last three digits."""
    return f"{nip[:4]}{'•' * 11}{nip[-3:]}"
