"""The role-result matrix written in one go: roles given, changed and taken back."""

from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.planning.enums import Intervention
from pamong.planning.models import HandedDown, WorkResult
from pamong.planning.queries.cascade import handed_of, leaders_results, receivers_among
from pamong.planning.queries.roles import digest, given_roles
from pamong.platform.access.errors import Conflict, NotAllowed, NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import notify
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

Role = tuple[str, str]  # way ("" for none) and the result in between
Place = tuple[int, int]  # result and person


@transaction.atomic
def give_roles(*, wanted: Mapping[Place, Role], seen: str, by: Viewer) -> int:
    """Make the matrix of the viewer's results say ``wanted`` (places not named stay as they are); answers how many changed.

    ``seen`` is the digest the page was opened with. New persons must stand below the viewer today. A role whose result a
    person has planned already is not taken back. Raises NotAllowed, NotVisible, Conflict, Refused.
    """
    if by.person_id is None:
        raise NotAllowed
    own = {row.pk: row for row in leaders_results(by).select_for_update(of=("self",), no_key=True)}
    if not {result for result, _person in wanted} <= set(own):
        raise NotVisible
    rows = {(row.result_id, row.to_person_id): row for row in handed_of(own)}
    present = given_roles(list(rows.values()))
    if digest(present) != seen:
        raise Conflict(
            mine={_("Matriks"): _("perubahan Anda")},
            theirs={_("Matriks"): _("diubah orang lain sejak Anda membukanya")},
        )
    changed = {place: role for place, role in wanted.items() if present.get(place, ("", "")) != _tidy(role)}
    _check_people(
        {person for (result, person), role in changed.items() if role[0] and (result, person) not in rows}, by
    )
    for place, role in changed.items():
        _write(own[place[0]], place[1], _tidy(role), rows.get(place), by)
    return len(changed)


def _tidy(role: Role) -> Role:
    way, between = role
    return (way, between.strip() if way == Intervention.INDIRECT else "")


def _check_people(new: set[int], by: Viewer) -> None:
    if new and set(receivers_among(by, new).values_list("person_id", flat=True)) != new:
        raise Refused(N_("Sebagian orang tidak lagi berada di bawah Anda hari ini. Muat ulang halaman ini."))


def _write(result: WorkResult, person_id: int, role: Role, row: HandedDown | None, by: Viewer) -> None:
    way, between = role
    if row is None:
        HandedDown.objects.add(
            via=ACTION,
            result=result,
            to_person_id=person_id,
            intervention=way,
            intermediate=between,
            by_id=by.person_id,
        )
        _tell(result, person_id, by)
    elif way:
        row.intervention, row.intermediate = way, between
        row.save(via=ACTION, update_fields=["intervention", "intermediate"])
    else:
        if WorkResult.objects.filter(parent_id=result.pk, skp__person_id=person_id).exists():
            raise Refused(
                N_("%(name)s sudah merencanakan “%(title)s”, jadi perannya tidak dapat ditarik."),
                name=row.to_person.name,
                title=result.title,
                code="sudah_dikaitkan",
            )
        row.delete(via=ACTION)
    verb = "result.handed_down" if way else "result.taken_back"
    audit.record(by=by, verb=verb, target=result, to=[person_id], intervention=way, between=between)


def _tell(result: WorkResult, person_id: int, by: Viewer) -> None:
    text = _("Hasil kerja pimpinan diturunkan kepada Anda: %(title)s") % {"title": result.title}
    key = f"planning.handed_down:{result.pk}"
    notify(person_id=person_id, kind="planning.handed_down", text=text, url=reverse("planning:mine"), key=key, by=by)
