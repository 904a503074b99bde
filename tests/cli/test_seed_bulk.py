"""Bulk actions and large offices: the same rules as the single actions, in few statements, for commands only."""

import datetime as dt
import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError
from django.test.utils import CaptureQueriesContext

from pamong.appraisal.models import Evaluation
from pamong.cli.seeding import accounts, bulk
from pamong.cli.seeding import offices as o
from pamong.cli.seeding.demo import new_person
from pamong.cli.seeding.folk import populate
from pamong.evidence.models import Fact
from pamong.people.actions.bulk import Added, NewPerson, add_people
from pamong.people.models import Agency, Assignment, Person, Unit, User
from pamong.people.queries import user_by_name, viewer_for_user
from pamong.planning import actions as planning
from pamong.planning.actions import IndicatorInput, ResultInput
from pamong.planning.actions.bulk import NewPlan, PlannedResult, add_agreed_plans
from pamong.planning.models import Cycle, Skp
from pamong.planning.rules import freeze
from pamong.platform.access.errors import NotAllowed
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit.models import Event
from pamong.platform.calendar.queries import now, today
from pamong.rulebook.errors import Refused
from pamong.worklog.actions.bulk import NewEntry, add_entries
from pamong.worklog.models import Entry
from tests.world import World

pytestmark = [pytest.mark.django_db]
BY = Viewer.system("uji")
OFFICE = o.Office("Kantor Contoh", o.top("Kepala Dinas"), 2, (o.CLERK,), (o.division("Loket", 3, o.REGISTRAR),))


def people() -> list[NewPerson]:
    return [new_person(p) for p in populate([OFFICE], random.Random(1))]


@pytest.fixture
def added() -> Added:
    return add_people(region="Kota Contoh", people=people(), by=BY)


@pytest.fixture
def cycle(added: Added) -> Cycle:
    return planning.open_cycle(agency_id=added.agencies["Kantor Contoh"], year=today().year, by=BY)


# --- people ---


def test_people_arrive_with_unit_post_and_account(added: Added) -> None:
    assert Person.objects.count() == User.objects.count() == Assignment.objects.count() == 7
    root = Unit.objects.get(name="Kantor Contoh")
    below = Unit.objects.get(name="Bidang Loket")
    assert below.parent == root
    assert below.path == Unit.step(root.pk) + Unit.step(below.pk)
    assert Agency.objects.get().region == "Kota Contoh"


def test_superiors_are_who_was_named(added: Added) -> None:
    for given in people():
        row = Assignment.objects.select_related("superior").get(person__nip=given.nip)
        assert (row.superior.nip if row.superior else None) == given.superior
        assert row.is_head is given.is_head
        assert row.valid.lower == given.since
        assert row.valid.upper is None


def test_new_accounts_cannot_sign_in_yet(added: Added) -> None:
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_only_commands_add_people(world: World) -> None:
    with pytest.raises(NotAllowed):
        add_people(region="", people=people(), by=world.viewer("personnel"))


def test_a_number_that_is_not_sound_stops_everything() -> None:
    wrong = people()
    wrong[-1] = NewPerson(**{**vars(wrong[-1]), "nip": "199013012015011901"})
    with pytest.raises(ValueError, match="lahir"):
        add_people(region="", people=wrong, by=BY)
    assert not Person.objects.exists()


def test_adding_the_same_people_twice_changes_nothing(added: Added) -> None:
    with pytest.raises(IntegrityError):
        add_people(region="", people=people(), by=BY)


def test_many_people_need_few_statements(django_assert_max_num_queries: object) -> None:
    from django.db import connection

    many = populate([bulk.agency("Besar", 300)], random.Random(2))
    with CaptureQueriesContext(connection) as captured:
        add_people(region="", people=[new_person(p) for p in many], by=BY)
    assert len(captured) < 20


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    add_people(region="", people=people(), by=BY, progress=lambda done, total: told.append((done, total)))
    assert told == [(7, 7)]


def test_each_added_person_is_in_the_audit(added: Added) -> None:
    rows = Event.objects.filter(table="people_person", kind="insert")
    assert rows.count() == 7
    assert set(rows.values_list("actor", flat=True)) == {"uji"}


# --- plans ---


