"""Two at once, on real connections: nothing lost, nobody twice, and no answer between the boxes and the release."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, connections

from pamong.feedback.peer import actions, tasks
from pamong.feedback.peer.models import Answer, Invitation, Report, SealedBox, UsedInvitation
from pamong.platform.access.viewer import Viewer
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from tests.feedback.peer.administrator import files_with
from tests.feedback.peer.builder import answer_all, crew, open_round, release, said, subject_of, viewer_of
from tests.world import World, build_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(transactional_db: None) -> Iterator[World]:
    world = build_world()
    crew(world, 6)
    yield world


def together(*acts: Callable[[], object]) -> list[object]:
    """Run all at the same moment, each on a connection of its own; answers what they returned or raised."""
    start, found = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        start.wait(10)
        try:
            found[place] = act()  # type: ignore[call-overload]  # a list of anything
        except Exception as error:  # the test looks at it
            found[place] = error  # type: ignore[call-overload]
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return list(found)


def answering(world: World, invitation: Invitation, text: str) -> Callable[[], object]:
    viewer = viewer_of(world, invitation.giver)
    return lambda: actions.answer(invitation=invitation, said=said(text), by=viewer)


def test_all_who_answer_at_once_are_in_the_box(town: World) -> None:
    row = open_round(town)
    subject = subject_of(row, town.employee)
    invitations = list(subject.invitations.select_related("giver"))
    found = together(*(answering(town, one, f"Teks {place}") for place, one in enumerate(invitations)))
    assert found == [None] * len(invitations)
    assert SealedBox.objects.filter(subject=subject).count() == 1
    assert release(row) == len(invitations)
    assert set(Answer.objects.values_list("keep", flat=True)) == {f"Teks {n}" for n in range(len(invitations))}


def test_one_invitation_used_twice_at_once_is_one_answer(town: World) -> None:
    row = open_round(town)
    one = subject_of(row, town.employee).invitations.select_related("giver")[0]
    found = together(answering(town, one, "satu"), answering(town, one, "dua"))
    assert [type(result) for result in found if result is not None] == [Refused]
    assert UsedInvitation.objects.count() == 1


def test_an_answer_beside_the_release_is_either_in_or_refused(town: World) -> None:
    row = open_round(town)
    subject = subject_of(row, town.employee)
    answer_all(town, subject, 3)
    late = subject.invitations.select_related("giver").order_by("pk")[3]
    found = together(answering(town, late, "terakhir"), lambda: release(row))
    inside = Answer.objects.filter(keep="terakhir").exists()
    assert inside == (found[0] is None), found
    assert found[1] in (3, 4)
    assert Answer.objects.count() == found[1]
    assert not SealedBox.objects.exists()
    assert not UsedInvitation.objects.exists()


def test_two_releases_store_each_answer_once(town: World) -> None:
    row = open_round(town)
    texts = answer_all(town, subject_of(row, town.employee))
    assert sorted(map(str, together(lambda: release(row), lambda: release(row)))) == ["0", str(len(texts))]
    assert Answer.objects.count() == len(texts)


def test_two_reports_of_a_text_are_one(town: World) -> None:
    row = open_round(town)
    subject = subject_of(row, town.employee)
    answer_all(town, subject)
    release(row)
    text, me = subject.answers.all()[0], town.viewer("employee")
    found = together(*(lambda: actions.report(subject=subject, answer=text, reason="Hinaan", by=me),) * 2)
    assert Report.objects.count() == 1
    assert sum(isinstance(result, Report) for result in found) == 1


def test_deleted_boxes_leave_no_bytes_behind(town: World) -> None:
    """Bytes put into a box by hand are found in the file after deleting, and no more after the wipe."""
    row = open_round(town)
    answer_all(town, subject_of(row, town.employee))
    mark = b"penanda-dalam-kotak-tersegel"
    held = SealedBox.objects.filter(subject__round=row)[0]
    SealedBox.objects.filter(pk=held.pk).update(via=ACTION, content=mark * 3)
    SealedBox.objects.filter(pk=held.pk).delete(via=ACTION)
    assert "peer_sealedbox" in files_with(mark.decode()), "a deleted row still lies in the file"
    for _try in range(20):  # a transaction begun elsewhere before the deleting still holds the row
        tasks.wipe()
        if "peer_sealedbox" not in files_with(mark.decode()):
            return
        time.sleep(0.25)
    raise AssertionError("the bytes of the deleted box are still there")


def test_the_wipe_leaves_a_running_round_whole(town: World) -> None:
    row = open_round(town)
    texts = answer_all(town, subject_of(row, town.employee))
    tasks.wipe()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'peer.wipe'")
        before = cursor.fetchone()[0]
        assert actions.release(round_id=row.pk, by=Viewer.system("uji")) == len(texts)
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'peer.wipe'")
        assert cursor.fetchone()[0] == before + 1, "each release asks for it"
