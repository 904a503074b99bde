"""Quiet hours, the day of a digest, its grouping: plain rules."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pamong.platform.notifications.rules import timing
from pamong.platform.notifications.rules.digest import MOST_LINES, Item, build, matter_of

WIB, WITA, WIT = (ZoneInfo(f"Asia/{city}") for city in ("Jakarta", "Makassar", "Jayapura"))
TEN, SIX = dt.time(22, 0), dt.time(6, 0)


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("at", "start", "end", "quiet"),
    [
        ("21:59", TEN, SIX, False),
        ("22:00", TEN, SIX, True),
        ("00:00", TEN, SIX, True),
        ("05:59", TEN, SIX, True),
        ("06:00", TEN, SIX, False),
        ("12:30", dt.time(12, 0), dt.time(13, 0), True),
        ("13:00", dt.time(12, 0), dt.time(13, 0), False),
        ("03:00", SIX, SIX, False),
    ],
)
def test_quiet_hours_may_pass_midnight(at: str, start: dt.time, end: dt.time, quiet: bool) -> None:
    assert timing.is_quiet(dt.time.fromisoformat(at), start, end) is quiet


@pytest.mark.parametrize(
    ("now", "zone", "until"),
    [
        ("2026-11-26T15:30", WIB, "2026-11-26T23:00"),  # 22.30 WIB → 06.00 WIB of the 27th
        ("2026-11-26T15:30", WIT, "2026-11-26T21:00"),  # 00.30 WIT → 06.00 WIT of the same day
        ("2026-11-26T22:30", WIB, "2026-11-26T23:00"),  # 05.30 WIB
        ("2026-11-26T22:30", WIT, None),  # 07.30 WIT
        ("2026-12-31T14:00", WITA, "2026-12-31T22:00"),  # 22.00 WITA → the new year
    ],
)
def test_what_waits_for_the_morning_waits_for_the_persons_own(now: str, zone: ZoneInfo, until: str | None) -> None:
    found = timing.after_quiet(utc(now), zone, TEN, SIX)
    assert found == (utc(until) if until else None)


@settings(max_examples=80)
@given(st.integers(0, 366 * 24 * 3600), st.integers(0, 1439), st.integers(0, 1439))
def test_after_quiet_hours_it_is_not_quiet(second: int, begins: int, ends: int) -> None:
    start, end = (dt.time(minute // 60, minute % 60) for minute in (begins, ends))
    now = utc("2026-01-01T00:00") + dt.timedelta(seconds=second)
    for zone in (WIB, WIT):
        until = timing.after_quiet(now, zone, start, end)
        if until is not None:
            assert until > now
            assert until - now <= dt.timedelta(days=1)
            assert timing.after_quiet(until, zone, start, end) is None


@pytest.mark.parametrize(
    ("now", "zone", "cut"),
    [
        ("2026-11-26T23:29", WIB, "2026-11-26"),  # 06.29 WIB of the 27th: the 26th is not due yet
        ("2026-11-26T23:30", WIB, "2026-11-27"),
        ("2026-11-26T21:30", WIT, "2026-11-27"),  # 06.30 WIT of the 27th, while it is 04.30 WIB
        ("2026-11-26T22:30", WITA, "2026-11-27"),
        ("2026-11-26T16:59", WIB, "2026-11-26"),  # 23.59 WIB
    ],
)
def test_a_digest_is_cut_by_the_persons_own_day(now: str, zone: ZoneInfo, cut: str) -> None:
    assert timing.digest_cut(utc(now), zone, dt.time(6, 30)).isoformat() == cut


def test_pauses_grow_and_end() -> None:
    pauses = [timing.pause(n) for n in range(1, 9)]
    assert pauses == sorted(pauses)
    assert pauses[0] == dt.timedelta(minutes=1)
    assert pauses[-1] == dt.timedelta(hours=4)


def item(url: str, minute: int, title: str = "Kabar") -> Item:
    return Item(title, url, utc("2026-11-26T00:00") + dt.timedelta(minutes=minute))


def test_a_digest_is_grouped_by_matter_newest_first() -> None:
    made = build([item("/a/?x=1", 1, "satu"), item("/b/", 2), item("/a/#y", 3, "tiga")])
    assert [m.url for m in made.matters] == ["/a/#y", "/b/"]
    assert [line.title for line in made.matters[0].lines] == ["tiga", "satu"]
    assert (made.total, made.left_out) == (3, 0)
    assert matter_of("/a/?x=1#y") == "/a/"


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 1439)), max_size=80), st.integers(1, 6))
def test_every_event_of_the_day_is_counted(events: list[tuple[int, int]], most: int) -> None:
    made = build([item(f"/{matter}/", minute) for matter, minute in events], most=most)
    assert len(made.matters) <= most
    assert made.total == len(events) == sum(m.many for m in made.matters) + made.left_out
    assert all(len(m.lines) + m.more == m.many and 1 <= len(m.lines) <= MOST_LINES for m in made.matters)
    newest = [m.lines[0].at for m in made.matters]
    assert newest == sorted(newest, reverse=True)
