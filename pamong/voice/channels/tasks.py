"""Housekeeping of dialogues."""

from pamong.platform.access.viewer import Viewer
from pamong.platform.jobs.app import task
from pamong.voice.channels.actions import forget


@task(name="channels.forget", every="*/10 * * * *")
def forget_dialogues() -> None:
    """Every ten minutes: reports that nobody finished."""
    forget(by=Viewer.system("pengaduan"))
