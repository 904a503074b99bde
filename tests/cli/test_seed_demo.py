"""The example town as loaded: sign-in, a registry that waits for its first cycle, two agencies that live."""

import datetime as dt
import json
import stat
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from django.contrib.auth.hashers import check_password
from django.test import override_settings

from pamong.appraisal.models import Evaluation
from pamong.cli.seeding import accounts, demo, stories, voices
from pamong.cli.seeding import offices as o
from pamong.evidence.models import Fact, Rollup
from pamong.people.models import Agency, Assignment, Person, RoleGrant, User
from pamong.people.queries import user_by_name, viewer_for_user
from pamong.planning.models import Cycle, Indicator, Skp, SkpRevision, WorkResult
from pamong.platform.access.who import Who
from pamong.platform.audit.models import Event
from pamong.platform.calendar.models import Holiday
from pamong.platform.calendar.queries import today
from pamong.programmes.models import Node, OutcomeIndicator, Realisation, StrategicPlan
from pamong.voice.complaints import queries as complaints
from pamong.voice.complaints.enums import Channel
from pamong.voice.complaints.models import Complaint, Photo, Step
from pamong.voice.following.models import Follow
from pamong.voice.insight.models import Inquiry, Signal
from pamong.worklog.models import Entry
from tests.cli import surroundings
from tests.journeys.product import totp

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo-home")


@pytest.fixture(scope="module")
def _town(django_db_setup: None, django_db_blocker: Any, folder: Path) -> Any:
    """Loaded once for all tests of this file, and taken away as a whole afterwards."""
    from django.db import transaction

    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(accounts, "home", lambda: folder)
        patch.setattr(voices, "home", lambda: folder)
        with override_settings(
            PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"], MEDIA_ROOT=folder / "media"
        ):
            demo.load(seed=2026)
            yield
        transaction.set_rollback(True)


@pytest.fixture
def town(_town: None, db: None, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, Any]]:
    """The printed accounts by role."""
    monkeypatch.setattr(accounts, "home", lambda: folder)
    return {one["role"]: one for one in demo.accounts()}


def in_registry(model: Any, lookup: str = "agency__name") -> Any:
    return model.objects.filter(**{lookup: o.CIVIL_REGISTRY})


# --- sign-in ---


def test_every_role_is_printed_with_all_a_program_needs(town: dict[str, dict[str, Any]]) -> None:
    wanted = {
        "personnel", "agency_admin", "head", "superior", "employee", "peer", "acting", "inspector", "leader", "sysadmin",
        "stranger", "stranger_head", "employee_alive", "superior_alive", "head_alive", "complaint_officer", "custodian",
        "field_officer",
    }  # fmt: skip
    assert set(town) == wanted
    for one in town.values():
        assert set(one) == {"role", "nip", "name", "password", "totp_secret", "tip"}
        assert all(one.values())


def test_what_is_printed_signs_in(town: dict[str, dict[str, Any]]) -> None:
    for one in town.values():
        user = User.objects.get(nip=one["nip"])
        assert check_password(one["password"], user.password)
        assert not user.must_change_password
        assert user.is_active
        factor = Authenticator.objects.get(user=user, type="totp").wrap()
        assert factor.validate_code(totp(one["totp_secret"])) or validate_totp_code(
            one["totp_secret"], totp(one["totp_secret"])
        )


def test_nobody_is_held_up_by_unfinished_accounts(town: dict[str, dict[str, Any]]) -> None:
    for one in town.values():
        user = user_by_name(one["nip"])
        assert user is not None
        assert viewer_for_user(user).must_set_up == ""


def test_secrets_lie_in_a_file_only_the_owner_reads(town: dict[str, dict[str, Any]], folder: Path) -> None:
    path = folder / "demo.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {one["role"] for one in json.loads(path.read_text())} == set(town)


def test_no_two_accounts_share_a_secret(town: dict[str, dict[str, Any]]) -> None:
    assert len({one["password"] for one in town.values()}) == len(town)
    assert len({one["totp_secret"] for one in town.values()}) == len(town)


def test_secrets_are_new_each_time() -> None:
    first, second = (accounts.draw(role="head", nip="1", name="A") for _ in range(2))
    assert first.password != second.password
    assert first.totp_secret != second.totp_secret
    assert len(first.password) == 14


def test_all_other_accounts_wait_for_their_activation(town: dict[str, dict[str, Any]]) -> None:
    others = User.objects.exclude(nip__in=[one["nip"] for one in town.values()])
    assert others.count() == Person.objects.count() - len(town)
    assert not others.exclude(password__startswith="!").exists()


