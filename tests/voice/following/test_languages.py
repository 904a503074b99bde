"""Letters are written in the language of the page on which they were asked for."""

import re

import pytest
from django.utils import translation

from pamong.platform.notifications.channels import Outgoing
from pamong.voice.complaints import actions as complaints
from pamong.voice.complaints.models import Complaint
from pamong.voice.following import actions
from pamong.voice.following.enums import Language
from pamong.voice.following.models import Follow
from pamong.voice.following.queries import Subject, writing
from tests.voice.builder import Catalogue
from tests.voice.following.conftest import ADDRESS, WORKER, Post, link_in, tell
from tests.voice.following.test_telling import DAY, decide
from tests.voice.public.builder import shown
from tests.world import KeyedClient, World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each sentence says in which language it was asked for; whether it is translated is another test's."""
    monkeypatch.setattr(writing, "_", lambda text: f"<{translation.get_language()}> {text}")


def spoken(mail: Outgoing) -> set[str]:
    return set(re.findall(r"<(id|en)>", f"{mail.subject} {mail.text}"))


@pytest.mark.parametrize(
    ("active", "language"),
    [("en", "en"), ("en-gb", "en"), ("id", "id"), ("id-id", "id"), ("jv", "id"), ("", "id"), (None, "id")],
)
def test_the_language_that_stands_for_another(active: str | None, language: str) -> None:
    assert Language.of(active) == language


def asked(case: Complaint, language: str = "") -> None:
    client = KeyedClient()
    if language:
        client.cookies["django_language"] = language
    assert client.post(f"/laporan/{case.number}/ikuti/", {"email": ADDRESS}).status_code == 200


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_letter_in_the_language_of_the_page(world: World, case: Complaint, post: Post, language: str) -> None:
    asked(case, language)
    (question,) = post.left()
    KeyedClient().post(link_in(question))
    decide(world, case, "Lampu sudah diganti.")
    with translation.override("id" if language == "en" else "en"):  # whatever the worker speaks
        tell(world.today + DAY)
        (news,) = post.left()
    assert spoken(question) == spoken(news) == {language}
    assert "Lampu sudah diganti." in news.text, "what an officer wrote stays as written"
    assert link_in(news, stop=True)


def test_of_an_area_too(world: World, cat: Catalogue, post: Post) -> None:
    with translation.override("en"):
        actions.ask(subject=Subject(category=cat.lamp), address=ADDRESS, by=WORKER)
    actions.confirm(follow_id=Follow.objects.get().pk, by=WORKER)
    post.left()
    shown(world, cat)
    assert tell(world.today + DAY) == 1
    (news,) = post.left()
    assert spoken(news) == {"en"}


def test_asked_again_in_another_language_it_changes(world: World, case: Complaint, post: Post) -> None:
    asked(case)
    asked(case, "en")
    assert Follow.objects.get().language == Language.ENGLISH
    actions.confirm(follow_id=Follow.objects.get().pk, by=WORKER)
    asked(case)
    kept = Follow.objects.get()
    assert (kept.language, kept.confirmed_day is not None) == (Language.INDONESIAN, True)


def test_a_merger_is_told_in_it(world: World, cat: Catalogue, case: Complaint, post: Post) -> None:
    main = shown(world, cat)
    asked(case, "en")
    actions.confirm(follow_id=Follow.objects.get().pk, by=WORKER)
    post.left()
    complaints.merge(complaint=case, into=main, by=world.viewer("officer"))
    tell(world.today + DAY)
    (news,) = post.left()
    assert "<en> Laporan ini digabung" in news.text
