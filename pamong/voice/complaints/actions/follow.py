"""What the reporter does with a receipt: answer, confirm, reopen, rate. Of an anonymous one nothing is told at that moment."""

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from pamong.platform.access.viewer import Viewer
from pamong.platform.events import publish
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.voice.complaints.actions import _facts as facts
from pamong.voice.complaints.actions import _steps as steps
from pamong.voice.complaints.actions import _telling as telling
from pamong.voice.complaints.actions.intake import attach
from pamong.voice.complaints.enums import PhotoKind, State, StepKind
from pamong.voice.complaints.events import ComplaintClosed
from pamong.voice.complaints.models import Complaint
from pamong.voice.complaints.queries.catalogue import policy_on
from pamong.voice.complaints.rules import states, texts

CLOSED_STATES = (State.CONFIRMED, State.VISITED, State.UNCONFIRMED)


@transaction.atomic
def write(*, complaint: Complaint, text: str, uploads: Sequence[UploadedFile] = (), by: Viewer) -> Complaint:
    """The reporter adds something or answers a question; what waited for him goes on. Raises Refused."""
    said = texts.check_text(text)
    fresh = steps.taken(complaint)
    if fresh.state == State.MERGED:
        raise Refused(N_("Laporan ini digabung dengan laporan lain. Ikuti laporan itu."), code="digabung")
    fields = set()
    if fresh.state == State.WAITING:
        steps.move(fresh, State.WORKING if fresh.unit_id else State.VERIFIED)
        fields.add("state")
        if fresh.complete_day is None:
            fresh.complete_day = steps.civil_day(fresh)
            fresh.verified_day = fresh.verified_day or fresh.complete_day
            fields |= {"complete_day", "verified_day"}
    if uploads:
        if len(uploads) > texts.MOST_PHOTOS:
            raise Refused(N_("Paling banyak %(most)s foto."), field="photo", most=texts.MOST_PHOTOS)
        attach(complaint=fresh, uploads=uploads, kind=PhotoKind.REPORT, by=by)
    _reporters_step(fresh, StepKind.TOLD, fields, text=said, by=by)
    return fresh


@transaction.atomic
def confirm(*, complaint: Complaint, by: Viewer) -> Complaint:
    """The reporter says it is done: the only way to “dikonfirmasi pelapor”."""
    fresh = steps.taken(complaint)
    steps.move(fresh, State.CONFIRMED)
    fresh.closed_day = fresh.closed_day or steps.civil_day(fresh)
    _reporters_step(fresh, StepKind.CONFIRMED, {"state", "closed_day"}, public=not fresh.about_officer, by=by)
    publish(ComplaintClosed(complaint_id=fresh.pk, state=State.CONFIRMED))
    return fresh


@transaction.atomic
def reopen(*, complaint: Complaint, text: str, by: Viewer) -> Complaint:
    """The reporter says it is not done: the same case and the same clock go on, with the reason. Raises Refused."""
    said = texts.check_reason(text)
    fresh = steps.taken(complaint)
    day = steps.civil_day(fresh)
    since = fresh.closed_day or fresh.answered_day or day
    states.check_reopenable(fresh.state, days_since=(day - since).days, limit=policy_on(day).reopen_days)
    if fresh.state in (State.REFUSED, State.HANDED_OVER):
        fresh.state = State.RECEIVED
    else:
        steps.move(fresh, State(states.reopened_state(has_unit=fresh.unit_id is not None)))
    fresh.reopened += 1
    fresh.closed_day, fresh.promised_day = None, None
    _reporters_step(
        fresh,
        StepKind.REOPENED,
        {"state", "reopened", "closed_day", "promised_day"},
        text=said,
        public=not fresh.about_officer,
        by=by,
        hide_text=True,
    )
    return fresh


@transaction.atomic
def rate(*, complaint: Complaint, score: int, text: str = "", by: Viewer) -> Complaint:
    """The reporter rates the handling, 1 to 4, with words if he likes; a later rating replaces the earlier. Raises Refused."""
    if score not in (1, 2, 3, 4):
        raise Refused(N_("Pilih nilai 1 sampai 4."), field="score", code="nilai_tidak_dikenal")
    fresh = steps.taken(complaint)
    if fresh.answered_day is None:
        raise Refused(N_("Penanganan dapat dinilai setelah ada tanggapan."), code="belum_ditanggapi")
    fresh.rating, fresh.rating_text = score, text.strip()[:1000]
    _reporters_step(fresh, StepKind.RATED, {"rating", "rating_text"}, text=fresh.rating_text, by=by)
    if not fresh.is_anonymous:
        facts.record_rating(fresh, steps.civil_day(fresh), by=by)
    return fresh


def _reporters_step(
    complaint: Complaint,
    kind: StepKind,
    fields: set[str],
    *,
    by: Viewer,
    text: str = "",
    public: bool = False,
    hide_text: bool = False,
) -> None:
    """Store what the reporter did; words of his that nobody has moderated are never public with the step."""
    steps.keep(complaint, fields, by_reporter=True)
    steps.step(complaint, kind, by=by, text=text, public=public and not (hide_text and text), by_reporter=True)
    if not complaint.is_anonymous:
        steps.acted(complaint, kind.value, by=by)
        telling.tell_reporter_wrote(complaint, by=by)
