"""Periodic work of complaints; each judges time by the database clock."""

import datetime as dt

from pamong.platform import embedded
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today
from pamong.platform.jobs.app import task
from pamong.voice.complaints.actions import draw, periodic

BY = Viewer.system("pengaduan")


@task(name="voice.clocks", every="11 * * * *", atomic=False)
def clocks() -> None:
    """Every hour: reminders and escalation, silence after an answer, reports never completed."""
    periodic.remind(by=BY)
    periodic.close_silent(by=BY)
    periodic.withdraw_incomplete(by=BY)


@task(name="voice.night", every="17 19 * * *", atomic=False)
def night() -> None:
    """Once a day (02.17 WIB): what anonymous reporters wrote enters the log, and the database's own record of when it came is
    removed; drafts nobody sent go; the month's sample is drawn."""
    periodic.lift_marks(by=BY)
    embedded.forget_written()
    periodic.forget_drafts(by=BY)
    draw(month=(today().replace(day=1) - dt.timedelta(days=1)).replace(day=1), by=BY)
