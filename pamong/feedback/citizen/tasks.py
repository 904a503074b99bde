"""Background jobs of citizen feedback."""

from pamong.feedback.citizen import actions
from pamong.platform.access.viewer import Viewer
from pamong.platform.jobs.app import task


@task(name="citizen.tell_unit")
def tell_unit(voice_id: int) -> None:
    """Tell everybody who served in a unit; apart from the request, for units may be large."""
    actions.tell_unit(voice_id=voice_id, by=Viewer.system("umpan balik warga"))
