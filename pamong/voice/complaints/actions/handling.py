"""The handling officer's writes: start, ask, note, promise, decide, visit."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import translation

from pamong.platform.access.viewer import Viewer
from pamong.platform.events import publish
from pamong.platform.guard import ACTION
from pamong.platform.ui import formatting
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.voice.complaints.actions import _facts as facts
from pamong.voice.complaints.actions import _steps as steps
from pamong.voice.complaints.actions._public import check_public
from pamong.voice.complaints.actions.intake import attach
from pamong.voice.complaints.enums import PhotoKind, State, StepKind
from pamong.voice.complaints.events import ComplaintClosed, ComplaintDecided, ComplaintHandled
from pamong.voice.complaints.models import Closing, Complaint
from pamong.voice.complaints.queries.clocks import in_time
from pamong.voice.complaints.rules import closing as closing_rules
from pamong.voice.complaints.rules import texts

FARTHEST = dt.timedelta(days=180)


@dataclass(frozen=True)
class Decision:
    """What the examination found, as the reporter and the inspectorate will read it."""

    outcome: str
    answer: str
    cause: str = ""
    remedy: str = ""
    prevention: str = ""
    proof: str = ""


@transaction.atomic
def start(*, complaint: Complaint, text: str = "", version: int | None = None, by: Viewer) -> Complaint:
    """Work has begun: the first follow-up (5 hari kerja) is met."""
    fresh = steps.taken(complaint, version)
    steps.move(fresh, State.WORKING)
    fresh.followed_up_day = fresh.followed_up_day or steps.civil_day(fresh)
    fresh.handler_id = fresh.handler_id or (by.person_id if by.person_id else None)
    steps.keep(fresh, {"state", "followed_up_day", "handler"})
    steps.step(fresh, StepKind.STARTED, by=by, text=text, public=not fresh.about_officer and not text.strip())
    _handled(fresh, StepKind.STARTED, by)
    return fresh


@transaction.atomic
def ask(*, complaint: Complaint, text: str, version: int | None = None, by: Viewer) -> Complaint:
    """Ask the reporter something. After the case was declared complete the law knows no stop: the clock runs on."""
    said = texts.check_reason(text)
    fresh = steps.taken(complaint, version)
    steps.move(fresh, State.WAITING)
    fresh.followed_up_day = fresh.followed_up_day or steps.civil_day(fresh)
    steps.keep(fresh, {"state", "followed_up_day"})
    steps.step(fresh, StepKind.ASKED, by=by, text=said)
    _handled(fresh, StepKind.ASKED, by)
    return fresh


@transaction.atomic
def note(*, complaint: Complaint, text: str, by: Viewer) -> Complaint:
    """An internal note: neither reporter nor public reads it."""
    said = texts.check_text(text)
    fresh = steps.taken(complaint)
    steps.step(fresh, StepKind.NOTE, by=by, text=said, for_reporter=False)
    steps.acted(fresh, "noted", by=by)
    return fresh


@transaction.atomic
def promise(*, complaint: Complaint, day: dt.date, text: str, version: int | None = None, by: Viewer) -> Complaint:
    """“Belum selesai, tanggal baru”: the cheap honest choice. The reporter reads reason and date; the law's clock runs on."""
    said = texts.check_reason(text)
    fresh = steps.taken(complaint, version)
    today = steps.civil_day(fresh)
    if not today < day <= today + FARTHEST:
        raise Refused(
            N_("Pilih tanggal sesudah hari ini, paling lama enam bulan lagi."), field="day", code="di_luar_batas"
        )
    if not fresh.about_officer:
        check_public(fresh, said)
    if fresh.state != State.WORKING:
        steps.move(fresh, State.WORKING)
    fresh.promised_day = day
    fresh.followed_up_day = fresh.followed_up_day or today
    steps.keep(fresh, {"state", "promised_day", "followed_up_day"})
    steps.step(fresh, StepKind.PROMISED, by=by, text=_dated(day, said), public=not fresh.about_officer)
    _handled(fresh, StepKind.PROMISED, by)
    return fresh


