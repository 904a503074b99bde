"""Days off and the clock that decides."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError
from django.utils import timezone

from pamong.people.queries import viewer as people_viewer
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit.models import Event
from pamong.platform.calendar import actions, queries
from pamong.platform.calendar.models import Holiday
from tests.world import World

pytestmark = pytest.mark.django_db
SEED = Viewer.system("seed")


def test_a_year_is_seeded_once_and_named_in_the_audit() -> None:
    first = actions.seed_year(year=2026, by=SEED)
    assert first >= 20
    assert actions.seed_year(year=2026, by=SEED) == 0
    assert Holiday.objects.filter(day__year=2026).count() == first
    assert Event.objects.filter(verb="calendar.seeded", actor="seed").count() == 1


def test_the_seed_says_that_the_decree_decides() -> None:
    actions.seed_year(year=2027, by=SEED)
    assert all("SKB 3 Menteri" in h.source for h in Holiday.objects.all())


@pytest.mark.parametrize("day", [dt.date(2026, 1, 1), dt.date(2026, 8, 17), dt.date(2026, 12, 25)])
def test_fixed_days_are_off(day: dt.date) -> None:
    actions.seed_year(year=2026, by=SEED)
    assert day in queries.holidays_between(day, day)


def test_a_local_day_counts_only_for_its_agency() -> None:
    actions.add_holiday(
        day=dt.date(2026, 7, 24), name="Hari Jadi Kota", agency_id=7, source="Perwali (contoh)", by=SEED
    )
    july = (dt.date(2026, 7, 1), dt.date(2026, 7, 31))
    assert queries.holidays_between(*july) == frozenset()
    assert queries.holidays_between(*july, agency_id=7) == {dt.date(2026, 7, 24)}
    assert queries.holidays_between(*july, agency_id=8) == frozenset()


def test_a_day_is_renamed_not_doubled() -> None:
    for name in ("Cuti bersama", "Cuti bersama Idulfitri"):
        actions.add_holiday(day=dt.date(2026, 3, 20), name=name, agency_id=None, source="SKB", by=SEED)
    assert Holiday.objects.get(day=dt.date(2026, 3, 20)).name == "Cuti bersama Idulfitri"


def test_the_database_refuses_a_second_row_for_a_day() -> None:
    Holiday.objects.create(day=dt.date(2026, 5, 1), name="Hari Buruh")
    with pytest.raises(IntegrityError):
        Holiday.objects.create(day=dt.date(2026, 5, 1), name="Hari Buruh lagi")


def test_both_ends_are_included() -> None:
    for number in (1, 15, 31):
        actions.add_holiday(day=dt.date(2026, 10, number), name="x", agency_id=None, source="", by=SEED)
    assert len(queries.holidays_between(dt.date(2026, 10, 1), dt.date(2026, 10, 31))) == 3
    assert len(queries.holidays_between(dt.date(2026, 10, 2), dt.date(2026, 10, 30))) == 1


def test_now_is_the_database_clock_in_utc() -> None:
    first, second = queries.now(), queries.now()
    assert first.tzinfo is dt.UTC
    assert first <= second
    assert abs(second - timezone.now()) < dt.timedelta(minutes=1)


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
def test_today_is_the_civil_day_of_the_zone(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    late = dt.datetime(2026, 11, 22, 15, 30, tzinfo=dt.UTC)  # 22.30 WIB, 23.30 WITA, 00.30 WIT of the next day
    monkeypatch.setattr(queries, "now", lambda: late)
    assert queries.today(zone) == late.astimezone(ZoneInfo(zone)).date()
    assert queries.today("Asia/Jayapura") == dt.date(2026, 11, 23)
    assert queries.today("Asia/Jakarta") == dt.date(2026, 11, 22)


def test_today_follows_the_zone_of_the_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "now", lambda: dt.datetime(2026, 12, 31, 15, 0, tzinfo=dt.UTC))
    with timezone.override(ZoneInfo("Asia/Jayapura")):
        assert queries.today() == dt.date(2027, 1, 1)
    with timezone.override(ZoneInfo("Asia/Jakarta")):
        assert queries.today() == dt.date(2026, 12, 31)


def test_while_a_page_is_read_the_clock_is_asked_once(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1), queries.one_instant():
        assert queries.now() == queries.now()
        queries.today("Asia/Jayapura")
    with django_assert_num_queries(2):
        assert queries.now() < queries.now()


def test_reading_pages_hold_the_instant_and_writes_do_not(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dt.datetime] = []
    original = queries._ask

    def ask() -> dt.datetime:
        asked.append(original())
        return asked[-1]

    monkeypatch.setattr(queries, "_ask", ask)
    held: list[dt.datetime] = []
    brought = queries.hold

    def hold(instant: dt.datetime) -> None:
        brought(instant)
        held.append(queries.now())

    monkeypatch.setattr(people_viewer, "hold", hold)
    client = world.client("superior")
    assert client.get("/").status_code == 200
    client.get("/")
    assert not asked, "the statement that loads the viewer brings the clock along"
    assert len(set(held)) == 2, "each page has its own"
    client.post("/keluar-dari-mana-pun/")  # a write holds nothing: whoever asks, asks the database
    assert held[-1] in asked


def test_pages_travel_compressed(world: World) -> None:
    answer = world.client("superior").get("/", headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
