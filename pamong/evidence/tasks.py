"""Periodic work of the evidence spine."""

from pamong.evidence.actions import ensure_months
from pamong.evidence.rules.periods import next_month
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today
from pamong.platform.jobs.app import task


@task(name="evidence.months", every="17 2 * * *")
def months_ahead() -> None:
    """Make the partitions of this month and the next two, so that the first fact of a month finds its place."""
    this = today().replace(day=1)
    following = next_month(this)
    ensure_months(months=[this, following, next_month(following)], by=Viewer.system("evidence.months"))
