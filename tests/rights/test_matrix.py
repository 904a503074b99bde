"""Every route × every person of the world: the answer is what the permission table says, read by a second implementation."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from pamong.platform.access.routes import routes
from pamong.platform.access.table import TABLE
from pamong.platform.access.who import Who
from pamong.platform.audit.models import Event
from pamong.worklog.models import Entry
from tests.rights.oracle import EVERYONE, TO_EMPLOYEE, holders, may_open
from tests.rights.records import Records
from tests.voice.records import FOR_EVERYBODY, VOICE_FORMS, VOICE_RECORDS

Arguments = Callable[[Records], dict[str, Any]]
LIBRARY = ("account_", "mfa_", "openid_")
ABOUT_EMPLOYEE = TO_EMPLOYEE
REGISTRY = ("head", "superior", "employee", "peer", "acting", "admin")  # who works in the agency
GIVEN_BY_SUPERIOR = {**TO_EMPLOYEE, "superior": {Who.SUPERIOR, Who.ABOVE, Who.GIVER}}
ORDERED: dict[str | None, set[Who]] = {"employee": {Who.SELF}, "superior": {Who.SUPERIOR, Who.GIVER}}
# The assessor's superior rates only where the person to be rated acts for the assessor (PP 30/2019 Ps. 46).
WITHOUT_HEAD = {who: relations for who, relations in TO_EMPLOYEE.items() if who != "head"}
OF_TWO: dict[str | None, set[Who]] = {"employee": {Who.SELF}, "superior": {Who.GIVER}}
OF_SUPERIOR_AND_EMPLOYEE: dict[str | None, set[Who]] = {"employee": {Who.SELF}, "superior": {Who.SUPERIOR}}
LEADS_IN_REGISTRY: dict[str | None, set[Who]] = {"head": {Who.ABOVE}, "superior": {Who.ABOVE}}
OF_SUPERIOR: dict[str | None, set[Who]] = {
    "superior": {Who.SELF, Who.SUPERIOR, Who.ABOVE},  # owner of the result; he leads the office himself
    "head": {Who.ABOVE},
}
HEADS_AGENCY: dict[str | None, set[Who]] = {"head": {Who.ABOVE}}
# The team stands in the head's agency; the peer leads it, the employee is in it.
TO_TEAM: dict[str | None, set[Who]] = {
    "employee": {Who.SELF},
    "peer": {Who.SELF, Who.TEAM_LEAD},
    "head": {Who.ABOVE},
}

# Route → (its arguments, how the persons stand to that record).
RECORDS: Mapping[str, tuple[Arguments, Mapping[str | None, set[Who]]]] = {
    "notifications:retry": (lambda r: {"pk": r.delivery.pk}, {}),
    "notifications:open": (lambda r: {"pk": r.notice.pk}, {"employee": {Who.SELF}}),
    "people:person": (lambda r: {"pk": r.world.employee.pk}, ABOUT_EMPLOYEE),
    "people:account_page": (lambda r: {"pk": r.world.employee.pk}, ABOUT_EMPLOYEE),
    "people:release_factor": (lambda r: {"pk": r.world.employee.pk}, ABOUT_EMPLOYEE),
    "people:account_close": (lambda r: {"pk": r.world.employee.pk}, ABOUT_EMPLOYEE),
    "people:account_reopen": (lambda r: {"pk": r.world.employee.pk}, ABOUT_EMPLOYEE),
    "people:role_grant": (lambda r: {"pk": r.world.employee.pk}, ABOUT_EMPLOYEE),
    "people:role_revoke": (
        lambda r: {"pk": r.world.admin.pk, "grant_pk": r.grant.pk},
        ABOUT_EMPLOYEE,
    ),
    "people:acting_end": (lambda r: {"pk": r.acting.pk}, {"peer": {Who.SELF}}),
    "people:vacancy": (lambda r: {"pk": r.vacant.pk}, LEADS_IN_REGISTRY),
    "people:seat_end": (lambda r: {"pk": r.seat.pk}, LEADS_IN_REGISTRY),
    "people:superior_replace": (lambda r: {"pk": r.still_named.pk}, LEADS_IN_REGISTRY),
    "people:holiday_remove": (lambda r: {"pk": r.holiday.pk}, ABOUT_EMPLOYEE),
    "people:period_remove": (lambda r: {"pk": r.period_row.pk}, ABOUT_EMPLOYEE),
    "people:roster_import": (lambda r: {"pk": r.world.office.pk}, ABOUT_EMPLOYEE),
    "people:shift": (lambda r: {"pk": r.world.office.pk}, ABOUT_EMPLOYEE),
    "people:absence_end": (lambda r: {"pk": r.absence.pk}, ABOUT_EMPLOYEE),
    "people:import_run": (lambda r: {"pk": r.run.pk}, ABOUT_EMPLOYEE),
    "people:import_check": (lambda r: {"pk": r.run.pk}, ABOUT_EMPLOYEE),
    "people:import_apply": (lambda r: {"pk": r.run.pk}, ABOUT_EMPLOYEE),
    "people:import_reasons": (lambda r: {"pk": r.run.pk}, ABOUT_EMPLOYEE),
    "people:work_item": (lambda r: {"pk": r.item.pk}, ABOUT_EMPLOYEE),
    "people:work_close": (lambda r: {"pk": r.item.pk}, ABOUT_EMPLOYEE),
    "programmes:plan": (lambda r: {"pk": r.town.renstra.pk}, {}),
    "programmes:plan_edit": (lambda r: {"pk": r.town.renstra.pk}, HEADS_AGENCY),
    "programmes:workbook": (lambda r: {"pk": r.town.renstra.pk}, {}),
    "programmes:upload_new": (lambda r: {"pk": r.town.renstra.pk}, HEADS_AGENCY),
    "programmes:upload": (lambda r: {"pk": r.plan_upload.pk}, HEADS_AGENCY),
    "programmes:upload_refused": (lambda r: {"pk": r.plan_upload.pk}, HEADS_AGENCY),
    "programmes:node": (lambda r: {"pk": r.town.programme.pk}, {}),
    "programmes:node_new": (lambda r: {"pk": r.town.renstra.pk}, HEADS_AGENCY),
    "programmes:node_edit": (lambda r: {"pk": r.town.activity.pk}, HEADS_AGENCY),
    "programmes:node_delete": (lambda r: {"pk": r.town.activity.pk}, HEADS_AGENCY),
    "programmes:measure_new": (lambda r: {"pk": r.town.programme.pk}, HEADS_AGENCY),
    "programmes:measure": (lambda r: {"pk": r.town.measure.pk}, HEADS_AGENCY),
    "programmes:measure_delete": (lambda r: {"pk": r.town.measure.pk}, HEADS_AGENCY),
    "programmes:value": (lambda r: {"pk": r.town.measure.pk}, HEADS_AGENCY),
    "programmes:budget_new": (lambda r: {"pk": r.town.programme.pk}, HEADS_AGENCY),
    "programmes:budget": (lambda r: {"pk": r.town.line.pk}, HEADS_AGENCY),
    "programmes:budget_delete": (lambda r: {"pk": r.town.line.pk}, HEADS_AGENCY),
    "programmes:agreement": (lambda r: {"pk": r.promise.pk}, {}),
    "programmes:agreement_pdf": (lambda r: {"pk": r.promise.pk}, {}),
    "programmes:agreement_sign": (lambda r: {"pk": r.promise.pk}, HEADS_AGENCY),
    "programmes:agreement_approve": (lambda r: {"pk": r.promise.pk}, {}),
    "programmes:agreement_return": (lambda r: {"pk": r.promise.pk}, {}),
    "programmes:verify": (lambda r: {"code": r.promise.check_code}, {}),
    "planning:serve": (lambda r: {"result_id": r.result.pk}, ABOUT_EMPLOYEE),
    "people:work_apply": (lambda r: {"pk": r.item.pk}, {}),
    "people:sync_conflict": (lambda r: {"pk": r.conflict.pk}, {}),
    "people:career_move": (lambda r: {"pk": r.world.employee.pk}, ABOUT_EMPLOYEE),
    "people:career_leave": (lambda r: {"pk": r.world.employee.pk}, ABOUT_EMPLOYEE),
    "people:career_correct": (lambda r: {"pk": r.skp.assignment_id}, ABOUT_EMPLOYEE),
    "people:leaving_take_back": (lambda r: {"pk": r.gone.pk}, {}),
    "people:unit": (lambda r: {"pk": r.world.office.pk}, {key: {Who.SELF} for key in REGISTRY}),
    "people:unit_add": (lambda r: {"pk": r.world.office.pk}, {}),
    "people:unit_change": (lambda r: {"pk": r.world.office.pk}, {}),
    "people:unit_change_cancel": (lambda r: {"pk": r.unit_change.pk}, {}),
    "people:team": (lambda r: {"pk": r.team.pk}, TO_TEAM),
    "people:team_edit": (lambda r: {"pk": r.team.pk}, TO_TEAM),
    "people:team_close": (lambda r: {"pk": r.team.pk}, TO_TEAM),
    "people:team_member_new": (lambda r: {"pk": r.team.pk}, TO_TEAM),
    "people:team_member_end": (lambda r: {"pk": r.team.pk, "member_pk": r.member.pk}, TO_TEAM),
    "people:team_task_new": (lambda r: {"pk": r.team.pk}, TO_TEAM),
    "people:team_task_report": (lambda r: {"pk": r.task.pk}, {**TO_TEAM, "peer": {Who.TEAM_LEAD}}),
    "people:team_task_withdraw": (lambda r: {"pk": r.task.pk}, TO_TEAM),
    "planning:hand_down_to": (lambda r: {"result_id": r.leaders_result.pk}, OF_SUPERIOR),
    "planning:take_back": (lambda r: {"handed_id": r.handed_id}, OF_SUPERIOR),
    "planning:link": (lambda r: {"result_id": r.result.pk}, ABOUT_EMPLOYEE),
    "planning:cycle": (lambda r: {"pk": r.cycle.pk}, {key: {Who.SELF} for key in REGISTRY}),
    "planning:cycle_phases": (lambda r: {"pk": r.cycle.pk}, {"head": {Who.ABOVE}}),
    "planning:members": (lambda r: {"pk": r.cycle.pk}, {"head": {Who.ABOVE}, "superior": {Who.ABOVE}}),
    "planning:behind": (lambda r: {"pk": r.cycle.pk}, {"head": {Who.ABOVE}, "superior": {Who.ABOVE}}),
    "planning:behind_workbook": (lambda r: {"pk": r.cycle.pk}, {"head": {Who.ABOVE}, "superior": {Who.ABOVE}}),
    "planning:remind": (lambda r: {"pk": r.cycle.pk}, {"head": {Who.ABOVE}, "superior": {Who.ABOVE}}),
    "planning:cycle_close": (lambda r: {"pk": r.cycle.pk}, {"head": {Who.ABOVE}}),
    "planning:excluded": (lambda r: {"pk": r.cycle.pk}, {"head": {Who.ABOVE}}),
    "planning:exclude": (lambda r: {"pk": r.cycle.pk, "person_id": r.world.acting.pk}, {"head": {Who.ABOVE}}),
    "planning:include": (lambda r: {"pk": r.cycle.pk, "person_id": r.world.peer.pk}, {"head": {Who.ABOVE}}),
    "planning:skp": (lambda r: {"pk": r.skp.pk}, ABOUT_EMPLOYEE),
    "planning:result_new": (lambda r: {"pk": r.skp.pk}, ABOUT_EMPLOYEE),
    "planning:result": (lambda r: {"pk": r.skp.pk, "result_id": r.result.pk}, ABOUT_EMPLOYEE),
    "planning:result_delete": (lambda r: {"pk": r.skp.pk, "result_id": r.result.pk}, ABOUT_EMPLOYEE),
    "planning:indicator_new": (lambda r: {"pk": r.skp.pk, "result_id": r.result.pk}, ABOUT_EMPLOYEE),
    "planning:indicator": (lambda r: {"pk": r.skp.pk, "indicator_id": r.indicator.pk}, ABOUT_EMPLOYEE),
    "planning:result_help": (lambda r: {"pk": r.skp.pk}, ABOUT_EMPLOYEE),
    "planning:indicator_help": (lambda r: {"pk": r.skp.pk, "result_id": r.result.pk}, ABOUT_EMPLOYEE),
    "planning:figure": (lambda r: {"pk": r.skp.pk, "indicator_id": r.indicator.pk}, ABOUT_EMPLOYEE),
    "planning:indicator_delete": (lambda r: {"pk": r.skp.pk, "indicator_id": r.indicator.pk}, ABOUT_EMPLOYEE),
    "planning:expectations": (lambda r: {"pk": r.skp.pk}, ABOUT_EMPLOYEE),
    "planning:annexes": (lambda r: {"pk": r.skp.pk}, ABOUT_EMPLOYEE),
    "planning:copy": (lambda r: {"pk": r.skp.pk}, ABOUT_EMPLOYEE),
    "planning:workbook": (lambda r: {"pk": r.skp.pk}, ABOUT_EMPLOYEE),
    "planning:upload": (lambda r: {"pk": r.skp.pk}, ABOUT_EMPLOYEE),
    "planning:template": (lambda r: {"pk": r.template.pk}, LEADS_IN_REGISTRY),
    "planning:template_edit": (lambda r: {"pk": r.template.pk}, LEADS_IN_REGISTRY),
    "planning:template_delete": (lambda r: {"pk": r.template.pk}, LEADS_IN_REGISTRY),
    "planning:template_workbook": (lambda r: {"pk": r.template.pk}, LEADS_IN_REGISTRY),
    "planning:action_new": (lambda r: {"pk": r.skp.pk, "result_id": r.result.pk}, ABOUT_EMPLOYEE),
    "planning:action": (lambda r: {"pk": r.skp.pk, "action_id": r.action_item.pk}, ABOUT_EMPLOYEE),
    "planning:action_delete": (lambda r: {"pk": r.skp.pk, "action_id": r.action_item.pk}, ABOUT_EMPLOYEE),
    "planning:versions": (lambda r: {"pk": r.revised.pk}, ABOUT_EMPLOYEE),
    "planning:revision": (lambda r: {"pk": r.revised.pk}, ABOUT_EMPLOYEE),
    "planning:revision_start": (lambda r: {"pk": r.revised.pk}, ABOUT_EMPLOYEE),
    "planning:revision_result": (lambda r: {"pk": r.revised.pk, "no": 1}, ABOUT_EMPLOYEE),
    "planning:revision_indicator": (lambda r: {"pk": r.revised.pk, "no": 1, "ino": 1}, ABOUT_EMPLOYEE),
    "planning:revision_drop": (lambda r: {"pk": r.revised.pk, "no": 1, "ino": 1}, ABOUT_EMPLOYEE),
    "planning:revision_annexes": (lambda r: {"pk": r.revised.pk}, ABOUT_EMPLOYEE),
    "planning:revision_submit": (lambda r: {"pk": r.revised.pk}, ABOUT_EMPLOYEE),
    "planning:revision_withdraw": (lambda r: {"pk": r.revised.pk}, ABOUT_EMPLOYEE),
    "planning:revision_cancel": (lambda r: {"pk": r.revised.pk}, ABOUT_EMPLOYEE),
    "planning:revision_decide": (lambda r: {"pk": r.revised.pk}, ABOUT_EMPLOYEE),
    "planning:submit": (lambda r: {"pk": r.skp.pk}, ABOUT_EMPLOYEE),
    "planning:withdraw": (lambda r: {"pk": r.skp.pk}, ABOUT_EMPLOYEE),
    "planning:review": (lambda r: {"pk": r.skp.pk}, ABOUT_EMPLOYEE),
    "planning:note": (lambda r: {"pk": r.skp.pk}, ABOUT_EMPLOYEE),
    "planning:skp_pdf": (lambda r: {"pk": r.skp.pk}, ABOUT_EMPLOYEE),
    "planning:matrix": (lambda r: {"pk": r.leaders_result.skp_id}, OF_SUPERIOR),
    "planning:matrix_pdf": (lambda r: {"pk": r.leaders_result.skp_id}, OF_SUPERIOR),
    "worklog:entry": (lambda r: {"pk": r.entry.pk}, ABOUT_EMPLOYEE),
    "worklog:change": (lambda r: {"pk": r.entry.pk}, ABOUT_EMPLOYEE),
    "worklog:withdraw": (lambda r: {"pk": r.entry.pk}, ABOUT_EMPLOYEE),
    "worklog:file": (lambda r: {"pk": r.entry.pk, "file_pk": r.attachment.file_id}, ABOUT_EMPLOYEE),
    "worklog:preview": (lambda r: {"pk": r.entry.pk, "file_pk": r.attachment.file_id}, ABOUT_EMPLOYEE),
    "worklog:template_keep": (lambda r: {"pk": r.entry.pk}, ABOUT_EMPLOYEE),
    "worklog:template_drop": (lambda r: {"pk": r.kept.pk}, ABOUT_EMPLOYEE),
    "worklog:table": (lambda r: {"pk": r.table.pk}, ABOUT_EMPLOYEE),
    "worklog:table_refused": (lambda r: {"pk": r.table.pk}, ABOUT_EMPLOYEE),
    "worklog:order": (lambda r: {"pk": r.order.pk}, ORDERED),
    "worklog:order_close": (lambda r: {"pk": r.order.pk}, ORDERED),
    "worklog:order_cancel": (lambda r: {"pk": r.order.pk}, ORDERED),
    "feedback:one": (lambda r: {"pk": r.feedback.pk}, GIVEN_BY_SUPERIOR),
    "feedback:show": (lambda r: {"pk": r.feedback.pk}, ABOUT_EMPLOYEE),
    "feedback:ask": (lambda r: {"person_id": r.world.employee.pk}, ABOUT_EMPLOYEE),
    "feedback:request": (lambda r: {"pk": r.asked.pk}, {"peer": {Who.INVITED}}),
    "feedback:decline": (lambda r: {"pk": r.asked.pk}, {"peer": {Who.INVITED}}),
    "feedback:answer": (lambda r: {"pk": r.feedback.pk}, ABOUT_EMPLOYEE),
    "feedback:about": (lambda r: {"person_id": r.world.employee.pk}, ABOUT_EMPLOYEE),
    "evidence:fact": (lambda r: {"pk": r.heard.fact_id}, ABOUT_EMPLOYEE),
    "evidence:answer": (lambda r: {"pk": r.heard.fact_id}, ABOUT_EMPLOYEE),
    "citizen:about": (lambda r: {"person_id": r.world.employee.pk}, ABOUT_EMPLOYEE),
    "citizen:show": (lambda r: {"pk": r.heard.pk}, ABOUT_EMPLOYEE),
    "dialogue:meeting": (lambda r: {"pk": r.meeting.pk}, OF_TWO),
    "dialogue:write": (lambda r: {"pk": r.meeting.pk}, OF_TWO),
    "dialogue:agree": (lambda r: {"pk": r.meeting.pk}, OF_TWO),
    "dialogue:state": (lambda r: {"pk": r.meeting.pk}, OF_TWO),
    "dialogue:finish": (lambda r: {"pk": r.followup.pk}, OF_TWO),
    "dialogue:after_feedback": (lambda r: {"feedback_id": r.feedback.pk}, OF_SUPERIOR_AND_EMPLOYEE),
    "dialogue:coach": (lambda r: {"person_id": r.world.employee.pk}, ABOUT_EMPLOYEE),
    "peer:answer": (lambda r: {"pk": r.peer.invitation.pk}, {"peer": {Who.INVITED}}),
    "peer:decline": (lambda r: {"pk": r.peer.invitation.pk}, {"peer": {Who.INVITED}}),
    "peer:result": (lambda r: {"pk": r.peer.subject.pk}, ABOUT_EMPLOYEE),
    "peer:share": (lambda r: {"pk": r.peer.subject.pk}, ABOUT_EMPLOYEE),
    "peer:report": (lambda r: {"pk": r.peer.subject.pk}, ABOUT_EMPLOYEE),
    "peer:invite": (lambda r: {"pk": r.peer.subject.pk}, ABOUT_EMPLOYEE),
    "peer:exclude": (lambda r: {"pk": r.peer.subject.pk}, ABOUT_EMPLOYEE),
    "peer:round": (lambda r: {"pk": r.peer.subject.round_id}, {}),
    "peer:close": (lambda r: {"pk": r.peer.subject.round_id}, {}),
    "peer:decide": (lambda r: {"pk": r.peer.report.pk}, {}),
    "appraisal:evaluation": (lambda r: {"pk": r.evaluation.pk}, ABOUT_EMPLOYEE),
    "appraisal:assess_self": (lambda r: {"pk": r.evaluation.pk}, ABOUT_EMPLOYEE),
    "appraisal:rate": (lambda r: {"pk": r.evaluation.pk}, WITHOUT_HEAD),
    "appraisal:acknowledge": (lambda r: {"pk": r.evaluation.pk}, ABOUT_EMPLOYEE),
    "appraisal:set": (lambda r: {"pk": r.evaluation.pk}, ABOUT_EMPLOYEE),
    "appraisal:document": (lambda r: {"pk": r.evaluation.pk}, ABOUT_EMPLOYEE),
    "appraisal:finalise": (lambda r: {"pk": r.evaluation.pk}, ABOUT_EMPLOYEE),
    "appraisal:verify": (lambda r: {"code": r.code}, {}),
    **VOICE_RECORDS,
}
# Forms whose record stands in the body: route → (fields, how the persons stand to that record); for POST only.
FORMS: Mapping[str, tuple[Arguments, Mapping[str | None, set[Who]]]] = {
    "appraisal:open": (lambda r: {"period": r.period}, {}),
    "appraisal:set_achievement": (lambda r: {"period": r.period}, {}),
    "feedback:thread": (lambda r: {"person": r.world.employee.pk}, ABOUT_EMPLOYEE),
    "feedback:react": (lambda r: {"person": r.world.employee.pk}, ABOUT_EMPLOYEE),
    "feedback:give": (lambda r: {"person": r.world.employee.pk}, {**ABOUT_EMPLOYEE, "peer": {Who.TEAM_LEAD}}),
    "worklog:repeat_seen": (
        lambda r: {"pegawai": r.world.employee.pk, "sidik": Entry.objects.get(pk=r.entry.pk).fingerprint},
        {"superior": {Who.SUPERIOR}},
    ),
    "planning:link": (lambda r: {"parent": r.leaders_result.pk}, ABOUT_EMPLOYEE),
    **VOICE_FORMS,
}
QUERIES: Mapping[str, Arguments] = {
    "worklog:history": lambda r: {"pegawai": r.world.employee.pk},
    "worklog:month": lambda r: {"pegawai": r.world.employee.pk},
    "worklog:week": lambda r: {"pegawai": r.world.employee.pk},
}
ALL = {r["name"]: r for r in routes()}
FOR_ALL_STAFF = {n for n, r in ALL.items() if Who.STAFF in getattr(TABLE.get(str(r["policy"])), "who", ())}
OURS = sorted(name for name in ALL if not name.startswith(LIBRARY) and not name.startswith("live:"))
CHECKED_ELSEWHERE = {"live:stream": "asynchronous; tests/platform/live asks for every topic as every kind of viewer"}


def address(name: str, records: Records) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        assert name in RECORDS, f"{name}: say in RECORDS which record the walk shall use"
        return reverse(name, kwargs=RECORDS[name][0](records))


def expected(name: str, method: str) -> set[str | None]:
    policy = str(ALL[name]["policy"])
    if method == "POST" and name in FORMS:
        return holders(policy, dict(FORMS[name][1]))
    if name in QUERIES:
        return holders(policy, dict(ABOUT_EMPLOYEE))
    return holders(policy, dict(RECORDS[name][1])) if name in RECORDS else may_open(policy)


def fields(name: str, method: str, records: Records) -> dict[str, Any]:
    if method == "POST":
        return FORMS[name][0](records) if name in FORMS else {}
    return QUERIES[name](records) if name in QUERIES else {}


def knock(client: Client, method: str, url: str, data: dict[str, Any] | None = None) -> tuple[bool, int]:
    """Whether the door opened. A form that is refused for its content (409, 422, 400) means that the person got in."""
    before = Event.objects.count()
    with transaction.atomic():
        send = client.post if method == "POST" else client.get
        answer: Any = send(url, data or {}, headers={"Idempotency-Key": uuid.uuid4().hex})
        turned_away = answer.status_code in (403, 404) or (
            answer.status_code == 302 and "/akun/masuk" in answer.headers.get("Location", "")
        )
        assert answer.status_code < 500, f"{method} {url}: {answer.status_code}"
        if not answer.streaming:
            assert b"<c-" not in answer.content, f"{url}: a component was not rendered"
        if turned_away:
            assert Event.objects.count() == before, f"{method} {url}: refused, and yet something was written"
        transaction.set_rollback(True)
    return not turned_away, answer.status_code


@pytest.mark.django_db
@pytest.mark.parametrize("name", OURS)
def test_the_table_decides_every_route(name: str, records: Records) -> None:
    wrong = []
    for method in ALL[name]["methods"]:
        url, allowed = address(name, records), expected(name, method)
        for who in EVERYONE:
            opened, status = knock(records.clients[who], method, url, fields(name, method, records))
            if opened != (who in allowed):
                wrong.append(f"{method} {who}: {status}, expected {'in' if who in allowed else 'out'}")
    assert not wrong


@pytest.mark.django_db
@pytest.mark.parametrize("name", [n for n in sorted(RECORDS) if RECORDS[n][1] is ABOUT_EMPLOYEE])
def test_the_acting_superior_takes_over_and_the_absent_one_steps_back(name: str, records: Records) -> None:
    records.world.appoint_acting("superior", "acting")
    carried: dict[str | None, set[Who]] = {
        "employee": {Who.SELF},
        "acting": TO_EMPLOYEE["superior"],
        "head": TO_EMPLOYEE["head"],
    }
    allowed = holders(str(ALL[name]["policy"]), carried)
    url = address(name, records)
    for who in ("superior", "acting", "peer"):
        for method in ALL[name]["methods"]:
            opened, status = knock(records.clients[who], method, url, fields(name, method, records))
            assert opened == (who in allowed), f"{method} {who}: {status}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    sorted(
        n
        for n in RECORDS
        if n not in ("appraisal:verify", "programmes:verify", *FOR_EVERYBODY) and n not in FOR_ALL_STAFF
    ),
)
def test_a_record_that_does_not_exist_answers_like_one_of_others(name: str, records: Records) -> None:
    arguments = RECORDS[name][0](records)
    theirs = reverse(name, kwargs=arguments)
    missing = reverse(name, kwargs=dict.fromkeys(arguments, 2_000_000_000))
    client = records.clients["stranger"]
    for method in ALL[name]["methods"]:
        data = fields(name, method, records)
        assert knock(client, method, theirs, data) == knock(client, method, missing, data)


def test_every_route_is_walked_or_named() -> None:
    ours = {n for n in ALL if not n.startswith(LIBRARY)}
    assert ours == set(OURS) | set(CHECKED_ELSEWHERE)


def test_the_oracle_knows_everybody() -> None:
    assert set(TO_EMPLOYEE) < set(EVERYONE)
    assert len(EVERYONE) == 15
