"""Following at work."""

from pamong.platform.access.viewer import Viewer
from pamong.platform.jobs.app import task
from pamong.voice.following import actions

BY = Viewer.system("kabar laporan")


@task(name="following.tell", every="41 * * * *")
def tell() -> None:
    """Every hour, so that a morning without worker is made up for; what was told is not told again."""
    actions.tell(by=BY)


@task(name="following.tidy", every="7 20 * * *")
def tidy() -> None:
    """Once a day: what is over goes."""
    actions.tidy(by=BY)
