"""Periodic work of the strategic plans."""

from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today
from pamong.platform.jobs.app import task
from pamong.programmes.actions import fill_from_evidence, forget_uploads


@task(name="programmes.measure", every="37 1 * * *")
def measure() -> None:
    """Fill the indicators that are bound to a metric from the evidence that came in."""
    fill_from_evidence(on=today(), by=Viewer.system("programmes.measure"))


@task(name="programmes.forget_uploads", every="53 3 * * *")
def forget() -> None:
    """Take away old uploaded workbooks."""
    forget_uploads(by=Viewer.system("programmes.forget_uploads"))
