"""Mails that left, a morning of a later day, and a public case to follow."""

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar import queries as calendar
from pamong.platform.notifications import channels
from pamong.platform.notifications.channels import Outgoing
from pamong.platform.notifications.tasks import send_due
from pamong.voice.complaints.models import Complaint
from pamong.voice.following import actions
from pamong.voice.following.models import Follow
from tests.voice.builder import Catalogue
from tests.voice.public.builder import shown
from tests.world import KeyedClient, World

ADDRESS = "bu.sari+kabar@contoh.example"
WORKER = Viewer.system("uji")
LINK = re.compile(r"(/laporan/kabar/\S+)")


class Post:
    """What left by e-mail; ``left()`` sends what is due and answers what is new."""

    def __init__(self) -> None:
        self.all: list[Outgoing] = []
        self.seen = 0

    def left(self) -> list[Outgoing]:
        send_due(channel="email")
        new, self.seen = self.all[self.seen :], len(self.all)
        return [mail for mail in new if mail.file.startswith("kabar-")]  # the others are for staff


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    made = Post()
    monkeypatch.setattr(channels, "send", lambda channel, outgoing: made.all.append(outgoing))
    return made


@pytest.fixture
def case(world: World, cat: Catalogue) -> Complaint:
    return shown(world, cat)


@contextmanager
def on(day: dt.date, hour: int = 7) -> Iterator[None]:
    """The database's clock stands at this hour of a day, in the zone of the installation."""
    with calendar.one_instant():
        calendar.hold(dt.datetime.combine(day, dt.time(hour), ZoneInfo(settings.TIME_ZONE)))
        yield


def tell(day: dt.date, hour: int = 7) -> int:
    with on(day, hour):
        return actions.tell(by=WORKER)


def link_in(mail: Outgoing, *, stop: bool = False) -> str:
    """The address of a mail that confirms, or the one that ends it."""
    found = [one for one in LINK.findall(mail.text) if one.endswith("/berhenti/") == stop]
    assert found, mail.text
    return str(found[0])


def follow(url: str, post: Post, **form: str) -> Follow:
    """Asked for on the page and confirmed by the link of the mail."""
    assert KeyedClient().post(url, {"email": ADDRESS, **form}).status_code == 200
    (mail,) = post.left()
    assert KeyedClient().post(link_in(mail)).status_code == 200
    return Follow.objects.get(confirmed_day__isnull=False)
