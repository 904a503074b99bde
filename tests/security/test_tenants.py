"""Two agencies: nothing of one is seen or changed by those of the other (checks A3, A9)."""

from typing import Any

import pytest

from pamong.people.models import Agency, Person
from pamong.programmes.models import Agreement
from tests.rights.records import Records
from tests.rights.test_matrix import FOR_ALL_STAFF, RECORDS
from tests.security import marks
from tests.security.sendings import SENDERS, address, prepared
from tests.security.support import ROUTES, Undone, ask, newest_event, send
from tests.security.tenants import Theirs
from tests.security.walking import OF_B, Seen
from tests.voice.records import FOR_EVERYBODY

pytestmark = pytest.mark.django_db
# The check of a printed document is for everybody, and so is a case cleared for the public.
PUBLIC = {"appraisal:verify", "programmes:verify", *FOR_EVERYBODY}
WITH_IDS = sorted(set(RECORDS) - PUBLIC - FOR_ALL_STAFF)
OTHERS = ("stranger", "stranger_head", "b_admin")


@pytest.mark.parametrize("name", WITH_IDS)
def test_the_other_agency_sees_and_changes_nothing(name: str, records: Records) -> None:
    """Every id of the agency, with the honest form of its owner; the answer is that of a record that does not exist."""
    with Undone(*records.clients.values()):
        body: dict[str, Any] = {}
        url = address(name, records)
        if name in SENDERS:
            _who, url, body = prepared(name, records)
        missing = address(name, records, dict.fromkeys(RECORDS[name][0](records), 2_000_000_000))
        before = newest_event()
        for who in OTHERS:
            for method in ROUTES[name]["methods"]:
                sent = body if method == "POST" else None
                answer = ask(records.clients[who], method, url, sent)
                none = ask(records.clients[who], method, missing, sent)
                assert answer.turned_away, f"{method} {who}: {answer.status}"
                assert (answer.status, answer.body) == (none.status, none.body), f"{method} {who}: tells that it exists"
                assert not answer.events
        assert newest_event() == before


