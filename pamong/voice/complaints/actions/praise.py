"""Praise of citizens reaches the person it is about."""

from dataclasses import replace
from decimal import Decimal

from django.db import transaction

from pamong.evidence import actions as evidence
from pamong.people import queries as people
from pamong.platform.access.viewer import Viewer
from pamong.platform.events import publish
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.voice.complaints import metrics
from pamong.voice.complaints.actions import _facts as facts
from pamong.voice.complaints.actions import _steps as steps
from pamong.voice.complaints.enums import State, StepKind
from pamong.voice.complaints.events import PraiseGiven
from pamong.voice.complaints.models import Complaint
from pamong.voice.complaints.rules import texts


@transaction.atomic
def deliver(*, complaint: Complaint, person_id: int, text: str, version: int | None = None, by: Viewer) -> Complaint:
    """Bring praise to a person, in words cleared by the officer; it becomes a fact about him. Raises Refused."""
    said = texts.check_text(text)
    fresh = steps.taken(complaint, version)
    if not fresh.category.is_praise:
        raise Refused(
            N_("Hanya laporan berkategori pujian yang dapat disampaikan sebagai pujian."), code="bukan_pujian"
        )
    where = people.current_assignment(person_id)
    if where is None:
        raise Refused(N_("Pegawai itu tidak ditemukan. Pilih dari daftar."), field="person", code="tidak_dikenal")
    if not fresh.status.is_open:
        raise Refused(N_("Pujian ini sudah disampaikan."), code="sudah_ditutup")
    day = steps.civil_day(fresh)
    fresh.state, fresh.closed_day, fresh.verified_day = State.CONFIRMED, day, fresh.verified_day or day
    fresh.unit, fresh.complete_day, fresh.answered_day = where.unit, day, day
    steps.keep(fresh, {"state", "closed_day", "verified_day", "unit", "complete_day", "answered_day"})
    steps.step(fresh, StepKind.PRAISED, by=by, text=where.unit.name)
    new = facts.fact(metrics.PRAISE, fresh, where.unit, person_id=person_id, value=Decimal(1), day=day, by=by)
    evidence.record_many(facts=[replace(new, words=said)], by=by)  # feedback brings it to him, the same day
    steps.acted(fresh, "praised", by=by, person=person_id)
    publish(PraiseGiven(complaint_id=fresh.pk, person_id=person_id, text=said))
    return fresh
