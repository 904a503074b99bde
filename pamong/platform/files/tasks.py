"""Periodic work of the file store."""

from pamong.platform.access.viewer import Viewer
from pamong.platform.files.actions import remove_orphans
from pamong.platform.jobs.app import task


@task(name="files.orphans", every="43 3 * * *", atomic=False)
def orphans() -> None:
    """Remove what transactions that never committed left on disk."""
    remove_orphans(by=Viewer.system("files.orphans"))
