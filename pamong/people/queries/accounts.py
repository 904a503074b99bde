"""Reads of accounts and of the persons a clerk may act for."""

import datetime as dt
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from pamong.people.models import ActivationCode, Agency, Assignment, Person, RoleGrant, User
from pamong.people.queries.assignments import assignments, under
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.calendar.queries import now, today


def user_by_name(name: str) -> User | None:
    """The account with this sign-in name (NIP without blanks), or None."""
    return User.objects.filter(nip=name).first() if name else None


def draft_account(name: str) -> User:
    """The account with this name, or an unsaved one of that name: for password rules that compare with the name."""
    return user_by_name(name) or User(nip=name)


def account_of(viewer: Viewer) -> User:
    """The viewer's own account row."""
    return User.objects.select_related("person").get(pk=viewer.user_id or 0)


def persons_for(viewer: Viewer, policy: str) -> QuerySet[Person]:
    """Persons on whom the viewer holds ``policy`` by today's assignment (the system acts for everybody)."""
    if viewer.is_system:
        return Person.objects.all()
    relations = {
        Who.SELF: Q(person_id=viewer.person_id),
        Who.SUPERIOR: Q(superior_id__in=viewer.acts_for),
        Who.ABOVE: under(viewer.leads, "unit__path"),
    }
    visible = Assignment.objects.filter(
        scope(viewer, policy, relations), person_id=OuterRef("pk"), valid__contains=today()
    )
    return Person.objects.filter(Exists(visible))


def account_list(viewer: Viewer, text: str = "", state: str = "") -> QuerySet[Assignment]:
    """Today's assignments of a clerk's people with the state of their accounts: ``account_id``, ``opened`` (a password is
    set), ``closed``, ``factor`` and ``code_until`` (an activation code waits). ``state`` narrows: new, waiting, open, closed.
    """
    users = User.objects.filter(person_id=OuterRef("person_id"))
    waiting = ActivationCode.objects.filter(user__person_id=OuterRef("person_id"), expires_at__gt=now())
    found = assignments(viewer, "activation.issue").annotate(
        account_id=Subquery(users.values("pk")[:1]),
        opened=Exists(users.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)),
        closed=Exists(users.filter(is_active=False)),
        factor=Exists(Authenticator.objects.filter(user__person_id=OuterRef("person_id"), type="totp")),
        code_until=Subquery(waiting.values("expires_at")[:1]),
    )
    words = " ".join(text.split())
    if words:
        digits = words.replace(" ", "")
        found = found.filter(
            Q(person__nip__startswith=digits) if digits.isdigit() else Q(person__name__icontains=words)
        )
    narrowed = {
        "new": Q(opened=False, code_until=None),
        "waiting": Q(code_until__isnull=False),
        "open": Q(opened=True, closed=False),
        "closed": Q(closed=True),
    }
    return found.filter(narrowed.get(state, Q())).order_by("person__name", "person_id")


@dataclass(frozen=True)
class AccountPage:
    """One account as its clerk sees it."""

    assignment: Assignment
    user: User | None
    factor: bool
    code_until: dt.datetime | None
    grants: tuple[RoleGrant, ...]


def account_page(viewer: Viewer, person_id: int) -> AccountPage:
    """The account of one person of the clerk's scope. Raises NotVisible."""
    found = account_list(viewer).filter(person_id=person_id).first()
    if found is None:
        raise NotVisible
    user = User.objects.filter(person_id=person_id).first()
    grants = (
        tuple(RoleGrant.objects.filter(user=user).select_related("agency").order_by("role", "agency__name"))
        if user
        else ()
    )
    return AccountPage(found, user, found.factor, found.code_until, grants)  # type: ignore[attr-defined]  # annotated


def grant_of(viewer: Viewer, person_id: int, grant_id: int) -> RoleGrant:
    """One role of one person of the clerk's scope. Raises NotVisible."""
    account_page(viewer, person_id)
    found = RoleGrant.objects.select_related("user").filter(pk=grant_id, user__person_id=person_id).first()
    if found is None:
        raise NotVisible
    return found


def agency_choices() -> list[tuple[str, str]]:
    """All agencies as choices (id, name)."""
    return [(str(pk), name) for pk, name in Agency.objects.order_by("name").values_list("pk", "name")]
