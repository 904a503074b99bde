"""The same from stored records: holidays of one region, leave, rosters, weeks; always one statement."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from pamong.people import queries as people
from pamong.people.actions import absences as actions
from pamong.people.enums import AbsenceKind, WeekKind
from pamong.people.models import Absence, Agency, RosterDay, Shift, WorkWeek
from pamong.people.queries import Why
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.actions import Period, add_holiday, add_period
from pamong.platform.calendar.queries import holidays_between
from pamong.platform.guard import ACTION
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from tests.people.days import MONDAY, away
from tests.world import World

BY = Viewer.system("uji")
SUNDAY = MONDAY + dt.timedelta(days=6)


def expected(world: World, who: str = "employee", day: dt.date = MONDAY) -> people.Expected:
    return people.expected_of(world.people[who].pk, day, day)[day]


def test_a_holiday_of_one_region_is_none_elsewhere(world: World) -> None:
    Agency.objects.filter(pk=world.b.pk).update(via=ACTION, region="Kota Denpasar (contoh)", time_zone="Asia/Makassar")
    add_holiday(day=MONDAY, name="Galungan", agency_id=None, region="Kota Denpasar (contoh)", source="SE", by=BY)
    assert expected(world, "stranger").why is Why.HOLIDAY
    assert expected(world, "stranger").detail == "Galungan"
    assert expected(world).why is Why.WORK
    assert holidays_between(MONDAY, MONDAY, world.b.pk) == {MONDAY}
    assert holidays_between(MONDAY, MONDAY, world.a.pk) == frozenset()
    assert holidays_between(MONDAY, MONDAY) == frozenset()


def test_a_holiday_of_one_agency_and_one_of_everywhere(world: World) -> None:
    add_holiday(day=MONDAY, name="Hari jadi dinas", agency_id=world.a.pk, source="", by=BY)
    assert expected(world).why is Why.HOLIDAY
    assert expected(world, "stranger").why is Why.WORK
    add_holiday(day=MONDAY, name="Libur nasional", agency_id=None, source="", by=BY)
    assert expected(world, "stranger").why is Why.HOLIDAY


def test_leave_is_known_whole_and_half(world: World) -> None:
    away(world)
    away(world, "peer", part="morning", kind="permit")
    assert (expected(world).why, expected(world).detail) == (Why.ABSENT, "annual")
    assert expected(world, "peer").minutes == 225
    assert expected(world, day=MONDAY + dt.timedelta(days=1)).why is Why.WORK
    groups = {p.person_id: p.absence_group for p in people.expected_in_agency(world.a.pk, MONDAY)}
    assert groups[world.employee.pk] == "Cuti"
    assert groups[world.peer.pk] == "Izin"
    assert groups[world.superior.pk] == ""


def test_the_nearest_week_holds_person_before_unit_before_agency(world: World) -> None:
    long = (MONDAY - dt.timedelta(days=99), None)
    six = [390, 390, 390, 390, 300, 390, 0]
    saturday = MONDAY + dt.timedelta(days=5)
    WorkWeek.objects.add(via=ACTION, agency=world.a, kind=WeekKind.WEEK, minutes=six, valid=long)
    assert expected(world, day=saturday).minutes == 390
    WorkWeek.objects.add(via=ACTION, agency=world.a, unit=world.root, kind=WeekKind.ROSTER, valid=long)
    assert expected(world).why is Why.NO_ROSTER
    WorkWeek.objects.add(
        via=ACTION, agency=world.a, unit=world.office, kind=WeekKind.WEEK, minutes=[60] * 7, valid=long
    )
    assert expected(world).minutes == 60
    assert expected(world, "head").why is Why.NO_ROSTER
    WorkWeek.objects.add(
        via=ACTION, agency=world.a, person=world.employee, kind=WeekKind.WEEK, minutes=[30] * 7, valid=long
    )
    assert expected(world).minutes == 30
    assert expected(world, "peer").minutes == 60
    assert expected(world, "stranger").minutes == 450


def test_a_roster_by_date(world: World) -> None:
    night = Shift.objects.add(
        via=ACTION, agency=world.a, code="M", name="Malam", starts=dt.time(21), ends=dt.time(7), break_minutes=60
    )
    RosterDay.objects.add(via=ACTION, person=world.employee, day=SUNDAY, shift=night)
    RosterDay.objects.add(via=ACTION, person=world.employee, day=MONDAY, shift=None)
    assert (expected(world, day=SUNDAY).why, expected(world, day=SUNDAY).minutes) == (Why.SHIFT, 540)
    assert expected(world).why is Why.OFF_SHIFT
    assert expected(world, "peer", SUNDAY).why is Why.REST_DAY


def test_ramadan_for_one_region(world: World) -> None:
    Agency.objects.filter(pk=world.b.pk).update(via=ACTION, region="Lain")
    add_period(
        given=Period(
            name="Ramadan",
            first=MONDAY,
            last=SUNDAY,
            minutes_per_week=1950,
            day_starts=dt.time(8),
            agency_id=None,
            region=world.a.region,
            source="",
        ),
        by=BY,
    )
    assert expected(world).minutes == 390
    assert expected(world, "stranger").minutes == 450


def test_before_the_first_posting_nothing_is_expected(world: World) -> None:
    day = dt.date(2020, 1, 6)
    assert expected(world, day=day).why is Why.NOT_POSTED


def test_any_number_of_people_and_days_costs_one_statement(world: World) -> None:
    ids = [p.pk for p in world.people.values()]
    with CaptureQueriesContext(
        connection,
    ) as seen:
        found = people.presence_of(ids, MONDAY, MONDAY + dt.timedelta(days=30))
        assert len(found) == len(ids) * 31
        assert len(people.expected_in_agency(world.a.pk, MONDAY)) == 6
    assert len(seen) == 2
    assert people.presence_of([], MONDAY, MONDAY) == {}


def test_recording_tells_the_person_and_refuses_overlaps(world: World) -> None:
    by = world.viewer("superior")
    made = actions.record_absence(
        person_id=world.employee.pk,
        kind=AbsenceKind.TRIP,
        starts=world.today,
        ends=world.today + dt.timedelta(days=2),
        decree="ST 12",
        by=by,
    )
    assert (made.days, made.last_day) == (3, world.today + dt.timedelta(days=2))
    assert "Dinas luar Anda dicatat" in Notification.objects.get(person_id=world.employee.pk).text
    with pytest.raises(Refused, match="Sudah tercatat"):
        actions.record_absence(
            person_id=world.employee.pk,
            kind=AbsenceKind.ANNUAL,
            starts=world.today + dt.timedelta(days=2),
            ends=world.today + dt.timedelta(days=4),
            by=world.viewer("admin"),
        )


@pytest.mark.parametrize("who", ["employee", "peer", "stranger_head", "inspector"])
def test_others_do_not_record(world: World, who: str) -> None:
    with pytest.raises(NotVisible):
        actions.record_absence(
            person_id=world.employee.pk,
            kind=AbsenceKind.ANNUAL,
            starts=world.today,
            ends=world.today,
            by=world.viewer(who),
        )


def test_nobody_records_for_himself(world: World) -> None:
    with pytest.raises(NotVisible):
        actions.record_absence(
            person_id=world.superior.pk,
            kind=AbsenceKind.ANNUAL,
            starts=world.today,
            ends=world.today,
            by=world.viewer("superior"),
        )


@pytest.mark.parametrize(
    ("start", "end", "part", "said"),
    [(2, 1, "", "mendahului"), (0, 2000, "", "lima tahun"), (0, 1, "morning", "satu tanggal"), (-400, 1, "", "awal")],
)
def test_impossible_days_are_refused(world: World, start: int, end: int, part: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        actions.record_absence(
            person_id=world.employee.pk,
            kind=AbsenceKind.ANNUAL,
            starts=world.today + dt.timedelta(days=start),
            ends=world.today + dt.timedelta(days=end),
            part=part,
            by=world.viewer("admin"),
        )


def test_ending_early_and_taking_back(world: World) -> None:
    row = away(world, days=10)
    by = world.viewer("admin")
    ended = actions.end_absence(absence=row, last_day=MONDAY + dt.timedelta(days=3), by=by)
    assert ended is not None
    assert ended.days == 4
    with pytest.raises(Refused, match="hari terakhir sekarang"):
        actions.end_absence(absence=row, last_day=MONDAY + dt.timedelta(days=3), by=by)
    with pytest.raises(NotVisible):
        actions.end_absence(absence=row, last_day=MONDAY, by=world.viewer("peer"))
    assert actions.end_absence(absence=row, last_day=MONDAY - dt.timedelta(days=1), by=by) is None
    assert not Absence.objects.exists()


def test_the_database_keeps_two_absences_apart(world: World) -> None:
    away(world, days=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        away(world)


def test_who_sees_absences(world: World) -> None:
    away(world)
    seen = {who for who in world.users if people.absences(world.viewer(who)).exists()}
    assert seen == {"employee", "superior", "head", "admin", "personnel", "inspector"}
    records = {who for who in world.users if people.may_record_absence(world.viewer(who), world.employee.pk)}
    assert records == {"superior", "head", "admin", "personnel"}


def test_periods_for_other_areas(world: World) -> None:
    away(world, days=40, kind="unpaid")
    away(world, "peer", part="morning", kind="permit")
    found = people.away_between([world.employee.pk, world.peer.pk], MONDAY, SUNDAY)
    assert set(found) == {world.employee.pk}
    assert (found[world.employee.pk][0].kind, found[world.employee.pk][0].days) == (AbsenceKind.UNPAID, 40)
    assert people.away_between([world.employee.pk], MONDAY, SUNDAY, kinds=[AbsenceKind.SICK]) == {}
