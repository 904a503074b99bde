"""The employee's writes: send an entry, correct it, withdraw it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from pamong.evidence import actions as evidence
from pamong.people import queries as people
from pamong.people.queries import Posting
from pamong.planning.queries import ActionChoice, IndicatorChoice
from pamong.platform.access.errors import Conflict, NotAllowed
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.events import publish
from pamong.platform.files import actions as files
from pamong.platform.guard import ACTION
from pamong.platform.offline.receipts import written_at
from pamong.platform.ui import formatting
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.worklog.actions._telling import _one_transaction, _sent_fact, _source_of, _tell_boards
from pamong.worklog.enums import EntryState, Origin
from pamong.worklog.events import EntrySent
from pamong.worklog.metrics import ENTRY
from pamong.worklog.models import Attachment, Entry
from pamong.worklog.queries import surroundings
from pamong.worklog.rules import hours, states, window

MOST_FILES = 5
PURPOSE = "worklog.entry"


@dataclass(frozen=True)
class Draft:
    """An entry as typed. Times are civil times of the agency; ``indicator`` None means other duties."""

    day: dt.date
    starts: dt.time
    ends: dt.time
    text: str
    next_day: bool = False
    quantity: Decimal | None = None
    unit_label: str = ""
    indicator: IndicatorChoice | None = None
    uploads: Sequence[UploadedFile] = ()
    action: ActionChoice | None = None
    link: str = ""
    late_reason: str = ""
    origin: Origin = Origin.FORM
    disposition_id: int | None = None


def send(*, draft: Draft, by: Viewer, key: str = "") -> Entry:
    """Log a piece of work of one's own; evidence, audit and the superior's board follow in the same transaction.

    The same ``key`` twice gives the first entry again. Raises Refused (at the field) for impossible or overlapping
    times, days outside the window or the posting, and files that are not taken.
    """
    with _one_transaction():
        posting, times, reason = _judged(draft, by)
        stored = _store(draft.uploads, by)
        entry = Entry(
            person_id=posting.person_id,
            agency_id=posting.agency_id,
            unit_id=posting.unit_id,
            key=key,
            late_reason=reason,
            origin=draft.origin,
            disposition_id=draft.disposition_id,
            **_content(draft, times),
        )
        existing = _insert(entry, times)
        if existing is not None:
            return existing
        _attach(entry, stored)
        audit.record(by=by, verb="worklog.sent", target=entry)
        publish(EntrySent(entry_id=entry.pk, person_id=entry.person_id, day=entry.day))
        _tell_boards(posting, entry)
        evidence.record_many(facts=[_sent_fact(entry, posting.unit_path)], by=by)
        return entry


def change(*, entry: Entry, version: int, draft: Draft, by: Viewer, remove: Sequence[int] = ()) -> Entry:
    """Correct one's own entry while it is not accepted; a returned one is thereby sent again.

    ``version`` is the one the form was opened with: raises Conflict when it changed meanwhile. ``remove`` names
    attachments to take off. Raises Refused as ``send`` does, and once the superior has accepted it.
    """
    with _one_transaction():
        entry = _locked(entry, by)
        states.check_open(entry.state)
        if entry.version != version:
            raise Conflict(mine=_shown(draft), theirs=_shown_entry(entry))
        moved, was_unit = entry.day, entry.unit_id
        posting, times, reason = _judged(draft, by, entry)
        _check_count(entry, draft.uploads, remove)
        stored = _store(draft.uploads, by)
        for name, value in _content(draft, times).items():
            setattr(entry, name, value)
        entry.agency_id, entry.unit_id = posting.agency_id, posting.unit_id
        entry.state, entry.decided_by_id, entry.decided_at = EntryState.SENT, None, None
        entry.late_reason = reason
        entry.version += 1
        _update(entry, times)
        Attachment.objects.filter(entry=entry, pk__in=list(remove)).delete(via=ACTION)
        _attach(entry, stored)
        audit.record(by=by, verb="worklog.changed", target=entry)
        publish(EntrySent(entry_id=entry.pk, person_id=entry.person_id, day=entry.day))
        _tell_boards(posting, entry)
        if (moved, was_unit) != (entry.day, entry.unit_id):
            fact = _sent_fact(entry, posting.unit_path)
            evidence.withdraw(sources=[_source_of(entry.pk)], metric=ENTRY.id, by=by, replacing=[fact])
        return entry


def withdraw(*, entry: Entry, by: Viewer) -> Entry:
    """Take back one's own entry while it is not accepted; it stays on record as withdrawn, its evidence is taken back."""
    with _one_transaction():
        entry = _locked(entry, by)
        states.check_open(entry.state)
        entry.state, entry.decided_by_id, entry.decided_at = EntryState.WITHDRAWN, None, None
        entry.version += 1
        entry.save(via=ACTION, update_fields=["state", "decided_by", "decided_at", "version"])
        audit.record(by=by, verb="worklog.withdrawn", target=entry)
        _tell_boards(people.posting_of(entry.person_id), entry)
        evidence.withdraw(sources=[_source_of(entry.pk)], metric=ENTRY.id, by=by)
        return entry


def _locked(entry: Entry, by: Viewer) -> Entry:
    if entry.person_id != by.person_id:
        raise NotAllowed
    return entry.again()


