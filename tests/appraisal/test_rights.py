"""Who sees and does what, on the day: the table of rights against every page of this area."""

import pytest
from django.db import connection

from pamong.appraisal import actions, queries
from pamong.appraisal.actions import Chosen
from pamong.appraisal.models import Evaluation
from pamong.people.models import Acting, RoleGrant
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.who import Who
from pamong.platform.audit import queries as audit
from pamong.platform.audit.models import Read
from tests.appraisal.builder import REASON, Plan, past_deadline

pytestmark = pytest.mark.django_db
EVERYBODY = (
    "employee",
    "superior",
    "head",
    "peer",
    "acting",
    "admin",
    "personnel",
    "inspector",
    "leader",
    "sysadmin",
    "stranger",
    "stranger_head",
)
SEES = {"employee", "superior", "head", "inspector"}
NO_ROLE_AT_ALL = {"personnel", "leader", "sysadmin"}  # stopped at the gate: no right of this kind on any record


def rate(plan: Plan, row: Evaluation, who: str) -> Evaluation:
    chosen = Chosen("sesuai", "sesuai")
    return actions.rate(pk=row.pk, version=row.version, chosen=chosen, by=plan.world.viewer(who))


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_opens_an_evaluation(plan: Plan, who: str) -> None:
    row = plan.rated("di_bawah", "di_bawah")
    answer = plan.world.client(who).get(f"/penilaian/{row.pk}/")
    expected = 200 if who in SEES else 403 if who in NO_ROLE_AT_ALL else 404
    assert answer.status_code == expected
    assert ("Sangat Kurang" in answer.content.decode()) == (who in SEES)


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_downloads_the_document(plan: Plan, who: str) -> None:
    row = plan.final()
    answer = plan.world.client(who).get(f"/penilaian/{row.pk}/dokumen/")
    assert answer.status_code == (200 if who in SEES else 403 if who in NO_ROLE_AT_ALL else 404)
    assert answer.content.startswith(b"%PDF") == (who in SEES)


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_opens_the_form_of_rating(plan: Plan, who: str) -> None:
    row = plan.opened()
    answer = plan.world.client(who).get(f"/penilaian/{row.pk}/nilai/")
    assert (answer.status_code == 200) == (who == "superior")


WRITES = ("nilai", "evaluasi-diri", "tanda-tangan", "tetapkan", "buat-dokumen")


@pytest.mark.parametrize(
    "who", ["inspector", "peer", "stranger", "stranger_head", "leader", "personnel", "sysadmin", "admin"]
)
@pytest.mark.parametrize("page", WRITES)
def test_readers_and_strangers_write_nothing(plan: Plan, who: str, page: str) -> None:
    row = plan.rated()
    past_deadline(row)
    before = Evaluation.objects.values().get(pk=row.pk)
    data = {"version": "1", "reason": REASON, "results_rating": "sesuai", "conduct_rating": "sesuai"}
    answer = plan.world.client(who).post(f"/penilaian/{row.pk}/{page}/", data)
    assert answer.status_code in (403, 404, 409)
    assert Evaluation.objects.values().get(pk=row.pk) == before


@pytest.mark.parametrize("page", ["", "nilai/", "evaluasi-diri/", "dokumen/"])
def test_a_citizen_must_sign_in(plan: Plan, page: str) -> None:
    row = plan.final()
    answer = plan.world.client(None).get(f"/penilaian/{row.pk}/{page}")
    assert answer.status_code == 302
    assert "Baik" not in answer.content.decode()


def test_the_team_of_the_agency_reads_and_another_agencys_does_not(plan: Plan) -> None:
    row = plan.rated()
    world = plan.world
    RoleGrant.objects.create(user=world.users["peer"], role=Who.ASSESSMENT_TEAM, agency=world.a)
    RoleGrant.objects.create(user=world.users["stranger"], role=Who.ASSESSMENT_TEAM, agency=world.b)
    assert world.client("peer").get(f"/penilaian/{row.pk}/").status_code == 200
    assert world.client("stranger").get(f"/penilaian/{row.pk}/").status_code == 404


def test_the_acting_superior_rates_while_he_acts(plan: Plan) -> None:
    row = plan.opened()
    with pytest.raises(NotVisible):
        rate(plan, row, "acting")
    plan.world.appoint_acting()
    row = rate(plan, row, "acting")
    assert row.rated_by_id == plan.world.acting.pk
    assert row.assessor_id == plan.world.superior.pk
    event = next(e for e in audit.history(row) if e.verb == "evaluation.rated")
    assert event.acting_for == plan.world.superior.pk