def test_roles_are_granted_as_told(town: dict[str, dict[str, Any]]) -> None:
    granted = {(g.user.nip, g.role, g.agency_id) for g in RoleGrant.objects.select_related("user")}
    registry = Agency.objects.get(name=o.CIVIL_REGISTRY)
    assert granted == {
        (town["personnel"]["nip"], Who.PERSONNEL, None),
        (town["agency_admin"]["nip"], Who.AGENCY_ADMIN, registry.pk),
        (town["inspector"]["nip"], Who.INSPECTOR, None),
        (town["leader"]["nip"], Who.LEADER, None),
        (town["sysadmin"]["nip"], Who.SYSADMIN, None),
        (town["complaint_officer"]["nip"], Who.COMPLAINT_OFFICER, None),
        (town["custodian"]["nip"], Who.CUSTODIAN, None),
    }


# --- the registry waits ---


def test_the_civil_registry_has_people_but_no_cycle_yet(town: dict[str, dict[str, Any]]) -> None:
    assert in_registry(Assignment).count() > 40
    assert not in_registry(Cycle).exists()
    assert not Skp.objects.filter(cycle__agency__name=o.CIVIL_REGISTRY).exists()
    assert not in_registry(Entry).exists()


def test_its_head_may_open_the_cycle(town: dict[str, dict[str, Any]]) -> None:
    from pamong.planning.queries.cycles import agencies_to_open

    user = user_by_name(town["head"]["nip"])
    assert user is not None
    assert [a.name for a in agencies_to_open(viewer_for_user(user))] == [o.CIVIL_REGISTRY]


# --- two agencies live ---


def test_two_agencies_are_in_the_middle_of_their_year(town: dict[str, dict[str, Any]]) -> None:
    cycles = Cycle.objects.select_related("agency")
    assert {c.agency.name for c in cycles} == {o.HEALTH_OFFICE, o.PERSONNEL_OFFICE}
    assert {c.year for c in cycles} == {today().year}


def test_everybody_there_has_an_agreed_plan(town: dict[str, dict[str, Any]]) -> None:
    for cycle in Cycle.objects.all():
        staff = Assignment.objects.filter(agency=cycle.agency).values_list("person_id", flat=True)
        plans = Skp.objects.filter(cycle=cycle)
        assert set(plans.values_list("person_id", flat=True)) == set(staff)
        assert set(plans.values_list("state", flat=True)) == {"agreed"}


def test_the_head_has_four_results_and_units_carry_them(town: dict[str, dict[str, Any]]) -> None:
    head = Skp.objects.get(person__nip=town["head_alive"]["nip"])
    results = WorkResult.objects.filter(skp=head)
    assert results.count() == 4
    assert sum(r.weight or 0 for r in results) == 100
    assert WorkResult.objects.filter(parent__in=results).count() >= 10
    waiting = WorkResult.objects.filter(parent_state="waiting")
    assert not waiting.exists()


def test_plans_are_frozen_with_both_sides(town: dict[str, dict[str, Any]]) -> None:
    plan = Skp.objects.get(person__nip=town["employee_alive"]["nip"])
    assert plan.frozen is not None
    assert plan.frozen["employee"]["name"] == town["employee_alive"]["name"]
    assert plan.frozen["assessor"]["name"] == town["superior_alive"]["name"]
    assert len(plan.content_hash) == 64


def test_people_logged_the_last_weeks_and_superiors_looked_at_it(town: dict[str, dict[str, Any]]) -> None:
    states = Counter(Entry.objects.values_list("state", flat=True))
    assert states["accepted"] > 1000
    assert states["sent"] > 0
    assert states["returned"] > 0
    assert not Entry.objects.filter(day__gt=today()).exists()
    off = set(Holiday.objects.values_list("day", flat=True))
    assert not {day for day in Entry.objects.values_list("day", flat=True) if day.weekday() > 4 or day in off}


def test_the_superiors_board_has_something_waiting(town: dict[str, dict[str, Any]]) -> None:
    team = Assignment.objects.filter(superior__nip=town["superior_alive"]["nip"])
    waiting = Entry.objects.filter(person__in=team.values("person"), state="sent")
    assert waiting.exists()


def test_evidence_says_what_the_entries_say(town: dict[str, dict[str, Any]]) -> None:
    assert Fact.objects.filter(metric="worklog.entry").count() == Entry.objects.count()
    plan = Skp.objects.get(person__nip=town["employee_alive"]["nip"])
    for entry in Entry.objects.filter(person=plan.person, state="accepted")[:20]:
        fact = Fact.objects.get(metric="worklog.output", source=f"worklog.entry:{entry.pk}")
        assert fact.value == entry.quantity
        assert fact.subject == f"indicator:{entry.indicator_id}"
        assert fact.day == entry.day


