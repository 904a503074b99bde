"""Periodic work: the roll-up every hour, the look for signals every night; both by the database clock."""

from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today
from pamong.platform.jobs.app import task
from pamong.voice.insight import actions

BY = Viewer.system("sinyal-pengaduan")


@task(name="voice.count", every="41 * * * *")
def count() -> None:
    """Count complaints anew for statistics and public figures."""
    actions.count(by=BY)


@task(name="voice.watch", every="37 19 * * *")
def watch() -> None:
    """Once a day (02.37 WIB), after the night's marks: unusual rises and texts that say nearly the same."""
    actions.watch(today=today(), by=BY)
