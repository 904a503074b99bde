"""Facts by which citizens speak become feedback for those concerned, in the same transaction."""

from pamong.evidence.events import FactRecorded
from pamong.feedback.citizen import actions
from pamong.platform.access.viewer import Viewer
from pamong.platform.events import listen


@listen(FactRecorded)
def heard(event: FactRecorded) -> None:
    """Evidence tells only of metrics that are the citizens' own."""
    actions.hear(event=event, by=Viewer.system("umpan balik warga"))
