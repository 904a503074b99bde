"""Writes of citizen feedback: take it up from its fact, tell those concerned, show praise if the person agrees."""

from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.evidence.events import FactRecorded
from pamong.evidence.registry import metric_of
from pamong.feedback.citizen.enums import Shown, Tone
from pamong.feedback.citizen.models import CitizenVoice
from pamong.feedback.citizen.rules import safe
from pamong.people.models import Assignment
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION
from pamong.platform.jobs.app import defer_by_name
from pamong.platform.notifications.actions import Notice, notify_many
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_


def hear(*, event: FactRecorded, by: Viewer) -> CitizenVoice | None:
    """Take up what a citizen said, in the transaction of its fact; the person is told at once, a unit by a job.

    The notice holds none of the citizen's words. A correction changes the value, a withdrawal takes it out of every list.
    """
    if event.corrects is not None:
        _corrected(event)
        return None
    row = CitizenVoice.objects.add(
        via=ACTION,
        fact_id=event.fact_id,
        metric=event.metric,
        agency_id=event.agency_id,
        unit_id=event.unit_id,
        person_id=event.person_id,
        day=event.day,
        tone=metric_of(event.metric).citizen,
        value=event.value,
        words=safe(event.words),
    )
    if row.person_id is not None:
        _tell([row.person_id], row, key=f"citizen.heard:{row.pk}", by=by)
    else:
        defer_by_name("citizen.tell_unit", voice_id=row.pk)
    return row


def tell_unit(*, voice_id: int, by: Viewer) -> int:
    """Tell those who served in the unit on the day, each once a day however much is said; answers how many were told."""
    row = CitizenVoice.objects.select_related("unit").get(pk=voice_id)
    served = Assignment.objects.filter(unit_id=row.unit_id, valid__contains=row.day, person__is_active=True)
    people = served.order_by("person_id").values_list("person_id", flat=True)
    return _tell(people, row, key=f"citizen.unit:{row.unit_id}:{row.day}", by=by)


@transaction.atomic
def show(*, voice: CitizenVoice, shown: bool, by: Viewer) -> CitizenVoice:
    """The person lets his team see praise about him, or not. Raises Refused for anybody else."""
    row = voice.again()
    if row.person_id != by.person_id or row.tone != Tone.PRAISE:
        raise Refused(N_("Hanya pegawai yang dipuji yang memutuskan apakah pujian ini tampil."))
    row.shown = Shown.YES if shown else Shown.NO
    row.save(via=ACTION, update_fields=["shown"])
    audit.record(by=by, verb="citizen.shown" if shown else "citizen.kept", target=row)
    return row


def _corrected(event: FactRecorded) -> None:
    row = CitizenVoice.objects.select_for_update().filter(fact_id=event.corrects or 0).first()
    if row is None:
        return
    if event.withdrawn:
        row.withdrawn = True
    else:
        row.value += event.value
    row.save(via=ACTION, update_fields=["withdrawn", "value"])


def _tell(people: Iterable[int], row: CitizenVoice, *, key: str, by: Viewer) -> int:
    texts = {
        Tone.PRAISE: _("Warga memuji layanan yang Anda berikan."),
        Tone.COMPLAINT: _("Ada keluhan warga tentang layanan Anda. Anda dapat menanggapinya."),
        Tone.SCORE: _("Warga memberi nilai atas layanan Anda."),
    }
    unit = _("Ada umpan balik warga untuk unit Anda.")
    text = texts[Tone(row.tone)] if row.person_id else unit
    url = reverse("citizen:mine")
    return notify_many(notices=[Notice(pk, text, url, key) for pk in people], kind="citizen.heard", by=by)
