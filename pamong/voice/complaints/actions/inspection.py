"""The inspectorate's part: the draw of a month, and what an inspection found."""

import datetime as dt
from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models.functions import Now

from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.voice.complaints.actions import _steps as steps
from pamong.voice.complaints.actions import _telling as telling
from pamong.voice.complaints.actions.intake import attach
from pamong.voice.complaints.enums import Inspected, PhotoKind, State, StepKind
from pamong.voice.complaints.models import Complaint, Inspection
from pamong.voice.complaints.queries.catalogue import policy_on
from pamong.voice.complaints.queries.inspection import closed_numbers
from pamong.voice.complaints.queries.proof import questioned_numbers
from pamong.voice.complaints.rules import closing, states, texts


@transaction.atomic
def draw(*, month: dt.date, by: Viewer) -> list[Inspection]:
    """Draw the sample of a past month; a second call draws the same and adds nothing. The draw can be recomputed by anybody."""
    first = month.replace(day=1)
    percent = policy_on(first).sample_percent
    numbers = closed_numbers(first)
    chosen = closing.draw(f"{first:%Y-%m}", numbers, percent, questioned_numbers(numbers))
    there = set(Inspection.objects.filter(complaint__number__in=chosen).values_list("complaint__number", flat=True))
    made = [
        Inspection.objects.add(via=ACTION, complaint=complaint, month=first)
        for complaint in Complaint.objects.filter(number__in=set(chosen) - there).order_by("number")
    ]
    if made:
        audit.record(by=by, verb="complaint.sample_drawn", target=made[0], month=f"{first:%Y-%m}", cases=len(chosen))
    return made


@transaction.atomic
def inspect(
    *,
    inspection: Inspection,
    result: str,
    text: str,
    photos: Sequence[UploadedFile] = (),
    explained: str = "",
    by: Viewer,
) -> Inspection:
    """Write down what the inspection found; a case found not as told is opened again. Raises Refused."""
    said = texts.check_reason(text)
    if result not in (Inspected.TRUE, Inspected.FALSE):
        raise Refused(N_("Pilih hasil pemeriksaan."), field="result", code="nilai_tidak_dikenal")
    fresh = steps.taken(inspection.complaint)
    row = Inspection.objects.select_for_update().get(pk=inspection.pk)
    if row.result != Inspected.PENDING:
        raise Refused(N_("Kasus ini sudah diperiksa."), code="sudah_diperiksa")
    if photos:
        attach(complaint=fresh, uploads=photos, kind=PhotoKind.VISIT, explained=explained, by=by)
    row.result, row.text, row.inspector, row.inspected_at = result, said, by.user_id, Now()
    row.save(via=ACTION, update_fields=["result", "text", "inspector", "inspected_at"])
    if result == Inspected.FALSE and not fresh.status.is_open:
        fresh.state = State(states.reopened_state(has_unit=fresh.unit_id is not None))
        fresh.reopened += 1
        fresh.closed_day = None
        steps.keep(fresh, {"state", "reopened", "closed_day"})
        telling.tell_assigned(fresh, by=by)
    steps.step(fresh, StepKind.INSPECTED, by=by, text=said, for_reporter=False)
    audit.record(by=by, verb="complaint.inspected", target=fresh, result=result)
    return row
