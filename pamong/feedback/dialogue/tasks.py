"""Background jobs of dialogue."""

from pamong.feedback.dialogue import actions
from pamong.platform.access.viewer import Viewer
from pamong.platform.jobs.app import task


@task(name="dialogue.remind", every="20 0 * * *")
def remind() -> None:
    """Remind owners of agreed actions that are due tomorrow, today, or late."""
    actions.remind(by=Viewer.system("tindak lanjut"))
