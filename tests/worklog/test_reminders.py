"""Nobody is wrongly reminded: a table of cases from stored leave, turns, holidays and zones, at given moments."""

import datetime as dt
from dataclasses import dataclass, field

import pytest

from pamong.people.enums import WeekKind
from pamong.people.models import Agency, RosterDay, Shift, WorkWeek
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.actions import add_holiday
from pamong.platform.guard import ACTION
from pamong.platform.notifications.models import Notification
from pamong.worklog import actions
from pamong.worklog.models import Entry, EntryPolicy
from pamong.worklog.rules import reminding
from tests.people.days import MONDAY, away
from tests.world import World

BY = Viewer.system("uji")


@dataclass
class Case:
    """One person of the world, what is known about his day, and the moment in Jakarta (WIB) at which the clock looks."""

    what: str
    at: str
    told: bool
    zone: str = "Asia/Jakarta"
    facts: tuple[str, ...] = field(default=())


CASES = [
    Case("an office day at closing time", "2026-11-23T16:00", True),
    Case("a minute before", "2026-11-23T15:59", False),
    Case("late in the evening", "2026-11-23T22:00", True),
    Case("after midnight it is too late", "2026-11-24T04:01", False),
    Case("on leave", "2026-11-23T16:15", False, facts=("leave",)),
    Case("on a trip", "2026-11-23T16:15", False, facts=("trip",)),
    Case("half a day of leave is a day", "2026-11-23T16:15", True, facts=("half",)),
    Case("a holiday of the region", "2026-11-23T16:15", False, facts=("regional",)),
    Case("a holiday of another region", "2026-11-23T16:15", True, facts=("elsewhere",)),
    Case("a holiday of the agency", "2026-11-23T16:15", False, facts=("agency",)),
    Case("something is logged", "2026-11-23T16:15", False, facts=("logged",)),
    Case("what was logged is withdrawn", "2026-11-23T16:15", True, facts=("withdrawn",)),
    Case("Sunday", "2026-11-22T16:15", False),
    Case("Saturday of a six-day week", "2026-11-21T16:15", True, facts=("six",)),
    Case("a morning turn is over at 14.00", "2026-11-23T14:00", True, facts=("morning",)),
    Case("a morning turn is not over at 13.45", "2026-11-23T13:45", False, facts=("morning",)),
    Case("a night turn at closing time of the office", "2026-11-23T16:15", False, facts=("night",)),
    Case("a night turn at midnight", "2026-11-24T00:00", False, facts=("night",)),
    Case("a night turn on the morning after", "2026-11-24T07:00", True, facts=("night",)),
    Case("off after the night", "2026-11-23T16:15", False, facts=("off",)),
    Case("by roster, but the roster is empty", "2026-11-23T16:15", False, facts=("no_roster",)),
    Case("a turn on a holiday", "2026-11-23T14:15", True, facts=("morning", "regional")),
    Case("WIT: 16.00 there is 14.00 here", "2026-11-23T14:00", True, zone="Asia/Jayapura"),
    Case("WIT: half an hour before", "2026-11-23T13:30", False, zone="Asia/Jayapura"),
    Case("WITA: not yet at 14.45 here", "2026-11-23T14:45", False, zone="Asia/Makassar"),
    Case("the agency closes at 17.00", "2026-11-23T16:15", False, facts=("closes_late",)),
    Case("posted only from the next day", "2026-11-23T16:15", False, facts=("new",)),
]


def given(world: World, fact: str) -> None:
    who = world.employee
    long = (MONDAY - dt.timedelta(days=60), None)
    match fact:
        case "leave" | "trip":
            away(world, kind="annual" if fact == "leave" else "trip")
        case "half":
            away(world, kind="permit", part="morning")
        case "regional" | "elsewhere":
            region = world.a.region if fact == "regional" else "Kabupaten Lain"
            add_holiday(day=MONDAY, name="Galungan", agency_id=None, region=region, source="", by=BY)
        case "agency":
            add_holiday(day=MONDAY, name="Hari jadi", agency_id=world.a.pk, source="", by=BY)
        case "logged" | "withdrawn":
            start = dt.datetime(2026, 11, 23, 1, tzinfo=dt.UTC)
            Entry.objects.add(
                via=ACTION,
                person=who,
                agency=world.a,
                unit=world.office,
                day=MONDAY,
                starts_at=start,
                ends_at=start + dt.timedelta(hours=1),
                text="Rapat",
            )
            if fact == "withdrawn":
                Entry.objects.update(via=ACTION, state="withdrawn")
        case "six":
            WorkWeek.objects.add(
                via=ACTION, agency=world.a, kind=WeekKind.WEEK, minutes=[390] * 5 + [300, 0], valid=long
            )
        case "no_roster":
            WorkWeek.objects.add(via=ACTION, agency=world.a, unit=world.office, kind=WeekKind.ROSTER, valid=long)
        case "off":
            RosterDay.objects.add(via=ACTION, person=who, day=MONDAY, shift=None)
        case "morning" | "night":
            hours = (dt.time(7), dt.time(14)) if fact == "morning" else (dt.time(21), dt.time(7))
            turn = Shift.objects.add(
                via=ACTION, agency=world.a, code=fact[:1].upper(), name=fact, starts=hours[0], ends=hours[1]
            )
            RosterDay.objects.add(via=ACTION, person=who, day=MONDAY, shift=turn)
        case "closes_late":
            EntryPolicy.objects.add(via=ACTION, agency=world.a, valid_from=dt.date(2026, 1, 1), closing=dt.time(17))
        case "new":
            post = who.assignments.get()
            post.valid = (MONDAY + dt.timedelta(days=1), None)
            post.save(via=ACTION)


@pytest.mark.parametrize("case", CASES, ids=[case.what for case in CASES])
def test_nobody_is_wrongly_reminded(world: World, case: Case) -> None:
    Agency.objects.filter(pk=world.a.pk).update(via=ACTION, time_zone=case.zone)
    for fact in case.facts:
        given(world, fact)
    at = dt.datetime.fromisoformat(f"{case.at}+07:00")
    actions.remind(agency_id=world.a.pk, zone=case.zone, at=at, by=BY)
    assert Notification.objects.filter(person_id=world.employee.pk).exists() is case.told


def test_once_per_person_and_day(world: World) -> None:
    at = dt.datetime.fromisoformat("2026-11-23T16:00+07:00")
    first = actions.remind(agency_id=world.a.pk, zone="Asia/Jakarta", at=at, by=BY)
    later = at + dt.timedelta(minutes=15)
    assert first == 6
    assert actions.remind(agency_id=world.a.pk, zone="Asia/Jakarta", at=later, by=BY) == 0
    next_day = at + dt.timedelta(days=1)
    assert actions.remind(agency_id=world.a.pk, zone="Asia/Jakarta", at=next_day, by=BY) == 6
    notice = Notification.objects.filter(person_id=world.employee.pk).earliest("pk")
    assert notice.url == "/harian/?tanggal=2026-11-23"
    assert "23 November 2026" in notice.text


def test_keys_name_their_day() -> None:
    assert reminding.day_of(reminding.key_of(MONDAY)) == MONDAY
    assert reminding.day_of("worklog:reminder:besok") is None
    assert reminding.day_of("planning:2026-11-23") is None
