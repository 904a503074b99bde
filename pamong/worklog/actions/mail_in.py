"""Taking in an answered e-mail as entries of one's own. The reply address names person and day and is signed."""

import datetime as dt
import email
import email.policy
import hashlib
import hmac
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import getaddresses

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.people import queries as people
from pamong.platform.access.errors import NotAllowed
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.notifications.actions import notify
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.worklog.actions.entries import Draft
from pamong.worklog.actions.many import send_many
from pamong.worklog.enums import Origin
from pamong.worklog.metrics import MAIL_RESULT
from pamong.worklog.rules import mail as rules

MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class MailTaken:
    """What came of an answer."""

    logged: int
    same: int
    refused: int
    unread: int


def reply_address(*, person_id: int, day: dt.date, by: Viewer) -> str:
    """Where this person answers to log this day; nobody else can make it up. ``by`` may ask only for himself."""
    if not by.is_system and by.person_id != person_id:
        raise NotAllowed
    head, _at, domain = settings.MAIL_IN.partition("@")
    return f"{head}+{person_id}.{day:%Y%m%d}.{_signature(person_id, day)}@{domain}"


def _signature(person_id: int, day: dt.date) -> str:
    text = f"worklog.mail:{person_id}:{day.isoformat()}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()[:20]


@transaction.atomic
def take_mail(*, raw: bytes, by: Viewer) -> MailTaken:
    """Log what an answered e-mail says, for the person and day of its address; the same message again changes nothing.

    Taken only from the address that the person has in the personnel data. Raises NotAllowed for anybody but a command,
    Refused for a message that is too large, without a genuine address, or from another sender.
    """
    if not by.is_system:
        raise NotAllowed
    if len(raw) > MOST_BYTES:
        raise Refused(N_("Surel terlalu besar. Tulis catatan sebagai teks, tanpa lampiran."))
    message = email.message_from_bytes(raw, policy=email.policy.default)
    person_id, day = _meant(message)
    senders = [found for _name, found in getaddresses([str(message.get("From", ""))]) if "@" in found]
    sender = senders[0].casefold() if len(senders) == 1 else ""
    viewer = people.viewer_of_person(person_id)
    if viewer is None or not sender or sender != people.mail_address_of(person_id).casefold():
        raise Refused(N_("Pengirim bukan alamat surel pegawai ini di data kepegawaian."))
    body = message.get_body(("plain",))
    told, unread = rules.read_answer(body.get_content() if body is not None else "")
    audit.set_context(by=viewer, route="worklog.mail")
    outcomes = send_many(drafts=_drafts(told, day), keys=_keys(message, raw, len(told)), by=viewer)
    taken = MailTaken(
        sum(o.entry is not None for o in outcomes),
        sum(o.same for o in outcomes),
        sum(o.refused is not None for o in outcomes),
        len(unread),
    )
    _tell(person_id, day, taken, hashlib.sha256(raw).hexdigest()[:20], by)
    return taken


def _meant(message: EmailMessage) -> tuple[int, dt.date]:
    fields = [
        str(value) for name in ("To", "Cc", "Delivered-To", "X-Original-To") for value in message.get_all(name, [])
    ]
    for _name, address in getaddresses(fields):
        parts = rules.address_parts(address.partition("@")[0])
        if parts and hmac.compare_digest(parts[2], _signature(parts[0], parts[1])):
            return parts[0], parts[1]
    raise Refused(N_("Surel ini tidak dikirim ke alamat balasan Pamong yang sah."))


def _drafts(told: list[rules.Told], day: dt.date) -> list[Draft]:
    return [
        Draft(day=day, starts=t.starts, ends=t.ends, next_day=t.ends <= t.starts, text=t.text, origin=Origin.MAIL)
        for t in told
    ]


def _keys(message: EmailMessage, raw: bytes, count: int) -> list[str]:
    ident = hashlib.sha256(str(message.get("Message-ID", "")).encode() or raw).hexdigest()[:32]
    return [f"mail:{ident}:{number}" for number in range(count)]


def _tell(person_id: int, day: dt.date, taken: MailTaken, mark: str, by: Viewer) -> None:
    said = _("Dari surel Anda: %(logged)s kegiatan tercatat, %(refused)s ditolak, %(unread)s baris tidak terbaca.")
    url = reverse("worklog:day") + f"?tanggal={day.isoformat()}"
    text = said % {"logged": taken.logged, "refused": taken.refused, "unread": taken.unread}
    notify(person_id=person_id, kind=MAIL_RESULT.id, text=text, url=url, key=f"worklog:mail:{mark}", by=by)
