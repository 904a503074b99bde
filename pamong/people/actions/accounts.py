"""Writes of accounts: opening, activation codes, passwords, second factors, roles, and the record of sign-ins.

Accounts are opened by clerks only; there is no sign-up. Whatever changes who may act ends all sessions of the account.
"""

import logging
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.people import queries
from pamong.people.models import ActivationCode, Person, RoleGrant, User
from pamong.people.rules import accounts as rules
from pamong.platform.access.errors import NotAllowed, NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import now
from pamong.platform.notifications.actions import notify
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

UNUSABLE = make_password(None)  # checking against it costs as much as against a real hash
log = logging.getLogger("pamong.accounts")


@dataclass(frozen=True)
class IssuedCode:
    """One line of the clerk's list; the code exists in plain text only here."""

    person_id: int
    name: str
    nip: str
    code: str = field(repr=False)


@transaction.atomic
def open_account(*, person: Person, by: Viewer) -> User:
    """The account of a person, made without a usable password if there is none yet."""
    found = User.objects.filter(person=person).first()
    if found is not None:
        return found
    user = User.objects.create_user(person.nip, None, person=person)
    audit.record(by=by, verb="account.opened", target=user, person_id=person.pk)
    return user


@transaction.atomic
def issue_codes(*, person_ids: Iterable[int], by: Viewer) -> list[IssuedCode]:
    """New activation codes for persons of the clerk's scope, in order of name; older codes die, passwords stay until used.

    Raises Refused (nobody chosen, more than 50), NotVisible (a person outside the scope), NotAllowed (an account with a
    role for the whole region, which only the personnel office may renew).
    """
    wanted = sorted(set(person_ids))
    rules.check_batch(len(wanted))
    persons = list(
        queries.persons_for(by, "activation.issue").filter(pk__in=wanted, is_active=True).order_by("name", "pk")
    )
    if len(persons) != len(wanted):
        raise NotVisible
    _check_may_renew(wanted, by)
    issued = []
    for person in persons:
        user = open_account(person=person, by=by)
        code = rules.new_code(secrets.choice)
        ActivationCode.objects.update_or_create(
            user=user,
            defaults={
                "code_hash": make_password(rules.plain_code(code)),
                "expires_at": now() + rules.VALID_FOR,
                "tries": 0,
                "issued_at": now(),
            },
        )
        audit.record(by=by, verb="account.code_issued", target=user)
        _tell(person.pk, "code_issued", _("%(who)s menerbitkan kode aktivasi untuk akun Anda."), by)
        issued.append(IssuedCode(person.pk, person.name, person.nip, code))
    return issued


def _check_may_renew(person_ids: list[int], by: Viewer) -> None:
    regional = RoleGrant.objects.filter(user__person_id__in=person_ids, agency__isnull=True).exists()
    if regional and not (by.has_role(Who.PERSONNEL) or by.is_system):
        raise NotAllowed


@transaction.atomic
def activate(*, name: str, code: str, password: str, by: Viewer) -> User | None:
    """Set the first or a new password with an activation code. The code works once; all sessions of the account end.

    Answers None for a wrong, used or expired code and for an unknown name alike, after the same work; the try is counted,
    so the caller must let this transaction commit. A second factor stays as it is.
    """
    user = User.objects.filter(nip=rules.sign_in_name(name)).first()
    found = ActivationCode.objects.select_for_update().filter(user=user).first() if user else None
    matches = check_password(rules.plain_code(code), found.code_hash if found else UNUSABLE)
    if user is None or found is None:
        return None
    if not rules.usable(expires_at=found.expires_at, tries=found.tries, now=now()) or not matches:
        ActivationCode.objects.filter(pk=found.pk).update(tries=F("tries") + 1)
        audit.record(by=by, verb="account.code_refused", target=user)
        return None
    found.delete()
    _set_password(user, password)
    audit.record(by=by, verb="account.activated", target=user)
    return user


@transaction.atomic
def change_password(*, password: str, by: Viewer) -> User:
    """Set the viewer's own password; all his sessions end (the page keeps the present one by signing it anew)."""
    user = _own_account(by)
    _set_password(user, password)
    audit.record(by=by, verb="account.password_changed", target=user)
    return user