# Forms whose record stands in the body: route → what names the other agency's record.
BODIES: dict[str, Any] = {
    "feedback:give": lambda r: {"person": r.world.employee.pk, "kind": "praise", "text": "Bagus sekali"},
    "worklog:decide": lambda r: {"picks": [f"{r.entry.pk}:{r.entry.version}"], "decision": "accept", "note": ""},
    "people:issue_codes": lambda r: {"people": [str(r.world.employee.pk)]},
    "planning:cycle_open": lambda r: {"agency": r.world.a.pk, "year": r.world.today.year + 1, "evaluation_step": "month"},
    "worklog:policy": lambda r: {"agency": str(r.world.a.pk), "valid_from": r.world.today.isoformat(), "days_back": "1",
                                 "day_starts": "08:00", "reason_after": "1", "closing": "15:00", "ask": ""},
    "people:acting_appoint": lambda r: {"absent": r.world.superior.nip, "acting": r.world.acting.nip, "kind": "plh",
                                        "starts": r.world.today.isoformat(), "ends": r.world.today.isoformat(), "decree": "1"},
    "appraisal:open": lambda r: {"period": r.period},
    "appraisal:set_achievement": lambda r: {"period": r.period, "achievement": "Baik", "basis": "x"},
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("who", OTHERS)
def test_an_id_in_the_body_reaches_nothing_of_the_other_agency(name: str, who: str, records: Records) -> None:
    answer = ask(records.clients[who], "POST", address(name, records), BODIES[name](records))
    assert not answer.events, f"{answer.status}: {answer.events} events"
    for word in (records.world.employee.name, records.world.employee.nip, records.entry.text):
        assert word.encode() not in answer.body


def test_no_page_of_the_other_agency_names_anybody(walked: list[Seen]) -> None:
    """Each text of the first agency carries a marker with its row: none of them may stand on the other's pages."""
    ours = set(Agency.objects.filter(name__contains="Kependudukan").values_list("pk", flat=True))
    people = set(Person.objects.filter(assignments__agency__in=ours).values_list("pk", flat=True))
    owned = {"people.Person.name": people, "people.Agency.name": ours}
    plans = "programmes:"  # the plans of the region say which agency answers for what
    # A perjanjian kinerja is a promise in public: it names the head who signed it.
    signers = set(Agreement.objects.values_list("head_id", flat=True))
    names = marks.names()
    wrong = []
    for seen in (s for s in walked if s.who in OF_B and s.name not in PUBLIC):
        for found in marks.FOUND.finditer(seen.answer.text):
            column = names[int(found[1])]
            if seen.name.startswith(plans) and column == "people.Agency.name":
                continue
            if (
                seen.name.startswith("programmes:agreement")
                and column == "people.Person.name"
                and int(found[2]) in signers
            ):
                continue
            if int(found[2]) in owned.get(column, set()):
                wrong.append(f"{seen}: {column} {found[2]}")
    assert len(people) >= 6
    assert not wrong


RELATED = ("Skp", "WorkResult", "Indicator", "Entry", "EvaluationLine", "Evaluation", "DialogueNote", "Feedback")


def test_nothing_about_the_employee_stands_on_pages_of_the_other_agency(walked: list[Seen], records: Records) -> None:
    """All those records belong to the first agency, so no marker of theirs may be seen."""
    names = marks.names()
    wrong = [
        f"{seen}: {names[int(found[1])]}"
        for seen in walked
        if seen.who in OF_B and seen.name not in PUBLIC
        for found in marks.FOUND.finditer(seen.answer.text)
        if names[int(found[1])].split(".")[1] in RELATED
    ]
    assert not wrong


def theirs(records: Records, other: Theirs) -> dict[str, dict[str, int]]:
    """Addresses of the second agency's records."""
    world = records.world
    skp = {"pk": other.skp.pk}
    return {
        "people:person": {"pk": world.stranger.pk},
        "people:account_page": {"pk": world.stranger.pk},
        "people:account_close": {"pk": world.stranger.pk},
        "people:release_factor": {"pk": world.stranger.pk},
        "feedback:about": {"person_id": world.stranger.pk},
        "feedback:one": {"pk": other.feedback.pk},
        "feedback:answer": {"pk": other.feedback.pk},
        "planning:skp": skp,
        "planning:skp_pdf": skp,
        "planning:matrix": skp,
        "planning:note": skp,
        "planning:review": skp,
        "planning:submit": skp,
        "planning:expectations": skp,
        "planning:cycle": {"pk": other.skp.cycle_id},
        "planning:cycle_phases": {"pk": other.skp.cycle_id},
        "planning:members": {"pk": other.skp.cycle_id},
        "planning:exclude": {"pk": other.skp.cycle_id, "person_id": world.stranger.pk},
        "planning:result": {**skp, "result_id": other.result.pk},
        "planning:indicator": {**skp, "indicator_id": other.indicator.pk},
        "planning:indicator_delete": {**skp, "indicator_id": other.indicator.pk},
        "worklog:entry": {"pk": other.entry.pk},
        "worklog:change": {"pk": other.entry.pk},
        "worklog:withdraw": {"pk": other.entry.pk},
    }


@pytest.mark.parametrize("who", ["employee", "superior", "head", "admin"])
def test_neither_does_the_first_agency_reach_the_second(who: str, records: Records, other_agency: Theirs) -> None:
    for name, given in theirs(records, other_agency).items():
        for method in ROUTES[name]["methods"]:
            body = {"text": "x", "reason": "x", "version": 1, "decision": "agree"} if method == "POST" else None
            answer = ask(records.clients[who], method, address(name, records, given), body)
            assert answer.turned_away, f"{name} {method}: {answer.status}"
            assert not answer.events


def test_a_part_is_not_reached_through_a_whole_of_ones_own(records: Records, other_agency: Theirs) -> None:
    """Ids of both in one address: the plan is mine, the result or file is another's."""
    with Undone(records.clients["employee"]):
        send(records.clients["employee"], "POST", address("planning:withdraw", records))
        file = other_agency.entry.attachments.get().file_id
        mixed = {
            "planning:result": {"pk": records.skp.pk, "result_id": other_agency.result.pk},
            "planning:result_delete": {"pk": records.skp.pk, "result_id": other_agency.result.pk},
            "planning:indicator_new": {"pk": records.skp.pk, "result_id": records.leaders_result.pk},
            "planning:indicator": {"pk": records.skp.pk, "indicator_id": other_agency.indicator.pk},
            "planning:indicator_delete": {"pk": records.skp.pk, "indicator_id": other_agency.indicator.pk},
            "worklog:file": {"pk": records.entry.pk, "file_pk": file},
            "worklog:preview": {"pk": records.entry.pk, "file_pk": file},
        }
        for name, given in mixed.items():
            for method in ROUTES[name]["methods"]:
                body = (
                    {"title": "x", "kind": "main", "parent": "none", "text": "x", "direction": "more"}
                    if method == "POST"
                    else None
                )
                answer = ask(records.clients["employee"], method, address(name, records, given), body)
                assert answer.status == 404, f"{name} {method}"
                assert not answer.events


def test_a_result_of_another_leader_cannot_be_carried(records: Records, other_agency: Theirs) -> None:
    with Undone(records.clients["employee"]):
        send(records.clients["employee"], "POST", address("planning:withdraw", records))
        body = {"title": "Arsip", "kind": "main", "parent": str(other_agency.result.pk)}
        answer = send(records.clients["employee"], "POST", address("planning:result_new", records), body)
        assert answer.status in (404, 409, 422)
        assert not answer.events
        assert other_agency.result.title.encode() not in answer.body
        linked = send(
            records.clients["employee"], "POST", address("planning:link", records), {"parent": other_agency.result.pk}
        )
        assert not linked.events
