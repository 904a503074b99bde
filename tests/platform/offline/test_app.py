"""What makes Pamong an application on a phone: description, icons, service worker; public and without personal content."""

import json
import re
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from pamong.platform.offline import shell
from tests.world import World


@pytest.mark.django_db
def test_the_description_names_icons_that_exist(client: Client) -> None:
    answer = client.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    described = json.loads(answer.content)
    assert (described["scope"], described["display"], described["lang"]) == ("/", "standalone", "id")
    purposes = {icon.get("purpose", "any") for icon in described["icons"]}
    assert purposes == {"any", "maskable"}
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in described["icons"]}
    for icon in described["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/"))
    assert [entry["url"] for entry in described["shortcuts"]] == ["/harian/", "/pemberitahuan/"]


@pytest.mark.django_db
def test_the_worker_is_fresh_at_the_root_and_keeps_only_files_that_exist(client: Client) -> None:
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    text = answer.content.decode()
    files = json.loads(re.search(r"const FILES = (\[.*?\]);", text).group(1))  # type: ignore[union-attr]
    assert files == shell.addresses()
    assert len(files) >= 8
    for name in shell.FILES:
        assert finders.find(name), name
    assert shell.version() in text
    assert "&quot;" not in text
    assert client.cookies.output() == ""


@pytest.mark.django_db
def test_the_worker_is_the_same_for_everybody(world: World) -> None:
    bodies = {world.client(who).get("/sw.js").content for who in ("employee", "head", None)}
    assert len(bodies) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("page_of", range(3))
def test_the_pages_without_connection_are_nobodys(world: World, settings: Any, page_of: int) -> None:
    beginning, address = settings.OFFLINE_PAGES[page_of]
    assert address.startswith(beginning)
    page = world.client("employee").get(address).content.decode()
    stranger = world.client("stranger").get(address).content.decode()
    clean = re.compile(r'value="[^"]{20,}"')
    assert clean.sub("", page) == clean.sub("", stranger)
    assert world.employee.name not in page
    assert world.employee.nip not in page
    assert Client().get(address).status_code == 200


def test_every_address_has_a_page_that_stands_in(settings: Any) -> None:
    assert settings.OFFLINE_PAGES[-1][0] == "/", "the last one fits all that is left"


@pytest.mark.django_db
def test_staff_pages_name_the_description(world: World) -> None:
    page = world.client("employee").get("/").content.decode()
    assert 'rel="manifest" href="/manifest.webmanifest"' in page
    assert "apple-touch-icon" in page


def test_the_version_follows_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    shell.version.cache_clear()
    before = shell.version()
    monkeypatch.setattr(shell, "FILES", shell.FILES[:-1])
    shell.version.cache_clear()
    assert shell.version() != before
    shell.version.cache_clear()
