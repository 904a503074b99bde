"""A followed case is merged: its followers are told once and go on with the main case, as far as the public may read it."""

import datetime as dt

import pytest

from pamong.platform.audit.models import Event
from pamong.platform.guard import ACTION
from pamong.platform.notifications.models import Notification
from pamong.voice.complaints import actions as complaints
from pamong.voice.complaints.models import Complaint
from pamong.voice.following import actions
from pamong.voice.following.models import Follow
from pamong.voice.following.queries import Subject
from pamong.voice.following.queries.links import stop_link
from pamong.voice.following.queries.writing import address_of
from tests.voice import builder
from tests.voice.builder import Catalogue
from tests.voice.following.conftest import ADDRESS, WORKER, Post, follow, link_in, tell
from tests.voice.public.builder import show, shown
from tests.world import KeyedClient, World

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def main(world: World, cat: Catalogue) -> Complaint:
    return shown(world, cat, "Lampu di tepi pasar mati.")


def merge(world: World, case: Complaint, into: Complaint) -> None:
    into.refresh_from_db()
    complaints.merge(complaint=case, into=into, by=world.viewer("officer"))


def explained(world: World, case: Complaint, day: dt.date) -> None:
    """News of a case on a later day."""
    complaints.explain(complaint=case, text="Sedang kami kerjakan.", by=world.viewer("officer"))
    case.steps.filter(kind="explained").update(via=ACTION, day=day)


def page(case: Complaint) -> str:
    return f"/laporan/{case.number}/ikuti/"


def test_told_once_and_then_of_the_main_case(world: World, case: Complaint, main: Complaint, post: Post) -> None:
    kept = follow(page(case), post)
    merge(world, case, main)
    assert tell(world.today + DAY) == 1
    (mail,) = post.left()
    assert "Digabung dengan laporan lain" in mail.text
    assert f"/laporan/{main.number}/" in mail.text
    assert mail.text.count("Kabar selanjutnya") == 1
    moved = Follow.objects.get()
    assert (moved.pk, moved.complaint, moved.came_from) == (kept.pk, main, case)
    assert (moved.confirmed_day, moved.rhythm, address_of(moved)) == (kept.confirmed_day, kept.rhythm, ADDRESS)
    assert tell(world.today + DAY, 9) == 0
    explained(world, main, world.today + DAY)
    assert tell(world.today + 2 * DAY) == 1
    (later,) = post.left()
    assert "Penjelasan untuk publik" in later.text
    assert main.number in later.text
    assert f"Laporan {case.number} yang dulu Anda ikuti digabung" in later.text
    assert Event.objects.filter(verb="following.moved").count() == 1


def test_the_old_link_still_ends_it(world: World, case: Complaint, main: Complaint, post: Post) -> None:
    kept = follow(page(case), post)
    merge(world, case, main)
    tell(world.today + DAY)
    (mail,) = post.left()
    assert link_in(mail, stop=True) in stop_link(kept.pk)
    assert KeyedClient().post(link_in(mail, stop=True)).status_code == 200
    assert not Follow.objects.exists()


def test_a_new_wish_for_the_main_case_finds_the_moved_one(
    world: World, case: Complaint, main: Complaint, post: Post
) -> None:
    follow(page(case), post)
    merge(world, case, main)
    tell(world.today + DAY)
    post.left()
    actions.ask(subject=Subject(main), address=ADDRESS.upper(), by=WORKER)
    assert Follow.objects.count() == 1
    assert Follow.objects.get().confirmed_day is not None


def test_who_follows_both_is_not_written_to_twice(world: World, case: Complaint, main: Complaint, post: Post) -> None:
    first = follow(page(main), post)
    actions.ask(subject=Subject(case), address=ADDRESS, by=WORKER)
    second = Follow.objects.exclude(pk=first.pk).get()
    actions.confirm(follow_id=second.pk, by=WORKER)
    post.left()
    merge(world, case, main)
    assert tell(world.today + DAY) == 2, "each of its own case, on the day of the merging"
    assert Follow.objects.get() == first
    explained(world, main, world.today + DAY)
    assert tell(world.today + 2 * DAY) == 1


def test_a_yes_stands_before_a_wish_nobody_confirmed(
    world: World, case: Complaint, main: Complaint, post: Post
) -> None:
    kept = follow(page(case), post)
    actions.ask(subject=Subject(main), address=ADDRESS, by=WORKER)
    merge(world, case, main)
    tell(world.today + DAY)
    moved = Follow.objects.get()
    assert (moved.pk, moved.complaint, moved.confirmed_day) == (kept.pk, main, kept.confirmed_day)


def test_two_merged_into_one_are_followed_once(
    world: World, cat: Catalogue, case: Complaint, main: Complaint, post: Post
) -> None:
    other = shown(world, cat)
    for one in (case, other):
        actions.ask(subject=Subject(one), address=ADDRESS, by=WORKER)
    actions.ask(subject=Subject(other), address="lain@contoh.example", by=WORKER)
    for row in Follow.objects.all():
        actions.confirm(follow_id=row.pk, by=WORKER)
    merge(world, case, main)
    merge(world, other, main)
    assert tell(world.today + DAY) == 3
    assert sorted(address_of(row) or "" for row in Follow.objects.filter(complaint=main)) == [
        ADDRESS,
        "lain@contoh.example",
    ]
    assert Follow.objects.count() == 2


def test_a_main_case_that_is_not_public_is_not_named(world: World, cat: Catalogue, case: Complaint, post: Post) -> None:
    hidden = builder.received(cat)
    follow(page(case), post)
    merge(world, case, hidden)
    assert tell(world.today + DAY) == 1
    (mail,) = post.left()
    assert "Digabung dengan laporan lain" in mail.text
    assert hidden.number not in mail.text
    assert hidden.number not in KeyedClient().get(f"/laporan/{case.number}/").content.decode()
    assert Follow.objects.get().complaint == case
    show(world, hidden)
    assert tell(world.today + 2 * DAY) == 0
    assert Follow.objects.get().complaint == hidden, "shown later, it goes on there"
    assert hidden.number in KeyedClient().get(f"/laporan/{case.number}/").content.decode()


def test_merged_twice_over_ends_at_the_last(
    world: World, cat: Catalogue, case: Complaint, main: Complaint, post: Post
) -> None:
    last = shown(world, cat)
    follow(page(case), post)
    merge(world, case, main)
    merge(world, main, last)
    for hour in (7, 8):
        tell(world.today + DAY, hour)
    assert Follow.objects.get().complaint == last
    assert len(post.left()) == 1


def test_staff_go_on_too_and_have_it_once(world: World, case: Complaint, main: Complaint) -> None:
    superior = world.viewer("superior")
    for one in (case, main):
        actions.follow_here(subject=Subject(one), by=superior)
    actions.follow_here(subject=Subject(case), by=world.viewer("peer"))
    merge(world, case, main)
    assert tell(world.today + DAY) == 3
    assert set(Follow.objects.values_list("person_id", "complaint_id")) == {
        (world.superior.pk, main.pk),
        (world.viewer("peer").person_id, main.pk),
    }
    assert Notification.objects.filter(kind="voice.followed").count() == 3


def test_without_the_secret_that_hid_them_nobody_is_moved_to_a_wrong_row(
    world: World, case: Complaint, main: Complaint, post: Post
) -> None:
    kept = follow(page(case), post)
    Follow.objects.update(via=ACTION, hidden=b"x" * 60)
    merge(world, case, main)
    tell(world.today + DAY)
    assert post.left() == []
    assert Follow.objects.get().mark == kept.mark
