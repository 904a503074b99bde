"""Background jobs of peer feedback."""

from django.db import connection

from pamong.feedback.peer import actions
from pamong.platform.access.viewer import Viewer
from pamong.platform.jobs.app import task

BY = "umpan balik rekan"


@task(name="peer.populate")
def populate(round_id: int) -> None:
    """Fill a large round; the request for it is audited under the one who asked."""
    actions.populate(round_id=round_id, by=Viewer.system(BY))


@task(name="peer.release", every="5 0,1,2 * * *")
def release_due() -> None:
    """Release the rounds whose last day is over; three times a night, for three time zones."""
    actions.release_due(by=Viewer.system(BY))


@task(name="peer.remind", every="10 1 * * *")
def remind() -> None:
    """Shortly before the end, remind those who were asked and have not answered."""
    actions.remind(by=Viewer.system(BY))


@task(name="peer.wipe", atomic=False)
def wipe() -> None:
    """Write the tables of boxes, marks and keys anew, so that no deleted row is left in their files."""
    _write_anew()


@task(name="peer.wipe_again", every="50 19 * * *", atomic=False)
def wipe_again() -> None:
    """The same once a day: a long transaction or a backup may have held deleted rows when the round was released."""
    _write_anew()


def _write_anew() -> None:
    with connection.cursor() as cursor:
        for table in ("peer_sealedbox", "peer_usedinvitation", "peer_roundkey"):
            cursor.execute(f"VACUUM (FULL) {table}")
