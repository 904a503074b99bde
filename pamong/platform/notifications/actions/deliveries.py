"""The outbox: what is due is claimed, sent by a channel, and noted; a digest of a local day is made once."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Now

from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import now
from pamong.platform.jobs.app import defer_by_name
from pamong.platform.notifications import letters
from pamong.platform.notifications.contacts import contacts_of
from pamong.platform.notifications.enums import Channel, Reason, State
from pamong.platform.notifications.models import Delivery
from pamong.platform.notifications.queries import USUAL, hours_of, waiting_for_digest
from pamong.platform.notifications.rules import timing
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

MOST_BODY = 4000
PEOPLE_AT_ONCE = 500

_CLAIM = """
UPDATE notifications_delivery SET state = 'sending', begun_at = clock_timestamp(), attempts = attempts + 1
WHERE id = (SELECT id FROM notifications_delivery
            WHERE state = 'waiting' AND channel = %s AND due_at <= clock_timestamp()
            ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id
"""
_DIGESTS = """
WITH person AS (
  SELECT * FROM unnest(%(people)s::bigint[], %(zones)s::text[], %(cuts)s::date[]) AS p(id, zone, cut)
), last AS (
  SELECT d.person_id, max(d.day) AS day FROM notifications_delivery d JOIN person ON person.id = d.person_id
  WHERE d.mode = 'digest' GROUP BY 1
), pending AS (
  SELECT n.id, n.person_id, person.cut,
         greatest((n.created_at AT TIME ZONE person.zone)::date, coalesce(last.day + 1, '-infinity')) AS day
  FROM notifications_notification n JOIN person ON person.id = n.person_id LEFT JOIN last ON last.person_id = n.person_id
  WHERE n.mode = 'digest' AND n.digest_id IS NULL
), made AS (
  INSERT INTO notifications_delivery (person_id, event, channel, mode, kind, day, address, body, state, reason, attempts)
  SELECT DISTINCT person_id, 'digest:' || day, 'email', 'digest', '', day, '', '', 'waiting', '', 0
  FROM pending WHERE day < cut
  ON CONFLICT DO NOTHING RETURNING id, person_id, day
)
UPDATE notifications_notification n SET digest_id = made.id
FROM pending JOIN made USING (person_id, day) WHERE n.id = pending.id
"""


def claim(*, channel: str, by: Viewer) -> Delivery | None:
    """Take the next delivery that is due: nobody else gets it. ``by`` is named in the audit of the job."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLAIM, [channel])
        row = cursor.fetchone()
    return Delivery.objects.get(pk=row[0]) if row else None


def finish(*, delivery: Delivery, state: State, reason: Reason, due_at: dt.datetime | None = None, by: Viewer) -> None:
    """Note what came of a claimed delivery; text and number of somebody without account go when it is done.

    ``due_at`` with state waiting: when to try again. A wait for quiet hours does not count as a try.
    """
    waits = state is State.WAITING
    changes: dict[str, Any] = {
        "state": state,
        "reason": reason,
        "begun_at": None,
        "done_at": None if waits else Now(),
        "attempts": delivery.attempts - 1 if reason is Reason.QUIET else delivery.attempts,
    }
    if due_at is not None:
        changes["due_at"] = due_at
    if state in (State.SENT, State.SKIPPED):
        changes |= {"address": "", "body": ""}
    Delivery.objects.filter(pk=delivery.pk, state=State.SENDING).update(**changes)


def make_digests(*, by: Viewer) -> int:
    """For everybody whose local day is over and whose agency's hour has come: one delivery per day; answers how many notices.

    An event that becomes visible after its day's digest was made is told in the next one.
    """
    at, done, after = now(), 0, 0
    while people := waiting_for_digest(after=after, limit=PEOPLE_AT_ONCE):
        after = people[-1]
        done += _digests(people, at)
    return done


def _digests(people: Collection[int], at: dt.datetime) -> int:
    contacts = contacts_of(people)
    hours = hours_of(contacts)
    ids, zones, cuts = [], [], []
    for person_id, contact in contacts.items():
        ids.append(person_id)
        zones.append(contact.zone)
        cuts.append(timing.digest_cut(at, ZoneInfo(contact.zone), hours[person_id].digest_at))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_DIGESTS, {"people": ids, "zones": zones, "cuts": cuts})
        return int(cursor.rowcount)


