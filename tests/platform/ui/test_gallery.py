"""The gallery: every variant renders, and only those who may see it do. (The browser looks at it in the journeys.)"""

import pytest
from django.conf import settings

from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["employee", "head", "sysadmin"])
def test_every_variant_renders(world: World, who: str) -> None:
    response = world.client(who).get("/ui/")
    html = response.content.decode()
    assert response.status_code == 200
    assert "<c-" not in html
    assert "style=" not in html
    assert "Galeri komponen" in html
    assert "Ada yang perlu diperbaiki" not in html


def test_the_form_with_its_errors(world: World) -> None:
    html = world.client("employee").get("/ui/?kesalahan=1").content.decode()
    assert "<title>Kesalahan: Galeri komponen" in html
    assert html.count("pm-error-text") >= 8
    assert 'value="dua"' in html


def test_not_for_citizens(world: World) -> None:
    assert world.client(None).get("/ui/").status_code == 302
    assert world.client("employee").post("/ui/").status_code == 405


def test_addresses_may_hold_anything(world: World) -> None:
    for query in ("?urut=%00", "?hal=x&urut=%FF", "?kesalahan=%22%3E%3Cscript%3E"):
        response = world.client("employee").get(f"/ui/{query}")
        assert response.status_code == 200
        assert b"<script>" not in response.content


def test_english(world: World) -> None:
    client = world.client("employee")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    html = client.get("/ui/").content.decode()
    assert '<html lang="en">' in html
    assert "1,234,567,890" in html