def _own_account(by: Viewer) -> User:
    if by.user_id is None:
        raise NotVisible
    return User.objects.select_for_update().get(pk=by.user_id)


def _set_password(user: User, password: str) -> None:
    user.set_password(password)
    user.must_change_password = False
    user.session_stamp += 1
    user.save(update_fields=["password", "must_change_password", "session_stamp"])


@transaction.atomic
def enrol_second_factor(*, secret: str, by: Viewer) -> User:
    """Bind an authenticator app to the viewer's account and make his recovery codes. Raises Refused when one is bound."""
    user = _own_account(by)
    if Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        raise Refused(N_("Aplikasi autentikator sudah terpasang pada akun ini."))
    TOTP.activate(user, secret)
    Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(user)
    audit.record(by=by, verb="account.second_factor_added", target=user)
    return user


def use_code(*, code: str, by: Viewer) -> bool:
    """Whether ``code`` is the present one of the viewer's authenticator app or an unused recovery code (then used up)."""
    found = Authenticator.objects.filter(user_id=by.user_id, type__in=["totp", "recovery_codes"]).order_by("-type")
    return any(row.wrap().validate_code(code) for row in found)


@transaction.atomic
def renew_recovery_codes(*, by: Viewer) -> list[str]:
    """New recovery codes for the viewer; the old ones die. The plain codes leave only through this answer."""
    user = _own_account(by)
    Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
    codes = RecoveryCodes.activate(user)
    codes.mark_as_viewed()
    audit.record(by=by, verb="account.recovery_codes_renewed", target=user)
    return cast(list[str], codes.get_unused_codes())


@transaction.atomic
def replace_second_factor(*, by: Viewer) -> User:
    """Take off the viewer's own factor so that he can bind another phone (the page checked password and code just before)."""
    user = _own_account(by)
    _drop_factor(user)
    audit.record(by=by, verb="account.second_factor_replaced", target=user)
    return user


@transaction.atomic
def release_second_factor(*, person_id: int, reason: str, by: Viewer) -> User:
    """A clerk takes off the second factor of somebody who lost phone and recovery codes; the next sign-in asks for a new one.

    ``reason`` (at least 10 characters) is kept in the audit; all sessions end. Raises Refused, NotVisible, NotAllowed;
    nobody releases his own.
    """
    text = rules.check_reason(reason)
    user = _clerks_account(person_id, by)
    if user.pk == by.user_id:
        raise Refused(N_("Faktor kedua milik sendiri diganti di halaman Akun, atau dilepas oleh admin lain."))
    _drop_factor(user)
    audit.record(by=by, verb="account.second_factor_released", target=user, reason=text)
    _tell(
        person_id,
        "factor_released",
        _("%(who)s melepas faktor kedua akun Anda. Bila Anda tidak memintanya, hubungi BKPSDM."),
        by,
    )
    return user


def _tell(person_id: int, event: str, text: str, by: Viewer) -> None:
    key = f"account.{event}:{now().isoformat()}"
    shown = text % {"who": by.name}
    notify(person_id=person_id, kind=f"account.{event}", text=shown, url=reverse("people:account"), key=key, by=by)


def _drop_factor(user: User) -> None:
    Authenticator.objects.filter(user=user).delete()
    user.session_stamp += 1
    user.save(update_fields=["session_stamp"])


@transaction.atomic
def close_accounts(*, person_ids: Iterable[int], by: Viewer) -> int:
    """Deactivate the accounts of these persons (retired, moved away); their sessions end. Returns how many changed."""
    users = list(User.objects.select_for_update().filter(person_id__in=list(person_ids), is_active=True))
    for user in users:
        user.is_active = False
        user.session_stamp += 1
        user.save(update_fields=["is_active", "session_stamp"])
        audit.record(by=by, verb="account.closed", target=user)
    return len(users)


@transaction.atomic
def close_account(*, person_id: int, by: Viewer) -> None:
    """A clerk deactivates one account of his scope. Raises NotVisible, NotAllowed, Refused (his own)."""
    _clerks_account(person_id, by)
    if person_id == by.person_id:
        raise Refused(N_("Akun sendiri tidak dapat dinonaktifkan; minta admin lain."))
    close_accounts(person_ids=[person_id], by=by)


