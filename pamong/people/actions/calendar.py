"""Writes of the calendar by clerks: within what they keep; whoever counts on the days hears of it."""

import datetime as dt

from django.db import transaction

from pamong.people.events import CalendarChanged
from pamong.people.models import Agency
from pamong.people.queries import calendar as reads
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar import actions as store
from pamong.platform.calendar.actions import Period
from pamong.platform.calendar.models import Holiday, WorkPeriod
from pamong.platform.events import publish
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_


@transaction.atomic
def set_holiday(
    *, day: dt.date, name: str, kind: str, agency_id: int | None, region: str, source: str, by: Viewer
) -> Holiday:
    """Set a day off everywhere, in a region or for an agency; the same place and day again renames it. Raises NotVisible."""
    _check(by, agency_id)
    made = store.add_holiday(day=day, name=name, kind=kind, agency_id=agency_id, region=region, source=source, by=by)
    _tell(agency_id, region, day, day)
    return made


@transaction.atomic
def remove_holiday(*, holiday: Holiday, by: Viewer) -> None:
    """Take a day off out again."""
    _check(by, holiday.agency_id)
    place = (holiday.agency_id, holiday.region, holiday.day, holiday.day)
    store.remove_holiday(holiday=holiday, by=by)
    _tell(*place)


@transaction.atomic
def set_period(*, given: Period, by: Viewer) -> WorkPeriod:
    """Set days with a shorter week. Raises NotVisible, Refused (order of the days, longer than two months)."""
    _check(by, given.agency_id)
    if given.last < given.first:
        raise Refused(N_("Tanggal selesai mendahului tanggal mulai."), field="last")
    if (given.last - given.first).days > 62:
        raise Refused(N_("Paling lama dua bulan. Untuk seterusnya, atur cara kerja."), field="last")
    made = store.add_period(given=given, by=by)
    _tell(given.agency_id, given.region, given.first, given.last)
    return made


@transaction.atomic
def remove_period(*, period: WorkPeriod, by: Viewer) -> None:
    """Take a shorter week out again."""
    _check(by, period.agency_id)
    place = (period.agency_id, period.region, period.first, period.last)
    store.remove_period(period=period, by=by)
    _tell(*place)


def _check(by: Viewer, agency_id: int | None) -> None:
    if not by.is_system and not reads.may_edit_place(by, agency_id):
        raise NotVisible


def _tell(agency_id: int | None, region: str, first: dt.date, last: dt.date) -> None:
    agencies: tuple[int, ...] = (agency_id,) if agency_id else ()
    if region:
        agencies = tuple(Agency.objects.filter(region=region).values_list("pk", flat=True))
    publish(CalendarChanged(agency_ids=agencies, first=first, last=last))