def plan(person_id: int, *, weight: int = 100, target: Decimal | None = Decimal(10)) -> NewPlan:
    result = ResultInput(kind="main", title="Arsip tertata", weight=Decimal(weight), perspective="budget")
    indicator = IndicatorInput(text="Berkas", aspect="quantity", unit="berkas", target=target)
    return NewPlan(person_id, (PlannedResult(result, (indicator,)),), "Ramah kepada semua orang.")


def add_plans(cycle: Cycle, plans: list[NewPlan], by: Viewer = BY) -> list[int]:
    made = add_agreed_plans(cycle_id=cycle.pk, plans=plans, agreed_at=now(), on=today(), by=by)
    return [one.skp_id for one in made]


def staff(added: Added) -> list[int]:
    return list(added.persons.values())[1:]  # the first one has no superior


def test_plans_are_agreed_and_frozen_like_any_other(added: Added, cycle: Cycle) -> None:
    for pk in add_plans(cycle, [plan(p) for p in staff(added)]):
        skp = Skp.objects.select_related("person").get(pk=pk)
        assert skp.state == "agreed"
        assert skp.agreed_by_id == skp.assessor_id
        assert skp.frozen is not None
        assert skp.frozen["employee"]["nip"] == skp.person.nip
        assert skp.frozen["content"]["results"][0]["title"] == "Arsip tertata"
        assert skp.frozen["content"]["expectations"] == {"": "Ramah kepada semua orang."}
        assert skp.content_hash == freeze.digest(skp.frozen)


def test_ids_come_back_in_the_order_given(added: Added, cycle: Cycle) -> None:
    wanted = list(reversed(staff(added)))
    made = add_agreed_plans(cycle_id=cycle.pk, plans=[plan(p) for p in wanted], agreed_at=now(), on=today(), by=BY)
    assert [one.person_id for one in made] == wanted
    for one in made:
        skp = Skp.objects.prefetch_related("results__indicators").get(pk=one.skp_id)
        assert skp.person_id == one.person_id
        assert tuple(r.pk for r in skp.results.all()) == one.results
        assert tuple(tuple(i.pk for i in r.indicators.all()) for r in skp.results.all()) == one.indicators


def test_a_person_without_superior_keeps_a_draft(added: Added, cycle: Cycle) -> None:
    (pk,) = add_plans(cycle, [plan(next(iter(added.persons.values())))])
    skp = Skp.objects.get(pk=pk)
    assert (skp.state, skp.frozen) == ("draft", None)


def test_the_smart_check_holds_in_bulk_too(added: Added, cycle: Cycle) -> None:
    with pytest.raises(Refused):
        add_plans(cycle, [plan(staff(added)[0], weight=90)])
    with pytest.raises(Refused):
        add_plans(cycle, [plan(staff(added)[0], target=None)])
    assert not Skp.objects.exists()


def test_only_commands_add_plans(added: Added, cycle: Cycle, world: World) -> None:
    with pytest.raises(NotAllowed):
        add_plans(cycle, [plan(staff(added)[0])], by=world.viewer("admin"))


def test_many_plans_need_few_statements(added: Added, cycle: Cycle) -> None:
    from django.db import connection

    with CaptureQueriesContext(connection) as few:
        add_plans(cycle, [plan(staff(added)[0])])
    with CaptureQueriesContext(connection) as more:
        add_plans(cycle, [plan(p) for p in staff(added)[1:]])
    assert len(few) == len(more) < 25


# --- entries ---


def entry(added: Added, cycle: Cycle, hour: int = 8, **changes: object) -> NewEntry:
    person = staff(added)[0]
    skp = Skp.objects.filter(person_id=person).first() or Skp.objects.get(pk=add_plans(cycle, [plan(person)])[0])
    indicator = skp.results.get().indicators.get()
    start = dt.datetime.combine(today() - dt.timedelta(days=40), dt.time(hour), dt.UTC)
    values: dict[str, object] = {
        "person_id": person,
        "agency_id": cycle.agency_id,
        "unit_id": added.units["Kantor Contoh",],
        "unit_path": Unit.step(added.units["Kantor Contoh",]),
        "day": start.date(),
        "starts_at": start,
        "ends_at": start + dt.timedelta(minutes=50),
        "text": "Menata arsip",
        "quantity": Decimal("3.5"),
        "unit_label": "berkas",
        "indicator_id": indicator.pk,
        "result_id": indicator.result_id,
        "state": "accepted",
        "decided_by_id": skp.assessor_id,
        "decided_at": start + dt.timedelta(hours=2),
        **changes,
    }
    return NewEntry(**values)  # type: ignore[arg-type]  # the values above


