"""The people of a measured office, found in its database: accounts by role, keys of their pages, employees who write."""

from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator

from pamong.appraisal import queries as appraisal
from pamong.appraisal.models import Evaluation
from pamong.cli.seeding import accounts
from pamong.people import queries as people
from pamong.people.models import Assignment, User
from pamong.planning import queries as planning
from pamong.platform.calendar.queries import today


@dataclass(frozen=True)
class Writer:
    """An employee who logs work: account, person, and an indicator of his."""

    user: User
    person: int
    indicator: int


@dataclass(frozen=True)
class Found:
    accounts: dict[str, Any]  # role → account; "" → None, the citizen
    keys: dict[str, Any]  # what the pk of a page is → value, None where there is none
    writers: list[Writer]


def find(writers: int) -> Found:
    """Everything the pages need."""
    users = {one.role: people.user_by_name(one.nip) for one in accounts.kept()}
    employee = users["employee"]
    assert employee is not None and employee.person_id is not None
    return Found({**users, "": None}, _keys(users, employee.person_id), _writers(employee, writers))


def _keys(users: dict[str, Any], person: int) -> dict[str, Any]:
    plan = planning.skp_on(person, today())
    own: Evaluation | None = (
        Evaluation.objects.filter(person_id=person, document__isnull=False).select_related("document").first()
    )
    to_rate = appraisal.to_rate(people.viewer_for_user(users["superior"])).exclude(person_id=person).first()
    head = planning.skp_on(users["head"].person_id or 0, today())
    carried = planning.content(head.id).results[:1] if head else ()
    return {
        "skp": plan.id if plan else None,
        "result": f"r{carried[0].id}" if carried else None,
        "evaluation": to_rate.pk if to_rate else None,
        "document": own.document.check_code if own else None,
    }


def _writers(employee: User, count: int) -> list[Writer]:
    """The employee first, then others without staff of their own."""
    heads = Assignment.objects.filter(is_head=True).values("person_id")
    whole = Authenticator.objects.filter(type=Authenticator.Type.TOTP).values("user_id")  # set up to the end
    users = User.objects.filter(pk__in=whole, person__isnull=False).exclude(person_id__in=heads)
    found = []
    for user in users.order_by("pk"):
        choices = planning.open_indicators(user.person_id or 0, today())
        if choices:
            found.append(Writer(user, user.person_id or 0, choices[0].indicator_id))
    found.sort(key=lambda writer: writer.user != employee)
    return found[: count + 1]
