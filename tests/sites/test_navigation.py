"""The menu: only what opens, one entry marked, the same for phone and desktop."""

import re

import pytest
from django.urls import reverse

from tests.world import KeyedClient, World

pytestmark = pytest.mark.django_db


def menu(world: World, who: str, path: str = "/") -> str:
    page = world.client(who).get(path).content.decode()
    return page[page.index("<nav") : page.index("</nav>")]


@pytest.mark.parametrize(
    "who", ["employee", "superior", "head", "admin", "personnel", "inspector", "leader", "sysadmin"]
)
def test_every_entry_opens(world: World, who: str) -> None:
    client = world.client(who)
    links = re.findall(r'href="([^"#]+)"', menu(world, who))
    assert links
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


@pytest.mark.parametrize("who", ["employee", "head", "admin", "personnel", "leader"])
def test_every_entry_shows_its_icon(world: World, who: str) -> None:
    drawings = re.findall(r"<svg[^>]*>(.*?)</svg>", menu(world, who), re.DOTALL)
    assert len(drawings) > 5
    assert all(drawings)


@pytest.mark.parametrize(
    ("who", "path", "label"),
    [
        ("employee", "/", "Beranda"),
        ("admin", "/kepegawaian/", "Pegawai"),
        ("admin", "/kepegawaian/akun/", "Akun pegawai"),
        ("admin", "/kepegawaian/plt-plh/tunjuk/", "Plt dan Plh"),
        ("superior", "/kepegawaian/plt-plh/", "Plt dan Plh"),
    ],
)
def test_one_entry_is_marked_as_the_present_one(world: World, who: str, path: str, label: str) -> None:
    marked = re.findall(r'<a[^>]*aria-current="page"[^>]*>.*?</a>', menu(world, who, path), re.DOTALL)
    assert len(marked) == 1
    assert label in marked[0]


def test_pages_outside_the_menu_mark_nothing(world: World) -> None:
    assert 'aria-current="page"' not in menu(world, "employee", reverse("people:my_data"))


@pytest.mark.parametrize(
    ("label", "who"),
    [
        ("Akun pegawai", {"admin", "personnel"}),
        ("Plt dan Plh", {"admin", "personnel", "superior", "head", "inspector"}),
        ("Pegawai", {"admin", "personnel", "superior", "head", "inspector", "leader"}),
    ],
)
def test_who_finds_what(world: World, label: str, who: set[str]) -> None:
    everybody = ("employee", "superior", "head", "admin", "personnel", "inspector", "leader", "sysadmin")
    entry = re.compile(rf">\s*{label}\s*<")
    assert {name for name in everybody if entry.search(menu(world, name))} == who


def test_visitors_have_no_menu() -> None:
    assert "Menu utama" not in KeyedClient().get("/").content.decode()