def _judged(draft: Draft, by: Viewer, entry: Entry | None = None) -> tuple[Posting, hours.Span, str]:
    """The posting on that day, the times as moments and the reason for being late, after all rules (two statements)."""
    if by.person_id is None:
        raise NotAllowed
    posting = people.posting_of(by.person_id, draft.day)
    if posting is None:
        raise _not_posted(draft.day)
    zone = ZoneInfo(posting.time_zone)
    times = hours.span(day=draft.day, starts=draft.starts, ends=draft.ends, next_day=draft.next_day, zone=zone)
    near = surroundings(
        person_id=posting.person_id,
        agency_id=posting.agency_id,
        day=draft.day,
        starts_at=times.starts_at,
        ends_at=times.ends_at,
        without=entry.pk if entry else None,
    )
    if entry is None or entry.day != draft.day:  # a correction of an old entry keeps its day
        today = written_at(posting.now).astimezone(zone).date()
        reason = window.check_day(day=draft.day, today=today, window=near.window, late_reason=draft.late_reason)
    else:
        reason = entry.late_reason
    hours.check(new=times, now=posting.now, others=near.others)
    return posting, times, reason


def _not_posted(day: dt.date) -> Refused:
    return Refused(
        N_(
            "Pada %(day)s Anda tidak tercatat bertugas. Bila itu keliru, hubungi admin kepegawaian perangkat daerah Anda."
        ),
        field="day",
        code="di_luar_penugasan",
        day=day,
    )


def _content(draft: Draft, times: hours.Span) -> dict[str, object]:
    indicator = draft.indicator
    return {
        "day": times.day,
        "starts_at": times.starts_at,
        "ends_at": times.ends_at,
        "text": draft.text,
        "quantity": draft.quantity,
        "unit_label": (indicator.unit or draft.unit_label) if indicator else draft.unit_label,
        "indicator_id": indicator.indicator_id if indicator else None,
        "result_id": indicator.result_id if indicator else draft.action.result_id if draft.action else None,
        "action_item_id": draft.action.action_id if draft.action else None,
        "link": draft.link,
    }


_FIELDS = (
    "person_id", "agency_id", "unit_id", "day", "starts_at", "ends_at", "text", "quantity", "unit_label", "indicator_id",
    "result_id", "state", "version", "note", "key", "late_reason", "origin", "disposition_id",
    "action_item_id", "link",
)  # fmt: skip
_INSERT = f"""
INSERT INTO worklog_entry ({", ".join(_FIELDS)}) VALUES ({", ".join(["%s"] * len(_FIELDS))})
ON CONFLICT DO NOTHING RETURNING id
"""  # noqa: S608  # put together from constants


def _insert(entry: Entry, times: hours.Span) -> Entry | None:
    """Insert unless another entry stands in the way, also one of this very moment: the database decides, without a savepoint.

    Answers the entry that came with the same key before, if that is what stands there. Raises Refused for an overlap.
    """
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [getattr(entry, name) for name in _FIELDS])
        row = cursor.fetchone()
    if row is not None:
        entry.pk = row[0]
        return None
    if entry.key:
        same = Entry.objects.filter(person_id=entry.person_id, key=entry.key).first()
        if same is not None:
            return same
    raise _overlap(entry, times)


def _update(entry: Entry, times: hours.Span) -> None:
    try:
        with transaction.atomic():
            entry.save(via=ACTION)
    except IntegrityError as error:
        if "worklog_no_overlap" not in str(error):
            raise
        raise _overlap(entry, times) from error


def _overlap(entry: Entry, times: hours.Span) -> Refused:
    near = surroundings(
        person_id=entry.person_id,
        agency_id=entry.agency_id,
        day=times.day,
        starts_at=times.starts_at,
        ends_at=times.ends_at,
        without=entry.pk,
    )
    for other in near.others:
        if other.starts_at < times.ends_at and times.starts_at < other.ends_at:
            return hours.overlap(other, times.zone)
    return Refused(
        N_("Catatan lain baru saja masuk pada waktu yang sama. Periksa daftar hari ini, lalu coba lagi."),
        field="starts",
    )


def _store(uploads: Sequence[UploadedFile], by: Viewer) -> list[int]:
    if len(uploads) > MOST_FILES:
        raise _too_many()
    return [files.store(u, by=by, purpose=PURPOSE, subject_person_id=by.person_id, field="proof").pk for u in uploads]


def _check_count(entry: Entry, uploads: Sequence[UploadedFile], remove: Sequence[int]) -> None:
    if (
        uploads
        and Attachment.objects.filter(entry=entry).exclude(pk__in=list(remove)).count() + len(uploads) > MOST_FILES
    ):
        raise _too_many()


def _too_many() -> Refused:
    return Refused(
        N_("Paling banyak %(most)s berkas untuk satu catatan."),
        field="proof",
        code="berkas_terlalu_banyak",
        most=MOST_FILES,
    )


def _attach(entry: Entry, stored: Sequence[int]) -> None:
    if stored:
        Attachment.objects.bulk_create([Attachment(entry=entry, file_id=pk) for pk in stored], via=ACTION)


def _shown(draft: Draft) -> dict[str, str]:
    return {
        _("Uraian"): draft.text,
        _("Waktu"): f"{formatting.clock(draft.starts)}–{formatting.clock(draft.ends)}",
        _("Jumlah"): formatting.number(draft.quantity),
    }


def _shown_entry(entry: Entry) -> dict[str, str]:
    return {
        _("Uraian"): entry.text,
        _("Waktu"): f"{formatting.clock(entry.starts_at)}–{formatting.clock(entry.ends_at)}",
        _("Jumlah"): formatting.number(entry.quantity),
    }
