"""Writes of the cascade: results handed down to persons below, and waiting results linked later by either side."""

from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.planning.enums import Intervention, ParentState
from pamong.planning.models import HandedDown, WorkResult
from pamong.planning.queries.cascade import (
    ancestors,
    leaders_results,
    linkable,
    one_link_at_a_time,
    own_result,
    parents_for,
    receivers_among,
)
from pamong.planning.rules import cascade, states
from pamong.platform.access.errors import NotAllowed, NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import Notice, notify, notify_many
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

MOST_AT_ONCE = 50


@transaction.atomic
def hand_down(*, result_id: int, to: Iterable[int], intervention: str, by: Viewer, note: str = "") -> list[HandedDown]:
    """Give a leader's result to persons below him; given again, way and note are changed. Each person is told.

    ``by`` owns the result or carries its owner's duties. Raises NotVisible, Refused (field ``to``).
    """
    result = own_result(by, result_id, lock=True)
    if by.person_id is None:
        raise NotAllowed
    wanted = set(to)
    if not wanted or len(wanted) > MOST_AT_ONCE:
        raise Refused(N_("Pilih 1 sampai %(most)s orang."), field="to", most=MOST_AT_ONCE)
    allowed = set(receivers_among(by, wanted).values_list("person_id", flat=True))
    if allowed != wanted:
        raise Refused(
            N_("Sebagian orang yang dipilih tidak berada di bawah Anda hari ini. Pilih dari daftar."), field="to"
        )
    present = HandedDown.objects.filter(result=result, to_person_id__in=wanted)
    old = set(present.values_list("to_person_id", flat=True))
    present.update(via=ACTION, intervention=Intervention(intervention), note=note.strip())
    fresh = [
        HandedDown(
            result=result,
            to_person_id=pk,
            intervention=Intervention(intervention),
            note=note.strip(),
            by_id=by.person_id,
        )
        for pk in sorted(wanted - old)
    ]
    made = HandedDown.objects.bulk_create(fresh, via=ACTION)
    audit.record(by=by, verb="result.handed_down", target=result, to=sorted(wanted), intervention=intervention)
    text = _("%(name)s menurunkan hasil kerja kepada Anda. Semuanya ada di SKP saya.") % {
        "name": result.skp.person.name
    }
    key = f"planning.handed_down:{result.skp_id}:{today()}"  # several results on one day are one notice
    notices = [Notice(given.to_person_id, text, reverse("planning:mine"), key) for given in made]
    notify_many(notices=notices, kind="planning.handed_down", by=by)
    return made


@transaction.atomic
def take_back(*, handed_id: int, by: Viewer) -> None:
    """Take a hand-down back as long as no result of the person carries it. Raises NotVisible, Refused."""
    given = (
        HandedDown.objects.filter(pk=handed_id, result__skp__person_id__in=by.acts_for).select_related("result").first()
    )
    if given is None:
        raise NotVisible
    if WorkResult.objects.filter(parent_id=given.result_id, skp__person_id=given.to_person_id).exists():
        raise Refused(
            N_("Hasil kerja ini sudah dikaitkan oleh pegawai, jadi tidak dapat ditarik."), code="sudah_dikaitkan"
        )
    audit.record(by=by, verb="result.taken_back", target=given.result, to=given.to_person_id)
    given.delete(via=ACTION)


@transaction.atomic
def link(*, result_id: int, parent_id: int, by: Viewer) -> WorkResult:
    """Link a waiting result to a leader's result, by the employee or by the superior; also after the plan is agreed.

    Raises NotVisible, Refused (already linked, not among the offered ones, circle).
    """
    one_link_at_a_time()
    result = linkable(by, "result.link", result_id)
    if result.parent_state != ParentState.WAITING:
        states.check_editable(result.skp.state)
    offered = parents_for(result.skp).filter(pk=parent_id).first()
    if offered is None and by.person_id != result.skp.person_id:
        offered = leaders_results(by).filter(pk=parent_id).first()
    if offered is None:
        raise Refused(N_("Pilih hasil kerja pimpinan dari daftar."), field="parent", code="induk")
    cascade.check_parent(
        result_id=result.pk,
        person_id=result.skp.person_id,
        parent_id=offered.pk,
        parent_person_id=offered.skp.person_id,
        ancestors=ancestors(offered.pk),
    )
    result.parent_id, result.parent_state = offered.pk, ParentState.LINKED
    result.save(via=ACTION, update_fields=["parent", "parent_state"])
    audit.record(by=by, verb="result.linked", target=result, parent=offered.pk)
    if by.person_id != result.skp.person_id:
        text = _("Hasil kerja Anda “%(title)s” sudah dikaitkan dengan hasil kerja pimpinan.") % {"title": result.title}
        url, key = reverse("planning:skp", args=[result.skp_id]), f"planning.linked:{result.pk}:{offered.pk}"
        notify(person_id=result.skp.person_id, kind="planning.linked", text=text, url=url, key=key, by=by)
    return result
