"""Random histories of an agency: mergers, moves of units and people, leavers, stand-ins; nobody is left behind.

After every history: each person who has not left has exactly one post on every day, in a unit that existed that day; who
has no superior leads the agency or stands on a clerk's list; nobody stands above himself; what somebody did in a unit is
reached by who leads that unit, its successors or a unit above them.
"""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pamong.people.actions import careers
from pamong.people.actions import units as actions
from pamong.people.enums import Matter
from pamong.people.models import Acting, Assignment, Person, Unit, WorkItem
from pamong.people.queries import careers as career_reads
from pamong.people.queries import units as reads
from pamong.people.queries import viewer_for_user
from pamong.people.rules.reorganisation import rings
from pamong.platform.access.viewer import Viewer
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from tests.world import World, account, assign, person, unit

pytestmark = pytest.mark.django_db
SYSTEM = Viewer.system("uji")
BEGIN = 300  # days before today on which all posts begin

step = st.tuples(
    st.sampled_from(["merge", "merge", "move_unit", "rename", "move", "head", "leave", "stand_in"]),
    st.integers(0, 30),
    st.integers(0, 30),
    st.integers(1, 40),  # days after the step before
)


class Town:
    """Three offices with sections below, each with a head and two members, and what happens to them day after day."""

    def __init__(self, world: World) -> None:
        self.world, self.today = world, world.today
        self.day = world.today - dt.timedelta(days=BEGIN - 10)
        since = world.today - dt.timedelta(days=BEGIN)
        self.folk: list[Person] = []
        number = 0
        for index in range(3):
            office = unit(world.a, f"Bidang {index}", world.root)
            chief = self._hire(number := number + 1, office, world.head, since, head=True)
            self._hire(number := number + 1, office, chief, since)
            for name in ("Umum", f"Khusus {index}"):
                section = unit(world.a, f"Seksi {name}", office)
                lead = self._hire(number := number + 1, section, chief, since, head=True)
                self._hire(number := number + 1, section, lead, since)
        self.units_at_first = dict(Assignment.objects.filter(person__in=self.folk).values_list("person_id", "unit_id"))

    def _hire(self, number: int, where: Unit, superior: Person, since: dt.date, *, head: bool = False) -> Person:
        made = person(f"Pegawai {number}", f"19900101201501{1:01d}{number:03d}")
        assign(made, where, "Kepala" if head else "Staf", superior, since=since, is_head=head)
        self.folk.append(made)
        return made

    def take(self, kind: str, one: int, two: int) -> None:
        """One step on the present day; what the rules refuse does not happen."""
        units = list(
            Unit.objects.filter(agency=self.world.a, is_active=True).exclude(pk=self.world.root.pk).order_by("pk")
        )
        people = [p for p in self.folk if not Person.objects.get(pk=p.pk).left_on]
        if len(units) < 2 or len(people) < 2:
            return
        led = set(
            Assignment.objects.filter(is_head=True, valid__overlap=(self.day, None)).values_list("unit_id", flat=True)
        )
        empty = [row for row in units if row.pk not in led] or units
        unit_, other = units[one % len(units)], units[two % len(units)]
        who, partner = people[one % len(people)], people[two % len(people)]
        acts: dict[str, Callable[[], object]] = {
            "merge": lambda: self._change("merge", unit_, other),
            "move_unit": lambda: self._change("move", unit_, other),
            "rename": lambda: self._change("rename", unit_, None, f"Unit {self.day}"),
            "move": lambda: self._move(who, other, head=False),
            "head": lambda: self._move(who, empty[two % len(empty)], head=True),
            "leave": lambda: careers.leave(person=who, reason="retirement", day=self.day, decree="SK", by=SYSTEM),
            "stand_in": lambda: self._stand_in(who, partner),
        }
        try:
            with transaction.atomic():
                acts[kind]()
        except Refused:
            return

    def _change(self, kind: str, unit_: Unit, target: Unit | None, name: str = "") -> None:
        actions.plan(wanted=reads.Wanted(unit_, kind, self.day, target, name), decree="SK", by=SYSTEM)

    def _move(self, who: Person, where: Unit, *, head: bool) -> None:
        post = careers.NewPost(where, "Kepala" if head else "Analis", "JA", is_head=head)
        careers.move(person=who, post=post, day=self.day, decree="SK", by=SYSTEM)

    def _stand_in(self, who: Person, partner: Person) -> None:
        if who != partner and not Acting.objects.filter(absent=who, valid__overlap=(self.day, None)).exists():
            period = (self.day, self.day + dt.timedelta(days=5))
            Acting.objects.add(via=ACTION, absent=who, acting=partner, kind="plh", valid=period)