WAITING = {"state": "sent", "decided_by_id": None, "decided_at": None}


def test_an_accepted_entry_counts_twice_in_the_evidence(added: Added, cycle: Cycle) -> None:
    new = entry(added, cycle)
    (pk,) = add_entries(entries=[new], by=BY)
    facts = {f.metric: f for f in Fact.objects.filter(source=f"worklog.entry:{pk}")}
    assert set(facts) == {"worklog.entry", "worklog.output"}
    assert facts["worklog.output"].value == Decimal("3.5")
    assert facts["worklog.output"].subject == f"indicator:{new.indicator_id}"
    assert facts["worklog.entry"].value == 1
    assert {f.person_id for f in facts.values()} == {new.person_id}


def test_a_waiting_or_returned_entry_adds_nothing_to_its_indicator(added: Added, cycle: Cycle) -> None:
    returned = {"state": "returned", "note": "Lengkapi."}
    add_entries(entries=[entry(added, cycle, 8, **WAITING), entry(added, cycle, 9, **returned)], by=BY)
    assert Fact.objects.filter(metric="worklog.entry").count() == 2
    assert not Fact.objects.filter(metric="worklog.output").exists()


def test_days_long_past_are_taken(added: Added, cycle: Cycle) -> None:
    (pk,) = add_entries(entries=[entry(added, cycle)], by=BY)
    assert Entry.objects.get(pk=pk).day < today() - dt.timedelta(days=30)


def test_overlaps_are_refused_by_the_database(added: Added, cycle: Cycle) -> None:
    with pytest.raises(IntegrityError):
        add_entries(entries=[entry(added, cycle), entry(added, cycle)], by=BY)


def test_only_commands_add_entries(added: Added, cycle: Cycle, world: World) -> None:
    with pytest.raises(NotAllowed):
        add_entries(entries=[entry(added, cycle)], by=world.viewer("superior"))


# --- a whole office ---


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(accounts, "home", lambda: tmp_path)
    monkeypatch.setattr(bulk, "WRITERS", 3)
    monkeypatch.setattr(bulk, "tidy", lambda: None)  # VACUUM cannot run inside a test's transaction
    yield tmp_path


@pytest.mark.slow
def test_an_office_to_measure_is_whole(own_home: Path) -> None:
    made = bulk.load(profile="s", seed=1, people=60)
    assert made["pegawai"] == Person.objects.count() == 60
    assert made["SKP"] == Skp.objects.count() == 60
    assert made["catatan"] == Entry.objects.count() > 500
    roles = {one.role: one for one in accounts.kept()}
    assert set(roles) == {"head", "superior", "employee", "personnel"}
    for one in roles.values():
        user = user_by_name(one.nip)
        assert user is not None
        assert viewer_for_user(user).must_set_up == ""


@pytest.mark.slow
def test_the_measured_team_has_eight_people_and_something_to_rate(own_home: Path) -> None:
    bulk.load(profile="s", seed=1, people=60)
    roles = {one.role: one for one in accounts.kept()}
    team = Assignment.objects.filter(superior__nip=roles["superior"].nip)
    assert 7 <= team.count() <= 9
    assert team.filter(person__nip=roles["employee"].nip).exists()
    if today().month >= 4:
        assert Evaluation.objects.filter(person__in=team.values("person")).count() == team.count()


@pytest.mark.slow
def test_filling_a_home_with_people_changes_nothing(own_home: Path, world: World) -> None:
    before = Person.objects.count()
    assert bulk.load(profile="s", seed=1, people=60) == {}
    assert Person.objects.count() == before


def test_progress_is_shown_at_every_tenth_part(capsys: pytest.CaptureFixture[str]) -> None:
    show = bulk.Show("pegawai")
    for done in range(0, 1001, 10):
        show(done, 1000)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 10
    assert lines[-1] == "  pegawai: 1.000 dari 1.000"