def test_the_replaced_one_does_not_rate_meanwhile(plan: Plan) -> None:
    row = plan.opened()
    plan.world.appoint_acting()
    with pytest.raises(NotVisible):
        rate(plan, row, "superior")


def test_after_the_last_day_the_duty_is_back(plan: Plan) -> None:
    row = plan.opened()
    plan.world.appoint_acting(days=10)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_acting SET valid = daterange(current_date - 20, current_date - 10)")
    with pytest.raises(NotVisible):
        rate(plan, row, "acting")
    assert rate(plan, row, "superior").state == "rated"


def test_before_the_first_day_too(plan: Plan) -> None:
    row = plan.opened()
    plan.world.appoint_acting()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_acting SET valid = daterange(current_date + 5, current_date + 10)")
    with pytest.raises(NotVisible):
        rate(plan, row, "acting")


def test_the_document_names_who_acted(plan: Plan) -> None:
    row = plan.opened()
    plan.world.appoint_acting()
    rate(plan, row, "acting")
    content = queries.content_of(Evaluation.objects.get(pk=row.pk), code="X", url="https://x.example")
    assert content["acting"]["name"] == plan.world.acting.name
    assert content["assessor"]["name"] == plan.world.superior.name


def employee_acts_for_her_superior(plan: Plan) -> Acting:
    return plan.world.appoint_acting(absent="superior", acting="employee")


def test_nobody_rates_himself_also_when_he_acts_for_his_superior(plan: Plan) -> None:
    row = plan.opened()
    employee_acts_for_her_superior(plan)
    with pytest.raises(NotVisible):
        rate(plan, row, "employee")
    assert plan.world.client("employee").get(f"/penilaian/{row.pk}/nilai/").status_code == 404
    assert row not in queries.to_rate(plan.world.viewer("employee"))


def test_then_the_assessors_superior_rates(plan: Plan) -> None:
    row = plan.opened()
    with pytest.raises(NotVisible):
        rate(plan, row, "head")
    employee_acts_for_her_superior(plan)
    assert row in queries.to_rate(plan.world.viewer("head"))
    row = rate(plan, row, "head")
    assert row.rated_by_id == plan.world.head.pk


def test_she_rates_the_others_while_she_acts(plan: Plan) -> None:
    Plan(plan.world, person="peer")
    plan.opened()
    employee_acts_for_her_superior(plan)
    peers = Evaluation.objects.get(person=plan.world.peer)
    assert rate(plan, peers, "employee").rated_by_id == plan.world.employee.pk


def test_reading_by_others_is_recorded(plan: Plan) -> None:
    row = plan.final()
    for who, page in (("employee", ""), ("superior", ""), ("inspector", ""), ("inspector", "dokumen/")):
        assert plan.world.client(who).get(f"/penilaian/{row.pk}/{page}").status_code == 200
    read = list(Read.objects.order_by("id").values_list("reader", "what", "subjects"))
    assert [(name, what) for name, what, _ in read] == [
        (plan.world.superior.name, "evaluation.view"),
        (plan.world.users["inspector"].display_name, "evaluation.view"),
        (plan.world.users["inspector"].display_name, "evaluation.document"),
    ]
    assert all(subjects == [plan.person.pk] for _, _, subjects in read)


@pytest.mark.parametrize("who", ["peer", "stranger", "acting", "stranger_head"])
def test_lists_hold_nothing_of_others(plan: Plan, who: str) -> None:
    plan.rated()
    client = plan.world.client(who)
    for page in ("/penilaian/", "/penilaian/menilai/"):
        assert plan.person.name not in client.get(page).content.decode().partition("<main")[2]


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_sees_where_the_agency_stands(plan: Plan, who: str) -> None:
    plan.rated("di_bawah", "di_bawah")
    answer = plan.world.client(who).get("/penilaian/pengelolaan/")
    page = answer.content.decode().partition("<main")[2]
    shown = who in {"superior", "head", "admin", "personnel", "inspector"}
    assert (plan.person.name in page) == shown
    assert "Sangat Kurang" not in page.split("Capaian kinerja organisasi")[0], "states, no ratings"
    if who in ("leader", "sysadmin"):
        assert answer.status_code == 403


def test_only_those_who_run_it_get_the_buttons(plan: Plan) -> None:
    plan.rated()
    for who, shown in (("admin", True), ("superior", False), ("inspector", False), ("personnel", False)):
        page = plan.world.client(who).get("/penilaian/pengelolaan/").content.decode()
        assert ("Buka evaluasi</" in page) == shown
        assert ("Simpan capaian" in page) == shown