@transaction.atomic
def decide(
    *,
    complaint: Complaint,
    decision: Decision,
    photos: Sequence[UploadedFile] = (),
    explained: str = "",
    version: int | None = None,
    by: Viewer,
) -> Closing:
    """Answer the complaint. What is upheld names cause, remedy, prevention and has proof. The reporter then confirms or reopens.

    Raises Refused at the field that is missing.
    """
    fresh = steps.taken(complaint, version)
    has_proof = bool(photos or decision.proof.strip())
    closing_rules.check_decision(
        decision.outcome, decision.answer, decision.cause, decision.remedy, decision.prevention, has_proof
    )
    if not fresh.about_officer:
        check_public(fresh, decision.answer, field="answer")
    steps.move(fresh, State.ANSWERED)
    day = steps.civil_day(fresh)
    closing = Closing.objects.add(
        via=ACTION,
        complaint=fresh,
        outcome=decision.outcome,
        answer=decision.answer.strip(),
        cause=decision.cause.strip(),
        remedy=decision.remedy.strip(),
        prevention=decision.prevention.strip(),
        proof=decision.proof.strip()[:500],
        in_time=in_time(fresh, day),
        days=(day - fresh.received_day).days,
        person_id=by.person_id,
        unit=fresh.unit,
        day=day,
        at=steps.moment(),
    )
    if photos:
        attach(complaint=fresh, uploads=photos, kind=PhotoKind.PROOF, explained=explained, by=by)
    fresh.answered_day = fresh.answered_day or day
    fresh.followed_up_day = fresh.followed_up_day or day
    fresh.verified_day, fresh.complete_day = fresh.verified_day or day, fresh.complete_day or day
    fresh.promised_day = None
    fields = {"state", "answered_day", "followed_up_day", "verified_day", "complete_day", "promised_day"}
    steps.keep(fresh, fields)
    steps.step(fresh, StepKind.ANSWERED, by=by, text=closing.answer, public=not fresh.about_officer)
    facts.record_decided(fresh, closing, by=by)
    steps.acted(fresh, "decided", by=by, outcome=decision.outcome)
    _tell_above(fresh, closing)
    return closing


@transaction.atomic
def visited(
    *,
    complaint: Complaint,
    text: str,
    photos: Sequence[UploadedFile] = (),
    explained: str = "",
    version: int | None = None,
    by: Viewer,
) -> Complaint:
    """Close after somebody else than the one who answered has looked on the spot, with a picture. Raises Refused."""
    said = texts.check_reason(text)
    fresh = steps.taken(complaint, version)
    last = fresh.closings.order_by("-at").first()
    if last is not None and last.person_id == by.person_id:
        raise Refused(
            N_("Yang menanggapi tidak boleh memeriksa sendiri. Minta petugas lain memeriksa di lapangan."),
            code="orang_sama",
        )
    if not fresh.about_officer:
        check_public(fresh, said)
    if not photos:
        raise Refused(N_("Lampirkan foto dari pemeriksaan."), field="photos", code="wajib")
    steps.move(fresh, State.VISITED)
    attach(complaint=fresh, uploads=photos, kind=PhotoKind.PROOF, explained=explained, by=by)
    fresh.closed_day = fresh.closed_day or steps.civil_day(fresh)
    steps.keep(fresh, {"state", "closed_day"})
    steps.step(fresh, StepKind.VISITED, by=by, text=said, public=not fresh.about_officer)
    steps.acted(fresh, "visited", by=by)
    publish(ComplaintClosed(complaint_id=fresh.pk, state=State.VISITED))
    return fresh


def _dated(day: dt.date, said: str) -> str:
    """The new date and the reason, as they are kept and read: in Indonesian, whoever writes."""
    with translation.override("id"):
        return f"{formatting.long_date(day)}: {said}"


def _handled(complaint: Complaint, kind: StepKind, by: Viewer) -> None:
    steps.acted(complaint, kind.value, by=by)
    if by.person_id is not None:
        day = steps.civil_day(complaint)
        publish(ComplaintHandled(complaint_id=complaint.pk, person_id=by.person_id, what=kind.value, day=day))


def _tell_above(complaint: Complaint, closing: Closing) -> None:
    if complaint.unit_id is not None:
        publish(
            ComplaintDecided(
                complaint_id=complaint.pk,
                unit_id=complaint.unit_id,
                person_id=closing.person_id,
                outcome=closing.outcome,
                in_time=closing.in_time,
                day=closing.day,
            )
        )
