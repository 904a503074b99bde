"""The daily log listens to leave, rosters and the calendar: the wall counts anew who is expected today."""

from pamong.people import queries as people
from pamong.people.events import AttendanceChanged, CalendarChanged
from pamong.platform.access.viewer import Viewer
from pamong.platform.events import listen
from pamong.worklog import actions


@listen(AttendanceChanged)
def attendance_changed(event: AttendanceChanged) -> None:
    """Somebody's leave, roster or week changed."""
    found = people.agencies_of(event.person_ids)
    actions.recount(first=event.first, last=event.last, agency_ids=found, by=Viewer.system("worklog.count"))


@listen(CalendarChanged)
def calendar_changed(event: CalendarChanged) -> None:
    """A holiday or a shorter week changed."""
    actions.recount(
        first=event.first,
        last=event.last,
        agency_ids=event.agency_ids,
        all_of=not event.agency_ids,
        by=Viewer.system("worklog.count"),
    )
