"""The daily log listens to leave, rosters and the calendar: the wall counts anew who is expected today; and to moves."""

from pamong.people import queries as people
from pamong.people.events import AttendanceChanged, CalendarChanged
from pamong.planning.events import PlansFollowed
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


@listen(PlansFollowed)
def plans_followed(event: PlansFollowed) -> None:
    """A decree that came late ended a plan on which work was logged since: its owner is asked."""
    actions.offer_to_carry(skp_ids=event.skp_ids, by=event.by)
