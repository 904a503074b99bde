"""A town with cases, served for real: programs of others speak to it as they would to a city's server."""

import datetime as dt
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.core.management import call_command
from django.db import connections
from django.test import override_settings
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from pamong.voice.complaints import actions
from pamong.voice.complaints.enums import Channel
from pamong.voice.complaints.models import Complaint
from pamong.voice.open311 import actions as open311
from tests.voice import builder
from tests.voice.builder import Catalogue
from tests.voice.public.builder import dated, show, shown
from tests.world import World, build_world

QUICK = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}
REPORT = {
    "service_code": "lampu-jalan",
    "lat": "-7.331234",
    "long": "110.492345",
    "description": "Lampu mati di depan sekolah",
    "attribute[sejak]": "lama",
}


@dataclass
class Town:
    """A served town. ``shown``: a public case; ``old``: public, received 100 days ago; ``closed``: public and confirmed;
    ``hidden``: not cleared."""

    world: World
    cat: Catalogue
    url: str
    key: str
    shown: Complaint
    old: Complaint
    closed: Complaint
    hidden: Complaint
    about: Complaint

    def get(self, path: str, **query: Any) -> httpx.Response:
        return httpx.get(f"{self.url}/{path}", params=query or None)

    def json(self, path: str, **query: Any) -> Any:
        answer = self.get(f"{path}.json", **query)
        assert answer.status_code == 200, answer.text
        return json.loads(answer.content)

    def xml(self, path: str, **query: Any) -> ET.Element:
        answer = self.get(f"{path}.xml", **query)
        assert answer.status_code == 200, answer.text
        return ET.fromstring(answer.content)

    def post(self, changes: dict[str, Any] | None = None, *, fmt: str = "json", **more: Any) -> httpx.Response:
        """A good report with changes; a change to None leaves the field out."""
        data = {"api_key": self.key, **REPORT, **(changes or {})}
        sent = {name: value for name, value in data.items() if value is not None}
        return httpx.post(f"{self.url}/requests.{fmt}", data=sent, **more)

    def send(self, **changes: Any) -> Complaint:
        """A report that is taken."""
        answer = self.post(changes)
        assert answer.status_code == 201, answer.text
        return Complaint.objects.get(number=answer.json()[0]["service_request_id"])

    def show(self, case: Complaint, text: str = "Lampu mati.") -> Complaint:
        return show(self.world, case, text)


@pytest.fixture(scope="module")
def town(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Town]:
    """Made once for a module, committed, and swept away after it."""
    media: Path = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media, **QUICK):
        server = LiveServer("localhost")
        try:
            yield _made(f"{server.url}/open311/v2")
        finally:
            server.stop()
            connections.close_all()
            call_command("flush", interactive=False, verbosity=0)


def _made(url: str) -> Town:
    world = build_world()
    builder.officers(world)
    cat = builder.catalogue(world)
    _row, key = open311.make_key(name="Aplikasi uji", per_hour=10_000, by=world.viewer("officer"))
    case = shown(world, cat, "Lampu di depan pasar mati.", latitude=Decimal("-7.33123"), longitude=Decimal("110.49234"))
    closed = show(world, builder.answered(world, cat, builder.UPHELD), "Lampu gang mati.")
    actions.confirm(complaint=closed, by=builder.CITIZEN)
    closed.refresh_from_db()
    old = dated(shown(world, cat, "Lampu lama."), world.today - dt.timedelta(days=100))
    hidden = builder.received(
        cat, text="Rahasia: kunci rumah di bawah pot", name="Bu Kenari Hijau", phone="081277788899"
    )
    about = builder.received(cat, category=cat.conduct, answers={}, channel=Channel.OPEN311)
    return Town(world, cat, url, key, case, old, closed, hidden, about)
