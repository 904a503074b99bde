"""Figures made from entries: progress, cards of the home page, what stands beside an indicator."""

import datetime as dt
from decimal import Decimal

import pytest

from pamong.planning.models import Indicator
from pamong.planning.queries import realised_value
from pamong.platform.guard import ACTION
from pamong.worklog import queries
from tests.worklog.builder import decide, log, plan, yesterday
from tests.world import World


def test_quantities_add_up_and_speed_is_a_mean(world: World) -> None:
    files, days = plan(world, count=2)
    Indicator.objects.filter(pk=days.pk).update(
        via=ACTION, aspect="time", direction="less", target=Decimal(2), unit="hari"
    )
    for n, start in enumerate(("08:00", "09:00", "10:00"), start=1):
        decide(world, log(world, start, start[:3] + "20", indicator=files, quantity=Decimal(10)))
        decide(world, log(world, start[:3] + "30", start[:3] + "50", indicator=days, quantity=Decimal(n)))
    lines = queries.progress_for([world.employee.pk, world.peer.pk], world.today)
    assert set(lines) == {world.employee.pk}
    found = {p.line.id: (p.realised, p.n, p.percent, p.last_day) for p in lines[world.employee.pk]}
    assert found[files.pk] == (Decimal(30), 3, Decimal(30), yesterday(world))
    assert found[days.pk] == (Decimal(2), 3, Decimal(100), yesterday(world))


def test_missing_evidence_is_not_zero(world: World) -> None:
    plan(world)
    (line,) = queries.progress_for([world.employee.pk], world.today)[world.employee.pk]
    assert (line.realised, line.shown, line.percent, line.n) == (None, None, None, 0)
    assert queries.progress_for([], world.today) == {}


@pytest.mark.parametrize(
    ("aspect", "total", "n", "value"),
    [
        ("quantity", "30", 3, "30"),
        ("cost", "30", 3, "30"),
        ("time", "30", 3, "10"),
        ("quality", "10", 3, "3.3333"),
        ("", "30", 3, "30"),
    ],
)
def test_how_aspects_are_put_together(aspect: str, total: str, n: int, value: str) -> None:
    assert realised_value(aspect, Decimal(total), n) == Decimal(value)


def test_the_entries_beside_an_indicator_are_the_accepted_ones_of_the_period(world: World) -> None:
    (indicator,) = plan(world)
    first = log(world, indicator=indicator, quantity=Decimal(1))
    old = log(world, indicator=indicator, quantity=Decimal(1), day=world.today - dt.timedelta(days=5))
    waiting = log(world, "10:00", "11:00", indicator=indicator, quantity=Decimal(1))
    decide(world, first, old)
    period = (world.today - dt.timedelta(days=3), world.today)
    found = queries.entries_for_indicator(world.viewer("superior"), indicator.pk, *period)
    assert [e.pk for e in found] == [first.pk]
    assert waiting.pk not in [e.pk for e in found]
    assert not queries.entries_for_indicator(world.viewer("stranger"), indicator.pk, *period)


def test_home_cards(world: World) -> None:
    entry = log(world)
    decide(world, entry, accept=False, note="lengkapi")
    log(world, "10:00", "11:00", who="peer")
    mine = {c.title: c for c in queries.home_cards(world.viewer("employee")).alone()}
    assert mine["Catatan hari ini"].value == "0"
    assert mine["Perlu Anda perbaiki"].value == "1"
    assert "Menunggu keputusan Anda" not in mine
    superior = {c.title: c for c in queries.home_cards(world.viewer("superior")).alone()}
    assert superior["Menunggu keputusan Anda"].value == "1"
    assert superior["Sudah mencatat hari ini"].value == "0 dari 2"
    assert queries.home_cards(world.viewer("inspector")).alone() == []


def test_the_queue_shows_the_newest_and_leads_to_the_older(world: World) -> None:
    for i in range(12):
        log(world, f"{6 + i:02}:00", f"{6 + i:02}:30", text=f"Kegiatan {i:02}")
    client = world.client("superior")
    first = client.get("/harian/papan/").content.decode()
    assert "Kegiatan 11" in first
    assert "Kegiatan 01" not in first.split('id="orang"')[0]
    assert "?antre=2#antrean" in first
    second = client.get("/harian/papan/?antre=2").content.decode().split('id="orang"')[0]
    assert "Kegiatan 01" in second
    assert "Yang lebih baru" in second
    for odd in ("0", "x", "-1", "9" * 30):
        assert client.get(f"/harian/papan/?antre={odd}").status_code == 200
