"""Background jobs of appraisal."""

from pamong.appraisal import actions
from pamong.platform.access.viewer import Viewer
from pamong.platform.jobs.app import task


@task(name="appraisal.open_period")
def open_period(cycle_id: int, kind: str, number: int) -> None:
    """Open a period of a large agency; the request for it is audited under the one who asked."""
    actions.open_period(cycle_id=cycle_id, kind=kind, number=number, by=Viewer.system("buka periode"))
