"""No address stands in words in the database, nor beside a case in what leaves the log; officers have no way to see followers."""

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from pamong.platform.access.table import ROWS
from pamong.platform.access.who import Who
from pamong.platform.audit.models import Event
from pamong.platform.notifications import letters
from pamong.platform.notifications.actions import send_letters
from pamong.platform.privacy.hidden import hide, unhide
from pamong.voice.complaints.models import Complaint
from pamong.voice.following import actions
from pamong.voice.following.models import Follow
from pamong.voice.following.queries import Subject
from pamong.voice.following.queries.writing import address_of
from tests.voice.following.conftest import ADDRESS, WORKER, Post, follow, tell
from tests.world import World

TEXT = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=200)


class TestHiding:
    @given(TEXT)
    def test_comes_back_only_with_the_same_secret_and_use(self, text: str) -> None:
        hidden = hide(text, secret="a", use="x")
        assert unhide(hidden, secret="a", use="x") == text
        assert unhide(hidden, secret="b", use="x") is None
        assert unhide(hidden, secret="a", use="y") is None

    def test_length_and_repetition_tell_nothing(self) -> None:
        one, two = hide("a@b.id", secret="a", use="x"), hide("a@b.id", secret="a", use="x")
        assert one != two
        assert len(one) == len(hide("x" * 200, secret="a", use="x"))

    def test_too_long_or_broken(self) -> None:
        with pytest.raises(ValueError, match="too long"):
            hide("x" * 256, secret="a", use="x")
        assert unhide(b"kurang", secret="a", use="x") is None


@pytest.mark.django_db
class TestStored:
    def everything(self) -> str:
        """Every row of every table, as text."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            )
            tables = [row[0] for row in cursor.fetchall()]
            found = []
            for table in tables:
                cursor.execute(f"SELECT t::text FROM {table} t")  # names of our own tables
                found += [row[0] or "" for row in cursor.fetchall()]
        return "\n".join(found)

    def test_the_address_is_nowhere_in_words_before_and_after_sending(
        self, world: World, case: Complaint, post: Post
    ) -> None:
        follow(f"/laporan/{case.number}/ikuti/", post)
        actions.ask(subject=Subject(case), address="lain@contoh.example", by=WORKER)
        stored = self.everything().lower()
        for word in (ADDRESS, "lain@contoh.example", ADDRESS.encode().hex(), "bu.sari"):
            assert word not in stored
        assert address_of(Follow.objects.get(confirmed_day__isnull=False)) == ADDRESS
        assert tell(world.today) == 0
        assert len(post.left()) == 1

    def test_the_log_ties_nobody_to_a_case(self, world: World, case: Complaint, post: Post) -> None:
        before = Event.objects.order_by("-pk").first()
        kept = follow(f"/laporan/{case.number}/ikuti/", post)
        actions.stop(follow_id=kept.pk, by=WORKER)
        events = Event.objects.filter(pk__gt=before.pk if before else 0, table="following_follow")
        assert [e.verb for e in events] == ["following.asked", "following.confirmed", "following.ended"]
        for event in events:
            assert not event.new and not event.old
            assert str(case.pk) not in event.row_id

    def test_another_secret_cannot_read_and_sends_nothing(
        self, case: Complaint, post: Post, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        actions.ask(subject=Subject(case), address=ADDRESS, by=WORKER)
        monkeypatch.setattr(settings, "SECRET_KEY", "another-secret-of-a-restored-copy-0000000000000000")
        assert not post.left()


def test_no_role_may_read_followers() -> None:
    rights = {row.policy: set(row.who) for row in ROWS if row.object == "following"}
    assert rights == {
        "following.ask": {Who.PUBLIC},
        "following.answer": {Who.PUBLIC},
        "following.begin": {Who.STAFF},
        "following.own": {Who.SELF},
    }


@pytest.mark.django_db
class TestLetters:
    def test_a_kind_has_one_writer_and_unknown_ones_are_refused(self) -> None:
        with pytest.raises(ValueError, match="have a writer"):
            letters.declare("following.told", lambda key: None)
        with pytest.raises(LookupError):
            send_letters(kind="uji.tanpa-penulis", keys=["a"], by=WORKER)

    def test_the_same_key_is_sent_once(self, monkeypatch: pytest.MonkeyPatch, post: Post) -> None:
        monkeypatch.setitem(letters._writers, "uji", lambda key: letters.Letter("a@contoh.example", key, "isi"))
        assert send_letters(kind="uji", keys=["satu", "dua", "satu"], by=WORKER) == 2
        assert send_letters(kind="uji", keys=["satu"], by=WORKER) == 0
        assert send_letters(kind="uji", keys=[], by=WORKER) == 0
        assert {mail.subject for mail in post.left()} == {"satu", "dua"}
