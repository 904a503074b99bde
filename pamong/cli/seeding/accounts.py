"""Sign-in of the example accounts: drawn at random for each PAMONG_HOME, kept in a file only its owner can read."""

import base64
import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from pamong.people import queries as people
from pamong.people.actions import accounts
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.home import home

SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is misread


@dataclass(frozen=True)
class SignIn:
    """What a person or a program needs to sign in as a role."""

    role: str
    nip: str
    name: str
    password: str
    totp_secret: str
    tip: str = ""


def draw(*, role: str, nip: str, name: str, tip: str = "") -> SignIn:
    """A fresh password (59 bits) and second factor for a role."""
    groups = ("".join(secrets.choice(SIGNS) for _ in range(4)) for _ in range(3))
    secret = base64.b32encode(secrets.token_bytes(20)).decode()
    return SignIn(role, nip, name, "-".join(groups), secret, tip)


def open_account(sign_in: SignIn, *, grant: Who | None = None, agency_id: int | None = None, by: Viewer) -> None:
    """Make the waiting account of a person usable with these secrets, and give its role."""
    user = people.user_by_name(sign_in.nip)
    if user is None or user.person_id is None:
        raise LookupError(f"no account {sign_in.nip}")
    own = Viewer(user_id=user.pk, name=sign_in.name)
    accounts.change_password(password=sign_in.password, by=own)
    accounts.enrol_second_factor(secret=sign_in.totp_secret, by=own)
    if grant is not None:
        accounts.grant_role(person_id=user.person_id, role=grant, agency_id=agency_id, by=by)


def bind_factor(nip: str) -> None:
    """Give a waiting account a second factor nobody knows, so that sessions opened for it by a measurement are whole."""
    user = people.user_by_name(nip)
    if user is None:
        raise LookupError(f"no account {nip}")
    secret = base64.b32encode(secrets.token_bytes(20)).decode()
    accounts.enrol_second_factor(secret=secret, by=Viewer(user_id=user.pk, name=nip))


def path() -> Path:
    return home() / "demo.json"


def keep(sign_ins: Iterable[SignIn]) -> None:
    """Write the file in one piece, readable by its owner only."""
    unfinished = path().with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump([asdict(one) for one in sign_ins], file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path())


def kept() -> list[SignIn]:
    """What was kept for this home; nothing when there is no file."""
    try:
        return [SignIn(**one) for one in json.loads(path().read_text(encoding="utf-8"))]
    except FileNotFoundError:
        return []
