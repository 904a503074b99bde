"""Background jobs of feedback."""

from pamong.feedback import actions
from pamong.platform.access.viewer import Viewer
from pamong.platform.jobs.app import task


@task(name="feedback.remind", every="15 1 * * *")
def remind() -> None:
    """In the morning, call to mind the requests whose last day is today or tomorrow."""
    actions.remind_requests(by=Viewer.system("umpan balik"))
