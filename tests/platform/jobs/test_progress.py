"""What the one who waits sees of a long job."""

import pytest

from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.jobs import actions, queries
from pamong.platform.jobs.enums import State
from pamong.platform.jobs.models import JobProgress
from pamong.platform.live.models import LiveEvent
from pamong.platform.live.topics import may_listen

pytestmark = pytest.mark.django_db
OWNER, OTHER = Viewer(user_id=1, person_id=1), Viewer(user_id=2, person_id=2)


@pytest.fixture
def row() -> JobProgress:
    return actions.begin(title="Impor pegawai", by=OWNER)


def test_it_begins_waiting(row: JobProgress) -> None:
    seen = queries.progress_of(viewer=OWNER, key=row.key)
    assert (seen.state, seen.percent, seen.title) == (State.WAITING, 0, "Impor pegawai")


def test_reports_are_seen_and_told(row: JobProgress) -> None:
    actions.progress(row.key, 30, 120, "baris 30")
    row.refresh_from_db()
    assert (row.state, row.done, row.total, row.percent, row.text) == (State.RUNNING, 30, 120, 25, "baris 30")
    assert LiveEvent.objects.filter(topic=f"job:{row.key}").count() == 1


def test_of_many_reports_at_once_the_last_one_counts(row: JobProgress) -> None:
    for n in range(1, 201):
        actions.progress(row.key, n, 200)
    row.refresh_from_db()
    assert (row.done, row.percent) == (200, 100)
    assert LiveEvent.objects.filter(topic=f"job:{row.key}").count() <= 5


def test_the_end_carries_a_result(row: JobProgress) -> None:
    actions.finish(row.key, text="Selesai", result={"new": 3})
    row.refresh_from_db()
    assert (row.state, row.result) == (State.DONE, {"new": 3})


def test_failure_is_said_in_words(row: JobProgress) -> None:
    actions.fail(row.key, text="Berkas tidak terbaca; unggah lagi.")
    row.refresh_from_db()
    assert (row.state, row.text) == (State.FAILED, "Berkas tidak terbaca; unggah lagi.")


def test_only_the_owner_sees_and_hears_it(row: JobProgress) -> None:
    assert may_listen(OWNER, [f"job:{row.key}"])
    for viewer in (OTHER, Viewer.anonymous(), Viewer.system("x")):
        assert not may_listen(viewer, [f"job:{row.key}"])
        with pytest.raises(NotVisible):
            queries.progress_of(viewer=viewer, key=row.key)


def test_an_unknown_total_is_no_percent() -> None:
    assert JobProgress(done=5, total=0).percent == 0
    assert JobProgress(done=9, total=5).percent == 100
