"""Who is expected at work, and for how long: the table of cases that reminders, boards and totals rest on."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from pamong.people.rules.presence import Circumstances, Turn, Why, day_over, expected_on, usual_week

MONDAY, FRIDAY, SATURDAY, SUNDAY = (dt.date(2026, 11, day) for day in (23, 27, 28, 29))
MORNING = Turn("Pagi", dt.time(7), dt.time(14), 30)
NIGHT = Turn("Malam", dt.time(21), dt.time(7), 60)
SIX_DAYS = (390, 390, 390, 390, 300, 390, 0)
CASES = [
    ("an office day", MONDAY, {}, 450, Why.WORK),
    ("Friday of five days", FRIDAY, {}, 450, Why.WORK),
    ("Saturday of five days", SATURDAY, {}, 0, Why.REST_DAY),
    ("Saturday of six days", SATURDAY, {"week": SIX_DAYS}, 390, Why.WORK),
    ("Sunday of six days", SUNDAY, {"week": SIX_DAYS}, 0, Why.REST_DAY),
    ("a short Friday", FRIDAY, {"week": SIX_DAYS}, 300, Why.WORK),
    ("a national holiday", MONDAY, {"holiday": "Hari Raya Galungan"}, 0, Why.HOLIDAY),
    ("on leave", MONDAY, {"absence": "annual"}, 0, Why.ABSENT),
    ("on a trip", MONDAY, {"absence": "trip"}, 0, Why.ABSENT),
    ("in training over a holiday", MONDAY, {"absence": "training", "holiday": "Natal"}, 0, Why.ABSENT),
    ("half a day of leave", MONDAY, {"absence": "permit", "part": "morning"}, 225, Why.HALF),
    ("half a day on a holiday", MONDAY, {"absence": "permit", "part": "morning", "holiday": "Natal"}, 0, Why.HOLIDAY),
    ("half a day on Saturday", SATURDAY, {"absence": "permit", "part": "afternoon"}, 0, Why.REST_DAY),
    ("a turn on a Sunday", SUNDAY, {"by_roster": True, "rostered": True, "turn": MORNING}, 390, Why.SHIFT),
    ("a turn on a holiday", MONDAY, {"rostered": True, "turn": MORNING, "holiday": "Natal"}, 390, Why.SHIFT),
    ("a night turn", MONDAY, {"by_roster": True, "rostered": True, "turn": NIGHT}, 540, Why.SHIFT),
    ("after the night", MONDAY, {"by_roster": True, "rostered": True}, 0, Why.OFF_SHIFT),
    ("off by roster in an office unit", MONDAY, {"rostered": True}, 0, Why.OFF_SHIFT),
    ("a roster not yet entered", MONDAY, {"by_roster": True}, 0, Why.NO_ROSTER),
    ("a turn while on leave", MONDAY, {"rostered": True, "turn": NIGHT, "absence": "sick"}, 0, Why.ABSENT),
    ("half a turn", MONDAY, {"rostered": True, "turn": NIGHT, "absence": "permit", "part": "morning"}, 270, Why.HALF),
    ("Ramadan", MONDAY, {"short_week": 1950}, 390, Why.WORK),
    ("Ramadan in six days", SATURDAY, {"week": SIX_DAYS, "short_week": 1950}, 338, Why.WORK),
    ("Ramadan for a turn", MONDAY, {"rostered": True, "turn": MORNING, "short_week": 1950}, 390, Why.SHIFT),
    ("Ramadan Sunday", SUNDAY, {"short_week": 1950}, 0, Why.REST_DAY),
    ("before the first posting", MONDAY, {"posted": False}, 0, Why.NOT_POSTED),
    ("not posted and on leave", MONDAY, {"posted": False, "absence": "long"}, 0, Why.NOT_POSTED),
]


@pytest.mark.parametrize(("what", "day", "known", "minutes", "why"), CASES, ids=[case[0] for case in CASES])
def test_the_table_of_cases(what: str, day: dt.date, known: dict[str, Any], minutes: int, why: Why) -> None:
    answer = expected_on(Circumstances(day, **known))
    assert (answer.minutes, answer.why) == (minutes, why)
    assert answer.works == (minutes > 0)


def test_the_answer_names_the_holiday_the_absence_and_the_turn() -> None:
    assert expected_on(Circumstances(MONDAY, holiday="Nyepi")).detail == "Nyepi"
    assert expected_on(Circumstances(MONDAY, absence="trip")).detail == "trip"
    assert expected_on(Circumstances(MONDAY, turn=NIGHT)).detail == "Malam"


def test_the_usual_week_of_perpres_21_2023_makes_450_minutes_a_day() -> None:
    assert usual_week(2250) == (450, 450, 450, 450, 450, 0, 0)
    assert sum(usual_week(2250)) == 37 * 60 + 30


@pytest.mark.parametrize(
    ("turn", "crosses", "minutes"),
    [
        (MORNING, False, 390),
        (NIGHT, True, 540),
        (Turn("Sehari penuh", dt.time(8), dt.time(8)), True, 1440),
        (Turn("Salah istirahat", dt.time(8), dt.time(9), 240), False, 0),
        (Turn("Sampai tengah malam", dt.time(14), dt.time(0), 30), True, 570),
    ],
)
def test_turns_around_midnight(turn: Turn, crosses: bool, minutes: int) -> None:
    assert (turn.crosses_midnight, turn.minutes) == (crosses, minutes)


@pytest.mark.parametrize(
    ("known", "zone", "ends"),
    [
        ({}, "Asia/Jakarta", "2026-11-23T16:00:00+07:00"),
        ({}, "Asia/Jayapura", "2026-11-23T16:00:00+09:00"),
        ({"turn": MORNING}, "Asia/Makassar", "2026-11-23T14:00:00+08:00"),
        ({"turn": NIGHT}, "Asia/Makassar", "2026-11-24T07:00:00+08:00"),
    ],
)
def test_a_day_is_over_in_its_own_zone_and_a_night_turn_on_the_morning_after(
    known: dict[str, Any], zone: str, ends: str
) -> None:
    over = day_over(expected_on(Circumstances(MONDAY, **known)), MONDAY, dt.time(16), ZoneInfo(zone))
    assert over == dt.datetime.fromisoformat(ends)
