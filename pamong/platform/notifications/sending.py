"""One try of one delivery: whom it reaches now, whether it still should, what it says."""

import datetime as dt
from zoneinfo import ZoneInfo

from pamong.platform.calendar.queries import now
from pamong.platform.jobs.app import step
from pamong.platform.notifications import channels, composing, queries
from pamong.platform.notifications.actions import drop_browsers
from pamong.platform.notifications.channels import push
from pamong.platform.notifications.contacts import Contact, contacts_of
from pamong.platform.notifications.enums import Channel, Mode, Reason
from pamong.platform.notifications.models import Delivery
from pamong.platform.notifications.rules import timing


class Wait(Exception):
    """Not now: the person has quiet hours."""

    def __init__(self, until: dt.datetime) -> None:
        super().__init__(until)
        self.until = until


def attempt(delivery: Delivery) -> Reason:
    """Send it. Answers why it need not be sent, or nothing when it left. Raises Failed, Wait."""
    if delivery.person_id is None:
        return _to_outside(delivery)
    contact = contacts_of([delivery.person_id]).get(delivery.person_id)
    if contact is None:
        return Reason.NO_ADDRESS
    _respect_quiet(delivery.person_id, contact)
    if delivery.mode == Mode.DIGEST:
        return _digest(delivery, contact)
    return _single(delivery, contact)


def _to_outside(delivery: Delivery) -> Reason:
    outgoing = composing.direct(delivery) if delivery.address else composing.written(delivery)
    if outgoing is None:
        return Reason.NO_ADDRESS
    channels.send(delivery.channel, outgoing)
    return Reason.NONE


def _single(delivery: Delivery, contact: Contact) -> Reason:
    notice = queries.unread_notice(delivery)
    if notice is None:
        return Reason.READ
    if delivery.channel == Channel.PUSH:
        return _wake(delivery, composing.single(delivery, notice, ""))
    to = _address(delivery, contact)
    if not to:
        return Reason.NO_ADDRESS
    channels.send(delivery.channel, composing.single(delivery, notice, to))
    return Reason.NONE


def _digest(delivery: Delivery, contact: Contact) -> Reason:
    to = _address(delivery, contact)
    if not to:
        return Reason.NO_ADDRESS
    notices = queries.unread_of_digest(delivery)
    if not notices:
        return Reason.READ
    channels.send(delivery.channel, composing.digest(delivery, notices, to, contact.zone))
    return Reason.NONE


def _wake(delivery: Delivery, outgoing: channels.Outgoing) -> Reason:
    browsers = queries.browsers_of(delivery.person_id or 0)
    if not browsers:
        return Reason.NO_ADDRESS
    gone = push.send_all({b.pk: push.Browser(b.endpoint, b.p256dh, b.auth) for b in browsers}, outgoing)
    if gone:
        with step():
            drop_browsers(ids=gone)
    return Reason.NO_ADDRESS if len(gone) == len(browsers) else Reason.NONE


def _respect_quiet(person_id: int, contact: Contact) -> None:
    hours = queries.hours_of({person_id: contact})[person_id]
    until = timing.after_quiet(now(), ZoneInfo(contact.zone), hours.quiet_from, hours.quiet_to)
    if until is not None:
        raise Wait(until)


def _address(delivery: Delivery, contact: Contact) -> str:
    """Where the person may be reached by this channel; empty when he switched it off meanwhile."""
    profile = queries.ways_of(delivery.person_id or 0)
    if delivery.channel == Channel.EMAIL:
        return contact.email if profile.email else ""
    return contact.phone if profile.whatsapp else ""