def send_direct(*, channel: str, address: str, text: str, key: str, by: Viewer) -> bool:
    """Put a message to somebody without account into the outbox, in the caller's transaction; False when ``key`` was used.

    ``address`` is a phone number or an e-mail address. Address and text are blanked once it is sent. Raises ValueError
    for an unknown channel or a text that is empty or longer than 4,000 characters.
    """
    if channel not in Channel.values or channel == Channel.PUSH or not text or len(text) > MOST_BODY or not address:
        raise ValueError("send_direct: channel, address and text (up to 4,000 characters)")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notifications_delivery (event, channel, mode, kind, address, body, state, reason, attempts)"
            " VALUES (%s, %s, 'now', 'direct', %s, %s, 'waiting', '', 0) ON CONFLICT DO NOTHING RETURNING id",
            [key, channel, address, text],
        )
        put = cursor.fetchone() is not None
    if put:
        defer_by_name("notifications.send", channel=channel)
    return put


def send_letters(
    *, kind: str, keys: Iterable[str], channel: Channel = Channel.EMAIL, after: dt.timedelta | None = None, by: Viewer
) -> int:
    """Put messages to people without account into the outbox, in the caller's transaction; answers how many are new.

    Neither address nor text is kept here: the area that declared ``kind`` (letters.py) writes each when it is sent, from its
    key, or says that nobody wants it any more. The same key is sent once. With ``after`` it leaves that much later, and never in the
    quiet hours of the night: a telephone lies beside its owner.
    """
    letters.writer_of(kind)
    wanted = list(keys)
    if not wanted:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notifications_delivery (event, channel, mode, kind, address, body, state, reason, attempts, due_at)"
            " SELECT key, %s, 'now', %s, '', '', 'waiting', '', 0, coalesce(%s, statement_timestamp())"
            " FROM unnest(%s::text[]) AS w(key) ON CONFLICT DO NOTHING",
            [str(channel), kind, _by_day(after), wanted],
        )
        put = int(cursor.rowcount)
    if put and after is None:
        defer_by_name("notifications.send", channel=str(channel))
    return put


def _by_day(after: dt.timedelta | None) -> dt.datetime | None:
    if after is None:
        return None
    at = now() + after
    return timing.after_quiet(at, ZoneInfo(settings.TIME_ZONE), USUAL.quiet_from, USUAL.quiet_to) or at


def mail_of(*, notice_id: int, by: Viewer) -> None:
    """Put the e-mail of a notice into the outbox unless it is there (jobs of earlier versions)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notifications_delivery (person_id, event, channel, mode, kind, notice_id, address, body, state, reason,"
            " attempts) SELECT person_id, key, 'email', 'now', kind, id, '', '', 'waiting', '', 0"
            " FROM notifications_notification WHERE id = %s ON CONFLICT DO NOTHING",
            [notice_id],
        )


def moment() -> dt.datetime:
    """Now, by the database clock."""
    return now()


def retry(*, delivery_id: int, by: Viewer) -> Delivery:
    """Let a parked delivery be tried again, after its cause was mended. Raises Refused when it is not parked."""
    row = Delivery.objects.select_for_update().filter(pk=delivery_id, state=State.PARKED).first()
    if row is None:
        raise Refused(N_("Kiriman ini tidak sedang berhenti, jadi tidak perlu dicoba lagi."))
    Delivery.objects.filter(pk=row.pk).update(state=State.WAITING, reason="", attempts=0, due_at=Now(), done_at=None)
    audit.record(by=by, verb="notifications.retried", target=row)
    defer_by_name("notifications.send", channel=row.channel)
    return row
