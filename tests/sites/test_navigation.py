"""The menu: only what opens, one entry marked, the same for phone and desktop."""

import re

import pytest
from django.urls import reverse

from pamong.platform.access.who import Who
from pamong.platform.live import topics
from tests.world import KeyedClient, World, account

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
    pages = {link: client.get(link) for link in links}
    assert {link: page.status_code for link, page in pages.items()} == dict.fromkeys(links, 200)
    heard = {link: topics_of(page.content.decode()) for link, page in pages.items()}
    assert [link for link, names in heard.items() if names and not topics.may_listen(world.viewer(who), names)] == []


def topics_of(page: str) -> list[str]:
    """What a page listens to."""
    return [name for words in re.findall(r'data-live="([^"]*)"', page) for name in words.split()]


def test_an_office_adds_the_pages_its_right_names_and_no_other(world: World) -> None:
    """Whose office has nothing to do with units and ratings does not find their empty pages in the menu."""
    world.users["officer"] = account("officer", role=Who.COMPLAINT_OFFICER, name="Bu Pengaduan")
    shown = menu(world, "officer")
    assert "Kunci Open311" in shown
    assert "Sinyal pengaduan" in shown
    for label in ("Layar pimpinan", "Pengelolaan penilaian", "Pimpinan kosong", "Jadwal jaga", "Plt dan Plh"):
        assert f">{label}<" not in shown, label


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


def folded(page: str) -> dict[str, tuple[bool, list[str]]]:
    """The groups of a menu below the first: word, whether it stands open, and its entries."""
    found = {}
    for opened, label, entries in re.findall(
        r"<details[^>]*?( open)?>\s*<summary>(.*?)</summary>(.*?)</details>", page, re.S
    ):
        found[label] = (bool(opened), re.findall(r"<span>([^<]+)</span>", entries))
    return found


@pytest.mark.parametrize(
    "who", ["employee", "superior", "head", "admin", "personnel", "inspector", "leader", "sysadmin"]
)
def test_a_menu_is_a_few_words_with_a_few_entries_each(world: World, who: str) -> None:
    page = menu(world, who)
    groups = folded(page)
    assert len(groups) <= 6
    assert all(1 <= len(entries) <= 8 for _opened, entries in groups.values())
    top = re.findall(r"<span>([^<]+)</span>", page.split("<details")[0])
    assert "Beranda" in top and len(top) <= 6


def test_the_group_of_the_present_page_stands_open_and_no_other(world: World) -> None:
    groups = folded(menu(world, "head", reverse("people:teams")))
    assert [label for label, (opened, _entries) in groups.items() if opened] == ["Tim dan unit"]
    assert not any(opened for opened, _entries in folded(menu(world, "head")).values())


def test_the_leader_finds_his_work_under_its_words(world: World) -> None:
    groups = {label: entries for label, (_opened, entries) in folded(menu(world, "head")).items()}
    assert "SKP bawahan" in groups["Rencana"]
    assert "Umpan balik" in groups["Kinerja dan umpan balik"]
    assert "Statistik pengaduan" in groups["Masyarakat"]
    assert "Plt dan Plh" in groups["Tim dan unit"]


def test_the_bar_of_the_phone_keeps_its_five(world: World) -> None:
    page = world.client("head").get("/").content.decode()
    bar = page[page.index('class="pm-bottom"') :]
    labels = re.findall(r"<span>([^<]+)</span>", bar[: bar.index("</nav>")])
    assert labels == ["Beranda", "Catatan harian", "Papan tim", "SKP saya", "Penilaian"]
