"""The map and the units' pages: from counts, coarse, without scripts, and readable without the picture."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pamong.platform.guard import ACTION
from pamong.voice.complaints.models import Complaint, Place
from pamong.voice.insight import actions
from pamong.voice.insight import queries as insight
from pamong.voice.public.rules.drawing import LARGEST, WIDTH, draw
from tests.voice import builder
from tests.voice.builder import BY, Catalogue
from tests.voice.insight.builder import copies
from tests.voice.public.builder import shown
from tests.world import KeyedClient, World

MAP, UNITS = "/laporan/peta/", "/laporan/unit/"


def at(key: int, lat: str, long: str, count: int) -> tuple[int, Decimal, Decimal, int]:
    return key, Decimal(lat), Decimal(long), count


class TestDrawing:
    def test_nothing_is_no_sheet_and_one_place_stands_in_it(self) -> None:
        assert draw([]) is None
        sheet = draw([at(1, "-7.33", "110.5", 3)])
        assert sheet is not None
        (circle,) = sheet.circles
        assert (circle.x, circle.y, circle.r) == ("500.0", "80.0", f"{LARGEST:.1f}")
        assert sheet.height == 160

    def test_north_is_above_east_is_right_and_all_lies_inside(self) -> None:
        sheet = draw([at(1, "-7.30", "110.48", 9), at(2, "-7.36", "110.52", 1), at(3, "-7.33", "110.40", 4)])
        assert sheet is not None
        place = {c.key: (float(c.x), float(c.y), float(c.r)) for c in sheet.circles}
        assert place[1][1] < place[3][1] < place[2][1]
        assert place[3][0] < place[1][0] < place[2][0]
        assert [c.key for c in sheet.circles] == [1, 3, 2]  # the large ones below the small ones
        assert place[3][2] == pytest.approx(LARGEST * 2 / 3, abs=0.1)  # area, not radius
        assert all(r <= x <= WIDTH - r and r <= y <= sheet.height - r for x, y, r in place.values())


@pytest.fixture
def counted(world: World, cat: Catalogue) -> Complaint:
    """Twelve public cases at the market (three of them done), one kept inside."""
    Place.objects.filter(pk=cat.market.pk).update(
        via=ACTION, latitude=Decimal("-7.33123"), longitude=Decimal("110.49987")
    )
    case = shown(world, cat)
    copies(case, [world.today] * 8, start=1)
    copies(case, [world.today] * 3, start=2, state="confirmed")
    builder.received(cat, place=cat.north)
    actions.count(by=BY)
    return case


@pytest.mark.django_db
class TestMap:
    def test_places_are_counted_and_rounded(self, world: World, cat: Catalogue, counted: Complaint) -> None:
        (spot,) = insight.public_places(world.today)
        assert (spot.name, spot.above, spot.n, spot.still_open) == ("Salatiga", "Sidorejo", 12, 9)
        assert (spot.latitude, spot.longitude) == (Decimal("-7.331"), Decimal("110.500"))
        assert insight.public_places(world.today, "pujian") == []
        assert insight.public_places(world.today + dt.timedelta(days=400)) == []

    def test_the_page_needs_no_script_and_no_other_host(self, world: World, cat: Catalogue, counted: Complaint) -> None:
        page = KeyedClient().get(MAP).content.decode()
        assert "<svg" in page
        assert f"?tempat={cat.market.pk}" in page
        assert "7.33123" not in page
        assert "http://" not in page.replace("http://www.w3.org", "")
        assert "tile" not in page

    def test_without_middle_points_the_table_is_there(self, world: World, cat: Catalogue, counted: Complaint) -> None:
        Place.objects.all().update(via=ACTION, latitude=None, longitude=None)
        page = KeyedClient().get(MAP, {"kategori": "lampu-jalan"}).content.decode()
        assert 'viewBox="0 0 1000' not in page
        assert "Salatiga" in page

    def test_empty(self, world: World, cat: Catalogue) -> None:
        assert "Belum ada laporan dengan tempat" in KeyedClient().get(MAP, {"kategori": "bohong"}).content.decode()


@pytest.mark.django_db
class TestUnits:
    def test_the_list_and_the_page_of_a_unit(self, world: World, cat: Catalogue) -> None:
        base = builder.assigned(world, cat)
        copies(base, [world.today] * 9, start=1, state="confirmed", answered_day=world.today, rating=4)
        copies(base, [world.today] * 6, start=2, state="refused")
        copies(base, [world.today] * 7, start=3)
        actions.count(by=BY)
        client = KeyedClient()
        page = client.get(UNITS).content.decode()
        assert world.office.name in page
        assert "23" in page
        own: Any = client.get(f"{UNITS}{world.office.pk}/")
        text = own.content.decode()
        for said in ("23", "0 hari", "Laporan publik unit ini"):
            assert said in text
        assert world.employee.name not in text
        assert client.get(f"{UNITS}2000000000/").status_code == 404

    def test_few_cases_are_not_told(self, world: World, cat: Catalogue) -> None:
        builder.answered(world, cat)
        actions.count(by=BY)
        client = KeyedClient()
        assert "di bawah 5" in client.get(UNITS).content.decode()
        text = client.get(f"{UNITS}{world.office.pk}/").content.decode()
        assert text.count("di bawah 5 atau disembunyikan") >= 2
        assert text.count("terlalu sedikit untuk dihitung") == 3

    def test_empty(self, world: World, cat: Catalogue) -> None:
        assert "Belum ada angka" in KeyedClient().get(UNITS).content.decode()

    def test_the_same_statements_at_any_size(self, world: World, cat: Catalogue) -> None:
        base = shown(world, cat)
        Complaint.objects.filter(pk=base.pk).update(via=ACTION, unit=world.office)
        actions.count(by=BY)
        client, counts = KeyedClient(), []
        for start in (1, 2):
            for url in (MAP, UNITS, f"{UNITS}{world.office.pk}/"):
                with CaptureQueriesContext(connection) as caught:
                    client.get(url)
                counts.append(len(caught))
            copies(base, [world.today - dt.timedelta(days=20 * i) for i in range(40)], start=start, unit=world.office)
            actions.count(by=BY)
        assert counts[:3] == counts[3:]
        assert max(counts) <= 5
