"""Every GET page as every person, looked at once for all tests that read answers."""

from collections.abc import Iterable
from dataclasses import dataclass

from pamong.appraisal import actions as appraisal
from pamong.appraisal.models import Evaluation
from tests.appraisal.builder import BASE, REASON, past_deadline
from tests.rights.oracle import EVERYONE
from tests.rights.records import Records
from tests.rights.test_matrix import expected, fields
from tests.security.sendings import address, checked, draft, evaluation, prepared, sender
from tests.security.support import LIBRARY, MORE, READABLE, UNSAFE, Answer, Undone, ask, send

OF_B = ("stranger_head", "b_admin")
# One of each kind; in a long run everybody.
WALKERS: tuple[str | None, ...] = ("employee", "superior", "head", "admin", "personnel", "inspector", None, *OF_B)
EVERYBODY = (*EVERYONE, "b_admin") if MORE > 1 else WALKERS
REFUSED = (*OF_B, "personnel", None)  # of those a page is not for, these try it
OF_A_DRAFT = (
    "planning:result_new",
    "planning:result",
    "planning:indicator_new",
    "planning:indicator",
    "planning:submit",
)
OF_AN_OPEN_EVALUATION = ("appraisal:assess_self", "appraisal:rate", "appraisal:evaluation")


@dataclass(frozen=True)
class Seen:
    """One answer: which page, to whom, in which state of the records."""

    name: str
    who: str | None
    state: str
    answer: Answer

    def __str__(self) -> str:
        return f"{self.name} {self.who} ({self.state}): {self.answer.status}"


def enrich(records: Records) -> None:
    """What the usual records lack: an answer, a note, a basis, a policy, a checked import, an evaluation set unsigned."""
    for name in ("feedback:answer", "planning:note", "appraisal:set_achievement", "worklog:policy"):
        who, url, body = prepared(name, records)
        assert send(records.clients[who], "POST", url, body).status < 400, name
    checked(records)
    row = evaluation(records, "rated", 1)
    past_deadline(row)
    head = records.world.viewer("head")
    appraisal.set_unsigned(pk=row.pk, version=row.version, reason=REASON, base_url=BASE, by=head)


def walk(records: Records) -> list[Seen]:
    """All pages as they are; those of an agreed plan, a draft, evaluations at other stages; every form sent empty."""
    seen = list(_pages(records, "as made", (*READABLE, *LIBRARY), EVERYBODY))
    agreed, unsigned = {"pk": records.evaluation.skp_id}, Evaluation.objects.get(period_no=1).pk
    seen += _pages(records, "agreed", ("planning:skp", "planning:skp_pdf"), ("employee", "superior"), agreed)
    seen += _pages(records, "set", ("appraisal:evaluation",), ("employee", "head"), {"pk": unsigned})
    with Undone():
        draft(records)
        seen += _pages(records, "draft", OF_A_DRAFT, ("employee",))
    for state in ("open", "rated"):
        with Undone():
            row = evaluation(records, state)
            seen += _pages(records, state, OF_AN_OPEN_EVALUATION, ("employee", "superior"), {"pk": row.pk})
    seen += _fragments(records)
    seen += _refused(records)
    return seen


def _pages(
    records: Records,
    state: str,
    names: Iterable[str],
    persons: Iterable[str | None],
    given: dict[str, int] | None = None,
) -> Iterable[Seen]:
    for name in names:
        url = address(name, records, given)
        allowed = set(persons) if state != "as made" or name in LIBRARY else expected(name, "GET")
        for who in (p for p in persons if p in allowed or p in REFUSED):
            data = {} if name in LIBRARY else fields(name, "GET", records)
            yield Seen(name, who, state, ask(records.clients[who], "GET", url, data))


def _fragments(records: Records) -> Iterable[Seen]:
    for name in ("appraisal:overview", "appraisal:distribution"):
        url = f"{address(name, records)}?periode={records.period}"
        yield Seen(name, "admin", "period", ask(records.clients["admin"], "GET", url))
    for part in ("papan", "antrean"):
        url = f"{address('worklog:board', records)}?bagian={part}"
        yield Seen(
            "worklog:board",
            "superior",
            part,
            ask(records.clients["superior"], "GET", url, headers={"HX-Request": "true"}),
        )


def _refused(records: Records) -> Iterable[Seen]:
    """Each form sent empty by the person who may: the page with its errors, or the effect."""
    for name in UNSAFE:
        who = sender(name)
        client = records.clients[who]
        with Undone(client):
            yield Seen(name, who, "sent empty", send(client, "POST", address(name, records)))
