"""Times, days and states: refused or taken, and in which words."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.platform.ui.text import refusal_text
from pamong.rulebook.errors import Refused
from pamong.worklog.rules import hours, states, window
from pamong.worklog.rules.hours import Worked
from pamong.worklog.rules.window import Window

WIB, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
DAY = dt.date(2026, 11, 20)
NOW = dt.datetime(2026, 11, 20, 16, 0, tzinfo=WIB)


def at(clock: str, day: dt.date = DAY, zone: ZoneInfo = WIB) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.fromisoformat(clock), zone)


def span(start: str, end: str, *, next_day: bool = False, day: dt.date = DAY, zone: ZoneInfo = WIB) -> hours.Span:
    return hours.span(
        day=day, starts=dt.time.fromisoformat(start), ends=dt.time.fromisoformat(end), next_day=next_day, zone=zone
    )


def worked(start: str, end: str, text: str = "Rapat", day: dt.date = DAY) -> Worked:
    return Worked(1, text, day, at(start, day), at(end, day))


def refused(call: object, **kwargs: object) -> Refused:
    with pytest.raises(Refused) as caught:
        call(**kwargs)  # type: ignore[operator]  # a rule
    return caught.value


@pytest.mark.parametrize(("start", "end"), [("09:00", "08:00"), ("08:00", "08:00"), ("23:00", "01:00")])
def test_an_end_before_the_start_names_the_way_out(start: str, end: str) -> None:
    with pytest.raises(Refused) as caught:
        span(start, end)
    assert caught.value.field == "ends"
    assert "selesai keesokan hari" in refusal_text(caught.value)
    assert start.replace(":", ".") in refusal_text(caught.value)


def test_more_than_a_day_is_refused() -> None:
    with pytest.raises(Refused, match="24 jam"):
        span("08:00", "09:00", next_day=True)


def test_a_night_turn_crosses_midnight() -> None:
    night = span("21:00", "07:00", next_day=True, day=DAY - dt.timedelta(days=1))
    assert night.ends_at - night.starts_at == dt.timedelta(hours=10)
    hours.check(new=night, now=NOW, others=[])


def test_the_future_is_refused_with_the_present_time() -> None:
    error = refused(hours.check, new=span("15:00", "16:01"), now=NOW, others=[])
    assert (error.code, error.field) == ("belum_terjadi", "ends")
    assert "16.01" in refusal_text(error)
    hours.check(new=span("15:00", "16:00"), now=NOW, others=[])


def test_the_future_is_judged_in_the_zone_of_the_agency() -> None:
    """16.30 in Jayapura is 14.30 in Jakarta: there it has passed when it is 16.00 in Jakarta."""
    hours.check(new=span("15:00", "17:59", zone=WIT), now=NOW, others=[])
    with pytest.raises(Refused):
        hours.check(new=span("15:00", "18:01", zone=WIT), now=NOW, others=[])


def test_sixteen_hours_are_the_most() -> None:
    day = DAY - dt.timedelta(days=1)
    hours.check(new=span("06:00", "22:00", day=day), now=NOW, others=[])
    error = refused(hours.check, new=span("06:00", "22:01", day=day), now=NOW, others=[])
    assert "16 jam 1 menit" in refusal_text(error)
    full = [worked("00:00", "15:30", day=day)]
    hours.check(new=span("16:00", "16:30", day=day), now=NOW, others=full)
    error = refused(hours.check, new=span("16:00", "16:31", day=day), now=NOW, others=full)
    assert error.code == "terlalu_lama"
    assert "19 November 2026" in refusal_text(error)


def test_the_total_counts_only_the_same_day() -> None:
    before = DAY - dt.timedelta(days=1)
    hours.check(new=span("00:30", "08:00"), now=NOW, others=[worked("08:00", "23:59", day=before)])


@pytest.mark.parametrize(
    ("start", "end"),
    [("09:30", "10:30"), ("08:30", "09:30"), ("09:15", "09:45"), ("08:00", "11:00"), ("09:00", "10:00")],
)
def test_an_overlap_names_the_entry_in_the_way(start: str, end: str) -> None:
    error = refused(hours.check, new=span(start, end), now=NOW, others=[worked("09:00", "10:00", "Rapat koordinasi")])
    text = refusal_text(error)
    assert "Rapat koordinasi" in text
    assert "09.00–10.00" in text
    assert error.field == "starts"


@pytest.mark.parametrize(("start", "end"), [("08:00", "09:00"), ("10:00", "11:00")])
def test_entries_may_touch(start: str, end: str) -> None:
    hours.check(new=span(start, end), now=NOW, others=[worked("09:00", "10:00")])


def test_a_long_text_is_cut_in_the_refusal() -> None:
    error = refused(hours.check, new=span("09:00", "10:00"), now=NOW, others=[worked("09:00", "10:00", "x" * 300)])
    assert len(refusal_text(error)) < 220


MINUTES = st.integers(0, 16 * 60)


@given(MINUTES, MINUTES, MINUTES, MINUTES)
def test_overlap_is_refused_exactly_when_minutes_are_shared(a: int, b: int, c: int, d: int) -> None:
    begin = at("00:00", DAY - dt.timedelta(days=3))
    (s1, e1), (s2, e2) = sorted((a, b)), sorted((c, d))
    if s1 == e1 or s2 == e2:
        return
    minute = dt.timedelta(minutes=1)
    other = Worked(1, "x", DAY, begin + s1 * minute, begin + e1 * minute)
    new = hours.Span(DAY - dt.timedelta(days=3), begin + s2 * minute, begin + e2 * minute, WIB)
    shared = set(range(s1, e1)) & set(range(s2, e2))
    if shared:
        assert refused(hours.check, new=new, now=NOW, others=[other]).code == "bertumpang_tindih"
    else:
        hours.check(new=new, now=NOW, others=[other])


@pytest.mark.parametrize(
    ("minutes", "text"), [(0, "0 menit"), (45, "45 menit"), (60, "1 jam"), (1050, "17 jam 30 menit"), (1, "1 menit")]
)
def test_lengths_are_spoken(minutes: int, text: str) -> None:
    assert hours.spoken(dt.timedelta(minutes=minutes)) == text


def test_the_window() -> None:
    week = Window()
    for back in (0, 1, 7):
        window.check_day(day=DAY - dt.timedelta(days=back), today=DAY, window=week, late_reason="Dinas")
    old = refused(window.check_day, day=DAY - dt.timedelta(days=8), today=DAY, window=week)
    assert "7 hari" in refusal_text(old)
    assert "admin kepegawaian" in refusal_text(old)
    own = refused(
        window.check_day, day=DAY - dt.timedelta(days=3), today=DAY, window=Window(2, dt.time(8), "Bu Dewi, pesawat 12")
    )
    assert "Bu Dewi" in refusal_text(own)
    assert refused(window.check_day, day=DAY + dt.timedelta(days=1), today=DAY, window=week).code == "belum_terjadi"


def test_required_minutes_of_a_day() -> None:
    """Perpres 21/2023: 37 hours 30 minutes a week, 32.5 in Ramadan."""
    assert window.required_minutes(2250) == 450
    assert window.required_minutes(1950) == 390


def test_states() -> None:
    assert {(a, b) for a in states.FOLLOWS for b in states.FOLLOWS if states.may_become(a, b)} == {
        ("sent", "sent"), ("sent", "accepted"), ("sent", "returned"), ("sent", "withdrawn"),
        ("returned", "sent"), ("returned", "accepted"), ("returned", "withdrawn"), ("accepted", "returned"),
    }  # fmt: skip
    states.check_open("sent")
    states.check_open("returned")
    for closed in ("accepted", "withdrawn"):
        with pytest.raises(Refused):
            states.check_open(closed)
    states.check_note(True, "")
    states.check_note(False, "lengkapi jumlah")
    with pytest.raises(Refused) as caught:
        states.check_note(False, "  ")
    assert caught.value.field == "note"
