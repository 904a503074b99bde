"""Frames and error pages."""

import re
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.utils import translation

from pamong.platform.access.viewer import Viewer
from tests.platform.ui.rendering import render

STAFF = '{% extends "layouts/staff.html" %}{% block title %}Catatan harian{% endblock %}{% block main %}<h1>Isi</h1>{% endblock %}'
SARI = Viewer(
    user_id=1, person_id=7, name="Sari Dewi", nip="198705122010012003", agency_name="Dinas Dukcapil", unread=3
)
NAV = [SimpleNamespace(label="Beranda", url="/", icon="house", current=True, badge=0, in_bottom_bar=True)]
ERRORS = ("400", "403", "404", "409", "413", "429", "500", "503")


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    with translation.override("id"):
        yield


def page(source: str = STAFF, **context: Any) -> str:
    return render(
        source,
        **{
            "viewer": SARI,
            "nav": NAV,
            "nav_groups": [SimpleNamespace(label="Hari ini", items=NAV, open=True)],
            "messages": [],
            **context,
        },
    )


def test_staff_frame() -> None:
    html = page()
    assert re.search(r"<html lang=\"id\">", html)
    assert "<title>Catatan harian · Dinas Dukcapil · Pamong</title>" in html
    assert html.index('href="#utama"') < html.index('id="utama"')
    assert html.count("<main") == html.count("<h1") == 1
    assert '<body class="pm-staff"' in html
    assert html.count('aria-current="page"') == 2, "side and bottom"


def test_nothing_inline_and_nothing_from_elsewhere() -> None:
    for html in (
        page(),
        render('{% extends "layouts/citizen.html" %}'),
        *(render_to_string(f"{code}.html") for code in ERRORS),
    ):
        assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=|javascript:", html)
        assert not re.search(r"(?:src|href)=\"(?:https?:)?//", html)
        assert "<c-" not in html


def test_htmx_is_told_to_be_strict() -> None:
    html = page()
    config = re.findall(r"<meta name=\"htmx-config\" content='([^']+)'>", html)[0]
    for part in (
        '"allowEval":false',
        '"includeIndicatorStyles":false',
        '"selfRequestsOnly":true',
        '"historyCacheSize":0',
        '"ignoreTitle":true',  # a refreshed part of a page must not rename the page
        '"422","swap":true',
    ):
        assert part in config
    for script in ("htmx.min.js", "pamong/live.js", "pamong/app.js"):
        assert re.search(rf'<script src="[^"]*{script}" defer></script>', html)


def test_staff_frame_without_anything() -> None:
    html = page(viewer=None, nav=[])
    assert "pm-bottom" not in html
    assert "pm-menu" not in html
    assert 'href="#menu"' not in html
    assert "· Pamong</title>" in html
    assert "belum dibaca" not in page(viewer=replace(SARI, unread=0))


def test_messages_become_toasts() -> None:
    told = [Message(constants.SUCCESS, "Tersimpan <b>"), Message(constants.ERROR, "Gagal")]
    html = page(messages=told)
    assert "pm-toast-ok" in html
    assert "pm-toast-bad" in html
    assert "Tersimpan &lt;b&gt;" in html


def test_citizens_get_no_font_and_no_htmx() -> None:
    html = render(
        '{% extends "layouts/citizen.html" %}{% block title %}Periksa{% endblock %}{% block main %}<h1>A</h1>{% endblock %}'
    )
    assert "<title>Periksa · Pamong</title>" in html
    assert "htmx" not in html
    assert "pm-staff" not in html
    assert len(re.findall(r"<(?:link|script)\b", html)) <= 5


def test_print_frame_has_no_script() -> None:
    html = render('{% extends "layouts/print.html" %}{% block main %}<h1>A</h1>{% endblock %}')
    assert "<script" not in html
    assert "<h1>A</h1>" in html


@pytest.mark.parametrize("code", ERRORS)
def test_error_pages_say_what_to_do_and_need_nothing(code: str) -> None:
    html = render_to_string(f"{code}.html")
    assert "<title>Kesalahan: " in html
    assert html.count("<h1>") == 1
    assert "data-error-reason" in html
    words = re.findall(r"<p>(.*?)</p>", html, re.DOTALL)
    assert words
    assert len(" ".join(words).split()) >= 8
    assert 'href="/"' in html
    assert len(html) < 4_000


def test_conflict_shows_both_versions() -> None:
    conflict = SimpleNamespace(mine={"Uraian": "punyaku <b>"}, theirs={"Uraian": "punyanya"}, by="Budi")
    html = render_to_string("409.html", {"conflict": conflict})
    assert "Budi mengubah data ini" in html
    assert "punyaku &lt;b&gt;" in html
    assert "punyanya" in html
    assert "Data ini berubah" in render_to_string("409.html", {"conflict": SimpleNamespace(mine={}, theirs={}, by="")})


def test_refusal_and_keys() -> None:
    assert "<p>Rencana sudah disepakati.</p>" in render_to_string("409.html", {"reason": "Rencana sudah disepakati."})
    assert "sudah pernah dikirim" in render_to_string("409.html", {"key_reused": True})
    assert "tanpa nomor pengaman" in render_to_string("400.html", {"key_missing": True})