def check(town: Town) -> None:
    posts = list(Assignment.objects.filter(person__in=town.folk).select_related("unit", "person"))
    by_person: dict[int, list[Assignment]] = {}
    for row in posts:
        by_person.setdefault(row.person_id, []).append(row)
    for who in Person.objects.filter(pk__in=[p.pk for p in town.folk]):
        rows = sorted(by_person[who.pk], key=lambda row: row.valid.lower)
        assert [row.valid.upper for row in rows[:-1]] == [row.valid.lower for row in rows[1:]], "a day without a post"
        assert rows[-1].valid.upper == who.left_on
        for row in rows:
            if row.unit.closed_on:
                assert row.valid.upper and row.valid.upper <= row.unit.closed_on, "a post in a closed unit"
    _check_superiors(town, posts)
    _check_reach(town)


def _check_superiors(town: Town, posts: list[Assignment]) -> None:
    present = [row for row in posts if row.valid.upper is None]
    listed = set(WorkItem.objects.filter(done_at__isnull=True).values_list("person_id", flat=True))
    left = set(Person.objects.filter(left_on__isnull=False).values_list("pk", flat=True))
    for row in present:
        assert row.superior_id or row.person_id in listed, "nobody above, and no clerk knows"
        assert row.superior_id not in left, "answers to somebody who has left"
    chain = dict(Assignment.objects.filter(valid__contains=town.today).values_list("person_id", "superior_id"))
    assert not rings(chain, chain)
    headless = set(Unit.objects.filter(agency=town.world.a, is_active=True).values_list("pk", flat=True))
    headless -= {row.unit_id for row in present if row.is_head} | {town.world.root.pk, town.world.office.pk}
    asked = WorkItem.objects.filter(matter=Matter.UNIT_WITHOUT_HEAD, done_at__isnull=True)
    assert headless <= set(asked.values_list("unit_id", flat=True)), "a unit without head, and no clerk knows"


def _check_reach(town: Town) -> None:
    """The head of the agency reaches everything; the head of a successor what was done in the unit that went up in it."""
    top = viewer_for_user(town.world.users["head"]).leads
    for gone in Unit.objects.filter(agency=town.world.a):
        assert any(gone.path.startswith(path) for path in top)
    for closed in Unit.objects.filter(successor__isnull=False):
        at = closed
        while at.successor is not None:
            at = at.successor
        assert closed.path.startswith(at.path), "what was done there lies outside its successor"


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(history=st.lists(step, min_size=4, max_size=8))
def test_no_history_leaves_an_orphan(world: World, history: list[tuple[str, int, int, int]]) -> None:
    with transaction.atomic():
        town = Town(world)
        for kind, one, two, days in history:
            town.day = min(town.day + dt.timedelta(days=days), town.today)
            town.take(kind, one, two)
            check(town)
        transaction.set_rollback(True)


def test_a_merger_in_the_middle_of_the_year_takes_the_whole_office_along(world: World) -> None:
    town = Town(world)
    offices = list(Unit.objects.filter(parent=world.root).exclude(pk=world.office.pk).order_by("pk"))
    town.day = world.today - dt.timedelta(days=120)
    town.take("merge", 1, 4)
    check(town)
    assert not Unit.objects.get(pk=offices[0].pk).is_active
    chief = Assignment.objects.get(unit=offices[1], is_head=True, valid__contains=world.today)
    account_ = account(chief.person.nip, chief.person)
    with connection.cursor() as cursor:
        cursor.execute("SELECT path FROM people_unitpast WHERE unit_id = %s", [offices[0].pk])
        assert cursor.fetchone()[0] in viewer_for_user(account_).leads
    assert career_reads.may_change(world.viewer("admin"), town.folk[0].pk)