def test_rollups_stand_where_the_facts_stand(town: dict[str, dict[str, Any]]) -> None:
    person = Person.objects.get(nip=town["employee_alive"]["nip"])
    facts = Fact.objects.filter(metric="worklog.entry", person_id=person.pk).count()
    rolled = Rollup.objects.filter(metric="worklog.entry", scope_kind="person", scope_id=str(person.pk))
    assert sum(r.n for r in rolled) == facts > 50


def test_people_talk_work_in_turns_and_are_counted(town: dict[str, dict[str, Any]]) -> None:
    surroundings.superiors_praise_and_note(town)
    surroundings.people_talk(town)
    surroundings.the_clinic_works_in_turns(town)


def test_an_evaluation_is_under_way_at_every_stage(town: dict[str, dict[str, Any]]) -> None:
    if today().month < 4:
        assert not Evaluation.objects.exists()
        return
    states = Counter(Evaluation.objects.values_list("state", flat=True))
    assert states["final"] == 2
    assert states["rated"] == 4
    assert states["self_done"] == 6
    assert states["open"] > 100


def test_one_evaluation_is_a_document_with_a_code(town: dict[str, dict[str, Any]]) -> None:
    if today().month < 4:
        pytest.skip("no quarter has ended this year")
    evaluation = Evaluation.objects.get(person__nip=town["employee_alive"]["nip"])
    assert evaluation.state == "final"
    assert evaluation.predikat
    assert evaluation.document.check_code
    assert len(evaluation.document.sha256) == 64


# --- as a whole ---


def test_the_audit_names_the_example_as_author(town: dict[str, dict[str, Any]]) -> None:
    authors = set(Event.objects.filter(verb="cycle.opened").values_list("actor", flat=True))
    assert authors == {demo.BY.name}


def test_a_home_with_people_is_not_empty(town: dict[str, dict[str, Any]]) -> None:
    assert not demo.is_empty()


def test_an_empty_home_is_empty(db: None) -> None:
    if not Person.objects.exists():
        assert demo.is_empty()


@override_settings(PRODUCTION=True)
def test_production_takes_no_example(db: None) -> None:
    before = Person.objects.count()
    with pytest.raises(demo.NotHere):
        demo.load(seed=1)
    assert Person.objects.count() == before


def test_a_home_without_the_file_has_no_accounts_to_print(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "home", lambda: tmp_path)
    assert demo.accounts() == []


def test_kept_accounts_whose_people_are_gone_are_not_printed(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "home", lambda: tmp_path)
    accounts.keep([accounts.draw(role="head", nip="199901012020011999", name="Tiada")])
    assert [one.role for one in accounts.kept()] == ["head"]
    assert demo.accounts() == []


def test_the_town_has_a_voice(town: dict[str, dict[str, Any]], folder: Path) -> None:
    """About 150 complaints in every state, in all three modes, with officers who can work on them."""
    states = Counter(Complaint.objects.values_list("state", flat=True))
    assert 140 <= sum(states.values()) <= 175
    assert {"received", "assigned", "working", "waiting", "answered", "confirmed", "visited"} <= set(states)
    assert {"unconfirmed", "refused", "handed_over"} <= set(states)
    assert set(Complaint.objects.values_list("mode", flat=True)) == {"open", "confidential", "anonymous"}
    assert not Complaint.objects.filter(received_day__gt=today()).exists()
    assert Complaint.objects.filter(is_public=True).count() > 60
    assert Fact.objects.filter(metric="voice.in_time").count() > 50


def test_the_voice_is_heard_on_every_way_and_answered_in_public(town: dict[str, dict[str, Any]]) -> None:
    assert set(Complaint.objects.values_list("channel", flat=True)) == set(Channel.values)
    assert not Complaint.objects.filter(channel__in=("open311", "email")).exclude(mode="open").exists()
    kinds = Counter(Photo.objects.filter(is_public=True).values_list("kind", flat=True))
    assert kinds["report"] > 20
    assert Photo.objects.filter(kind="proof").count() > 10
    explained = Step.objects.filter(kind="explained")
    assert explained.filter(complaint__is_public=True).count() > 15
    assert explained.filter(is_public=True).count() == explained.count()
    assert Fact.objects.filter(metric="voice.explained").count() == explained.count()
    assert {"rise", "alike"} <= set(Signal.objects.values_list("kind", flat=True))
    assert Follow.objects.filter(person__isnull=False, confirmed_day__isnull=False).count() == 2
    assert Follow.objects.filter(person__isnull=True, confirmed_day__isnull=True).count() == 1
    assert Inquiry.objects.get().notes.count() == 1