@transaction.atomic
def reopen_account(*, person_id: int, by: Viewer) -> User:
    """Let a closed account of the clerk's scope sign in again. Raises NotVisible, NotAllowed."""
    user = _clerks_account(person_id, by)
    user.is_active = True
    user.save(update_fields=["is_active"])
    audit.record(by=by, verb="account.reopened", target=user)
    return user


def _clerks_account(person_id: int, by: Viewer) -> User:
    person = queries.persons_for(by, "activation.issue").filter(pk=person_id).first()
    user = User.objects.select_for_update().filter(person=person).first() if person else None
    if user is None:
        raise NotVisible
    _check_may_renew([person_id], by)
    return user


# Roles that always concern the whole region, and those that need an agency.
REGIONAL = frozenset({Who.PERSONNEL, Who.INSPECTOR, Who.LEADER, Who.SYSADMIN, Who.CUSTODIAN})
EITHER = frozenset({Who.COMPLAINT_OFFICER})  # of the whole region or of one agency


@transaction.atomic
def grant_role(*, person_id: int, role: Who, agency_id: int | None, by: Viewer) -> RoleGrant:
    """Give a role for one agency or (None) the region; the account's sessions end, so that the new rights start clean.

    Raises NotVisible, Refused (own account, agency missing or superfluous, role held already).
    """
    person = queries.persons_for(by, "role.grant").filter(pk=person_id).first()
    if person is None:
        raise NotVisible
    if person_id == by.person_id:
        raise Refused(N_("Peran untuk diri sendiri diberikan oleh admin lain."))
    if role not in EITHER and (role in REGIONAL) != (agency_id is None):
        raise Refused(
            N_("Admin dan tim pengelola memerlukan perangkat daerah; peran lain berlaku untuk seluruh daerah.")
        )
    user = open_account(person=person, by=by)
    if any(held.role == role and held.agency_id == agency_id for held in RoleGrant.objects.filter(user=user)):
        raise Refused(N_("Peran itu sudah dipegang."))
    grant = RoleGrant.objects.create(user=user, role=role, agency_id=agency_id)
    _end_sessions(user)
    audit.record(by=by, verb="account.role_granted", target=user, role=str(role), agency_id=agency_id)
    return grant


@transaction.atomic
def revoke_role(*, grant: RoleGrant, by: Viewer) -> None:
    """Take a role back; the account's sessions end. Raises Refused for one's own, so that no office locks itself out."""
    if grant.user_id == by.user_id:
        raise Refused(N_("Peran sendiri dicabut oleh admin lain."))
    user = grant.user
    audit.record(by=by, verb="account.role_revoked", target=user, role=grant.role, agency_id=grant.agency_id)
    grant.delete()
    _end_sessions(user)


def _end_sessions(user: User) -> None:
    User.objects.filter(pk=user.pk).update(session_stamp=F("session_stamp") + 1)
    user.refresh_from_db(fields=["session_stamp"])


@transaction.atomic
def set_language(*, language: str, by: Viewer) -> None:
    """Keep the language the viewer chose for his next sign-in on any device."""
    user = _own_account(by)
    user.language = language
    user.save(update_fields=["language"])


def record_sign_in(*, user: User, by: Viewer) -> None:
    """A full sign-in, second factor included."""
    audit.record(by=by, verb="account.signed_in", target=user)


def record_sign_out(*, user: User, by: Viewer) -> None:
    """A sign-out by the user himself."""
    audit.record(by=by, verb="account.signed_out", target=user)


def record_failure(*, name: str, step: str, by: Viewer) -> None:
    """A refused try. Of a known account it is an audit act; a name nobody has is logged without the name itself."""
    user = queries.user_by_name(name) if name else None
    log.warning("sign-in refused step=%s account=%s", step, user.pk if user else "unknown")
    if user is not None:
        audit.record(by=by, verb="account.sign_in_refused", target=user, step=step)


def record_throttled(*, name: str, by: Viewer) -> None:
    """A try beyond the limit: the alert of a brute-force attack."""
    user = queries.user_by_name(name) if name else None
    log.warning("sign-in throttled account=%s", user.pk if user else "unknown")
    if user is not None:
        audit.record(by=by, verb="account.throttled", target=user)
