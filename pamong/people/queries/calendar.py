"""The working calendar as a clerk keeps it: days off, shorter weeks, turns, rosters, weeks; and for whom he may."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from pamong.people.models import Agency, Assignment, RosterDay, Shift, Unit, WorkWeek
from pamong.people.queries.assignments import under
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.calendar.models import Holiday, WorkPeriod
from pamong.platform.calendar.queries import today

REGION = "daerah:"


def kept_agencies(viewer: Viewer, policy: str = "holiday.edit") -> QuerySet[Agency]:
    """Agencies whose calendar the viewer keeps, by name."""
    nobody = Q(pk__in=())
    return Agency.objects.filter(scope(viewer, policy, {Who.ABOVE: nobody}, agency="pk")).order_by("name")


def calendar_places(viewer: Viewer) -> list[tuple[str, str]]:
    """Where the viewer may set days off: his agencies; for the region's clerk also each region and everywhere."""
    agencies = list(kept_agencies(viewer))
    own = [(str(a.pk), a.name) for a in agencies]
    if viewer.agencies_for(Who.PERSONNEL) is not None:
        return own
    regions = sorted({a.region for a in agencies if a.region})
    named = [(f"{REGION}{name}", _("Seluruh %(region)s") % {"region": name}) for name in regions]
    return [("", _("Di mana pun")), *named, *own]


def place_of(text: str) -> tuple[int | None, str]:
    """A choice of ``calendar_places`` as agency id and region."""
    if text.startswith(REGION):
        return None, text[len(REGION) :]
    return (int(text), "") if text else (None, "")


def holidays_of_year(viewer: Viewer, year: int) -> QuerySet[Holiday]:
    """Days off of a year that concern the viewer: everywhere, his region and agency; clerks see those of all they keep."""
    return Holiday.objects.filter(_concerning(viewer), day__year=year).order_by("day", "pk")


def periods_of_year(viewer: Viewer, year: int) -> QuerySet[WorkPeriod]:
    """Shorter weeks that touch a year, likewise."""
    inside = Q(first__lte=dt.date(year, 12, 31), last__gte=dt.date(year, 1, 1))
    return WorkPeriod.objects.filter(_concerning(viewer), inside).order_by("first", "pk")


def _concerning(viewer: Viewer) -> Q:
    if viewer.agencies_for(Who.PERSONNEL) is None:
        return Q()
    ids = {viewer.agency_id, *(viewer.agencies_for(Who.AGENCY_ADMIN) or ())} - {None}
    regions = Agency.objects.filter(pk__in=ids).exclude(region="").values("region")
    everywhere = Q(agency_id__isnull=True, region="")
    return everywhere | Q(agency_id__in=ids) | Q(agency_id__isnull=True, region__in=regions)


def place_names() -> dict[int, str]:
    """Agency names by id, for lists of days off."""
    return dict(Agency.objects.values_list("pk", "name"))


def may_edit_place(viewer: Viewer, agency_id: int | None) -> bool:
    """Whether the viewer may set or remove days off of this agency, or (None) of a region or everywhere."""
    if viewer.agencies_for(Who.PERSONNEL) is None:
        return True
    return agency_id is not None and kept_agencies(viewer).filter(pk=agency_id).exists()


def editable_places(viewer: Viewer) -> set[int] | None:
    """Agencies whose days off the viewer may set and remove; None for the whole region (one statement)."""
    if viewer.agencies_for(Who.PERSONNEL) is None:
        return None
    return set(kept_agencies(viewer).order_by().values_list("pk", flat=True))


def holiday_for(viewer: Viewer, pk: int) -> Holiday:
    """A day off that the viewer may remove; raises NotVisible."""
    found = Holiday.objects.filter(pk=pk).first()
    if found is None or not may_edit_place(viewer, found.agency_id):
        raise NotVisible
    return found


def period_for(viewer: Viewer, pk: int) -> WorkPeriod:
    """A shorter week that the viewer may remove; raises NotVisible."""
    found = WorkPeriod.objects.filter(pk=pk).first()
    if found is None or not may_edit_place(viewer, found.agency_id):
        raise NotVisible
    return found


# --- rosters ---


def roster_units(viewer: Viewer, policy: str = "roster.view") -> QuerySet[Unit]:
    """Units whose roster the viewer may see (or, by ``roster.edit``, make)."""
    relations = {
        Who.SELF: Q(pk=viewer.unit_id or 0),
        Who.SUPERIOR: Q(pk=viewer.unit_id or 0) if viewer.has_reports else Q(pk__in=()),
        Who.ABOVE: under(viewer.leads, "path"),
    }
    found = Unit.objects.filter(scope(viewer, policy, relations), is_active=True)
    return found.select_related("agency").order_by("agency__name", "path")


def roster_unit(viewer: Viewer, pk: int, policy: str = "roster.view") -> Unit:
    """One of them; raises NotVisible."""
    found = roster_units(viewer, policy).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def shifts_of(agency_id: int) -> QuerySet[Shift]:
    """The turns of an agency that are in use."""
    return Shift.objects.filter(agency_id=agency_id, is_active=True).order_by("starts", "code")


@dataclass(frozen=True)
class RosterRow:
    """One person of a unit and his turns of the days shown: "P", "-" for a day off, "" where nothing is entered."""

    person_id: int
    name: str
    nip: str
    codes: tuple[str, ...]


def roster(unit: Unit, first: dt.date, last: dt.date) -> list[RosterRow]:
    """The roster of a unit's people of today, in two statements."""
    staff = Assignment.objects.filter(unit=unit, valid__contains=today()).select_related("person")
    people = {a.person_id: a.person for a in staff.order_by("person__name", "person_id")}
    rows = RosterDay.objects.filter(person_id__in=people, day__range=(first, last))
    found = {(person, day): code or "-" for person, day, code in rows.values_list("person_id", "day", "shift__code")}
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    return [
        RosterRow(pk, person.name, person.nip, tuple(found.get((pk, day), "") for day in days))
        for pk, person in people.items()
    ]


def weeks_of(viewer: Viewer) -> QuerySet[WorkWeek]:
    """How the agencies, units and persons whose weeks the viewer keeps work, newest first."""
    nobody = Q(pk__in=())
    kept = scope(viewer, "workweek.edit", {Who.ABOVE: nobody})
    return WorkWeek.objects.filter(kept).select_related("agency", "unit", "person").order_by("-valid", "-pk")


def week_places(viewer: Viewer) -> list[tuple[str, str]]:
    """Agencies and units whose week the viewer may set, at most a thousand."""
    agencies = kept_agencies(viewer, "workweek.edit")
    units = Unit.objects.filter(agency__in=agencies, is_active=True, parent__isnull=False).order_by(
        "agency__name", "path"
    )
    own = [(f"{a.pk}:", a.name) for a in agencies]
    return own + [
        (f"{u.agency_id}:{u.pk}", f"{u.agency.name}: {u.name}") for u in units.select_related("agency")[:1000]
    ]


def week_place(text: str) -> tuple[int, int | None]:
    """A choice of ``week_places`` as agency and unit."""
    agency, _colon, unit = text.partition(":")
    return int(agency), int(unit) if unit else None