def test_complaints_of_the_town_keep_its_promises(town: dict[str, dict[str, Any]], folder: Path) -> None:
    officer = viewer_for_user(User.objects.get(nip=town["complaint_officer"]["nip"]))
    peer = viewer_for_user(User.objects.get(nip=town["peer"]["nip"]))
    assert peer.person_id is not None
    about = Complaint.objects.filter(accused_person_id=peer.person_id)
    assert about.exists()
    assert complaints.visible(officer).filter(pk__in=about).exists()
    assert not complaints.visible(peer).filter(pk__in=about).exists()
    assert about[0].redacted.filter(person_id=peer.person_id).exists()
    keys = sorted((folder / "contoh-kustodian").glob("kunci-*.txt"))
    assert [stat.S_IMODE(k.stat().st_mode) for k in keys] == [0o600, 0o600]
    assert not Complaint.objects.exclude(secret_hash__startswith="!").exists()


def test_the_town_has_plans_with_a_few_gaps(town: dict[str, dict[str, Any]]) -> None:
    plans = StrategicPlan.objects.order_by("-kind")
    assert [p.kind for p in plans] == ["rpjmd", "renstra", "renstra", "renstra"]
    assert all(p.first_year <= today().year <= p.last_year for p in plans)
    ownerless = Node.objects.filter(kind="programme", agency__isnull=True)
    assert [n.code for n in ownerless] == ["P-SAMPAH"]
    outcomes = Node.objects.filter(plan__kind="rpjmd", kind="outcome")
    assert outcomes.filter(children__plan__kind="renstra").distinct().count() == 4
    assert OutcomeIndicator.objects.exclude(targets__year=today().year).count() == 1


def test_heads_results_serve_the_renstra(town: dict[str, dict[str, Any]]) -> None:
    head = WorkResult.objects.filter(skp__person__nip=town["head_alive"]["nip"]).order_by("order")
    assert [r.programme.code for r in head if r.programme] == ["1.1", "2.1", "1.02.03", "1.02.02"]
    assert [bool(r.budget_line_id) for r in head] == [False, False, True, True]
    assert Realisation.objects.filter(day__year=today().year).exists()


def test_one_plan_is_agreed_in_words_and_some_have_annexes(town: dict[str, dict[str, Any]]) -> None:
    plan = Skp.objects.get(approach="qualitative")
    assert plan.assessor is not None and plan.assessor.nip == town["superior_alive"]["nip"]
    assert all(i.target_text and i.target is None for i in Indicator.objects.filter(result__skp=plan))
    assert Entry.objects.filter(person_id=plan.person_id).exists()
    mine = Skp.objects.get(person__nip=town["employee_alive"]["nip"])
    assert mine.frozen is not None
    for text in (mine.resources, mine.accountability, mine.consequences):
        assert len(text.splitlines()) >= 2
        assert text.splitlines()[0] in json.dumps(mine.frozen, ensure_ascii=False)


def test_one_revision_is_agreed_and_one_waits_for_the_superior(town: dict[str, dict[str, Any]]) -> None:
    states = Counter(SkpRevision.objects.values_list("state", flat=True))
    assert states == {"agreed": 1, "submitted": 1}
    for row in SkpRevision.objects.select_related("skp__assessor"):
        assert row.skp.assessor is not None and row.skp.assessor.nip == town["superior_alive"]["nip"]
        assert row.skp.versions.count() == (1 if row.state == "agreed" else 0)


def test_somebody_moved_and_has_two_plans(town: dict[str, dict[str, Any]]) -> None:
    twice = [pk for pk, n in Counter(Skp.objects.values_list("person_id", flat=True)).items() if n > 1]
    day = stories.moved_on(today())
    if day is None:
        assert twice == []
        return
    (person_id,) = twice
    before, after = Skp.objects.filter(person_id=person_id).order_by("starts").select_related("assessor")
    assert (before.ends + dt.timedelta(days=1), after.starts) == (day, day)
    assert before.assessor is not None and before.assessor.nip == town["stranger_head"]["nip"]
    assert after.assessor is not None and after.assessor.nip == town["superior_alive"]["nip"]
    assert {before.state, after.state} == {"agreed"}
    assert not Entry.objects.filter(person_id=person_id, result__skp=before, day__gte=day).exists()


@pytest.mark.parametrize(
    ("on", "day"),
    [((2026, 11, 27), (2026, 8, 1)), ((2026, 8, 5), (2026, 7, 1)), ((2027, 3, 1), (2027, 2, 1)), ((2027, 2, 28), None)],
)
def test_the_move_lies_behind_today(on: tuple[int, int, int], day: tuple[int, int, int] | None) -> None:
    assert stories.moved_on(dt.date(*on)) == (dt.date(*day) if day else None)
