"""Background work of the daily log."""

import datetime as dt
from zoneinfo import ZoneInfo

from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import now
from pamong.platform.jobs.app import step, task
from pamong.worklog import actions
from pamong.worklog.queries.rounds import agency_zones


@task(name=actions.COUNT_TASK)
def count_agency(agency_id: int, day: str) -> None:
    """Count one agency's day again."""
    actions.count_agency(agency_id=agency_id, day=dt.date.fromisoformat(day), by=Viewer.system("worklog.count"))


@task(name="worklog.count_all", every="*/10 * * * *", atomic=False)
def count_all() -> None:
    """Count today of every agency, each in a transaction of its own: the wall knows who is expected."""
    moment = now()
    for agency_id, zone in agency_zones().items():
        with step():
            day = moment.astimezone(ZoneInfo(zone)).date()
            actions.count_agency(agency_id=agency_id, day=day, by=Viewer.system("worklog.count"))


@task(name="worklog.remind", every="*/15 * * * *", atomic=False)
def remind() -> None:
    """Remind those whose day is over without an entry, agency by agency; a second run tells nobody twice."""
    moment = now()
    for agency_id, zone in agency_zones().items():
        with step():
            actions.remind(agency_id=agency_id, zone=zone, at=moment, by=Viewer.system("worklog.remind"))


@task(name="worklog.forget_tables", every="41 3 * * *")
def forget_tables() -> None:
    """Uploaded tables of entries are not kept."""
    actions.forget_tables(by=Viewer.system("worklog.forget_tables"))
