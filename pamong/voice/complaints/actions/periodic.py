"""What time itself does to cases, by the database clock: silence, reminders, escalation, and the marks of the night."""

import datetime as dt
import secrets
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from pamong.people import queries as people
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.calendar.queries import holidays_between
from pamong.platform.events import publish
from pamong.platform.files import actions as files
from pamong.platform.files.models import StoredFile
from pamong.platform.guard import ACTION
from pamong.rulebook.workingdays import NATIONAL, add_working_days
from pamong.voice.complaints.actions import _facts as facts
from pamong.voice.complaints.actions import _steps as steps
from pamong.voice.complaints.actions import _telling as telling
from pamong.voice.complaints.enums import OPEN_STATES, State, StepKind
from pamong.voice.complaints.events import ComplaintClosed
from pamong.voice.complaints.models import Complaint, DraftPhoto, Photo, Step
from pamong.voice.complaints.queries.catalogue import policy_on
from pamong.voice.complaints.queries.clocks import deadline_with
from pamong.voice.complaints.queries.visible import chain_of
from pamong.voice.complaints.rules.clocks import COMPLETE

AT_ONCE = 200  # cases in one transaction
SOON = dt.timedelta(days=2)


def close_silent(*, by: Viewer) -> int:
    """Decided cases whose reporter said nothing for the agreed working days: “ditutup, belum dikonfirmasi”, apart from confirmed."""
    today = steps.civil_day()
    limit = policy_on(today).silence_working_days
    done = 0
    for pk in _ids(Complaint.objects.filter(state=State.ANSWERED, answered_day__lt=today)):
        with transaction.atomic():
            fresh = _locked(pk, State.ANSWERED)
            last = fresh.closings.order_by("-at").first() if fresh else None
            if fresh is None or last is None or today <= _last_working_day(last.day, limit):
                continue
            steps.move(fresh, State.UNCONFIRMED)
            fresh.closed_day = today
            steps.keep(fresh, {"state", "closed_day"})
            steps.step(fresh, StepKind.UNCONFIRMED, by=by, public=not fresh.about_officer)
            steps.acted(fresh, "unconfirmed", by=by)
            publish(ComplaintClosed(complaint_id=fresh.pk, state=State.UNCONFIRMED))
            done += 1
    return done


def withdraw_incomplete(*, by: Viewer) -> int:
    """Cases the reporter did not complete within 30 days count as withdrawn (UU 25/2009 Pasal 44 ayat (5))."""
    today, done = steps.civil_day(), 0
    waiting = Complaint.objects.filter(state=State.WAITING, complete_day__isnull=True, asked_complete_day__isnull=False)
    for pk in _ids(waiting):
        with transaction.atomic():
            fresh = _locked(pk, State.WAITING)
            if fresh is None or fresh.asked_complete_day is None or fresh.complete_day is not None:
                continue
            asked = fresh.asked_complete_day
            if today <= deadline_with(None, asked)(COMPLETE, asked):
                continue
            steps.move(fresh, State.WITHDRAWN)
            fresh.closed_day = today
            steps.keep(fresh, {"state", "closed_day"})
            steps.step(fresh, StepKind.WITHDRAWN, by=by, public=not fresh.about_officer)
            steps.acted(fresh, "withdrawn", by=by)
            publish(ComplaintClosed(complaint_id=fresh.pk, state=State.WITHDRAWN))
            done += 1
    return done


def remind(*, by: Viewer) -> int:
    """Tell who has a case two days before its limit, and once it is past tell those above and the inspectorate; each once."""
    today, told = steps.civil_day(), 0
    near = Complaint.objects.filter(state__in=OPEN_STATES, due__lte=today + SOON)
    for pk in _ids(near):
        with transaction.atomic():
            fresh = _locked(pk, *OPEN_STATES)
            if fresh is None or fresh.due is None:
                continue
            late = fresh.due < today
            kind = StepKind.ESCALATED if late else StepKind.REMINDED
            mark = f"{fresh.due_kind} {fresh.due.isoformat()}"
            if fresh.steps.filter(kind=kind, text=mark).exists():
                continue
            steps.step(fresh, kind, by=by, text=mark, for_reporter=False)
            _tell_due(fresh, late=late, by=by)
            told += 1
    return told


def _tell_due(complaint: Complaint, *, late: bool, by: Viewer) -> None:
    concerned = telling.responsible(complaint) | telling.officers(complaint)
    if late:
        if complaint.unit is not None:
            heads = people.heads_of(list(chain_of(complaint.unit.path).values_list("pk", flat=True)))
            concerned |= set(heads.values())
        concerned |= set(people.role_holders(Who.INSPECTOR))
    telling.tell(
        complaint,
        concerned,
        kind="voice.overdue" if late else "voice.due",
        text=_("Pengaduan %(number)s lewat tenggat.") if late else _("Tenggat pengaduan %(number)s sudah dekat."),
        key=f"{complaint.due_kind}:{complaint.due}",
        by=by,
    )


def lift_marks(*, by: Viewer) -> int:
    """In the night: what anonymous reporters wrote enters the audit log, in no order and by its day only; then it is acted on."""
    with transaction.atomic():
        rows = list(
            Step.objects.select_for_update(of=("self",)).filter(unwatched=True).select_related("complaint__unit")
        )
        secrets.SystemRandom().shuffle(rows)
        for row in rows:
            row.unwatched = False
            row.save(via=ACTION, update_fields=["unwatched"])
        cases = list(Complaint.objects.select_for_update().filter(unwatched=True).order_by("pk"))  # ids are random
        for case in cases:
            case.unwatched = False
            case.save(via=ACTION, update_fields=["unwatched"])
        for photo in Photo.objects.filter(unwatched=True).order_by("pk"):
            photo.unwatched = False
            photo.save(via=ACTION, update_fields=["unwatched"])
        pictures = StoredFile.objects.filter(purpose="complaints.unwatched")
        files.renew_timeless(pictures, by=by)
        pictures.update(via=ACTION, purpose="complaints.photo")
        _act_on(rows, by)
    return len(rows) + len(cases)


def _act_on(rows: Iterable[Step], by: Viewer) -> None:
    """What would have been told and recorded at once for any other reporter."""
    for row in rows:
        case = steps.taken(row.complaint)
        if row.kind == StepKind.RECEIVED:
            telling.tell_received(case, by=by)
        else:
            telling.tell_reporter_wrote(case, by=by)
        if row.kind == StepKind.RATED:
            facts.record_rating(case, row.day, by=by)


def forget_drafts(*, by: Viewer) -> int:
    """Pictures of reports nobody sent go after a day."""
    del by
    return DraftPhoto.objects.filter(day__lt=steps.civil_day() - dt.timedelta(days=1)).delete()[0]


def _ids(found: QuerySet[Complaint]) -> list[int]:
    rows = found.order_by(F("due").asc(nulls_last=True), "pk")
    return list(rows.values_list("pk", flat=True)[: AT_ONCE * 10])


def _locked(pk: int, *wanted: State) -> Complaint | None:
    """The case if it is still in one of these states and nobody works on it now (the next run finds it again)."""
    found = Complaint.objects.select_for_update(of=("self",), skip_locked=True).filter(Q(pk=pk), state__in=wanted)
    return found.select_related("category", "place__parent", "unit__agency", "handler", "accused_unit").first()


def _last_working_day(start: dt.date, days: int) -> dt.date:
    holidays = holidays_between(start, start + dt.timedelta(days=3 * days + 30)) or NATIONAL
    return add_working_days(start, days, holidays)
