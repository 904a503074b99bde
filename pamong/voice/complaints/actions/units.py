"""Units end, cases go on: what is open follows to the unit that takes over, in the same transaction."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from pamong.people.models import Unit
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION
from pamong.voice.complaints.actions import _facts as facts
from pamong.voice.complaints.actions import _steps as steps
from pamong.voice.complaints.enums import OPEN_STATES, State, StepKind
from pamong.voice.complaints.models import Complaint, Responsible, Step


@transaction.atomic
def follow_merger(*, unit_id: int, into_id: int, by: Viewer) -> int:
    """Open cases of a unit that went up in another, and the rules that sent cases to it; answers how many cases.

    Handler, state and clock stay: a merger is no reason to wait longer. Cases about the old unit still name it; it lies
    below its successor now, so that the same people and those who lead the new one are kept from them. A case about the
    successor itself does not go there: it waits for an officer to name another unit.
    """
    into = Unit.objects.select_related("agency").get(pk=into_id)
    Responsible.objects.filter(unit_id=unit_id).update(via=ACTION, unit_id=into_id)
    held = Complaint.objects.filter(unit_id=unit_id, state__in=OPEN_STATES)
    locked = list(held.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    if not locked:
        return 0
    cases = list(
        Complaint.objects.filter(pk__in=locked).select_related("accused_unit").annotate(last=Max("steps__order"))
    )
    about = [c for c in cases if c.accused_unit and _related(into.path, c.accused_unit.path)]
    going = [c for c in cases if c not in about]
    _change(going, unit_id=into_id)
    _change(about, unit_id=None, handler_id=None, state=State.VERIFIED)
    here = _("Unit kerja berganti: laporan ini sekarang ditangani %(unit)s.") % {"unit": into.name}
    back = _("Unit yang menangani bergabung dengan unit yang diadukan. Tunjuk unit lain.")
    with steps.held(steps.moment()):  # one instant for all, asked once
        new = [
            _step(case, kind=StepKind.ASSIGNED, state=case.state, text=here, by=by, into=into, shown=True)
            for case in going
        ]
        new += [
            _step(case, kind=StepKind.NOTE, state=State.VERIFIED, text=back, by=by, into=into, shown=False)
            for case in about
        ]
        Step.objects.bulk_create(new, via=ACTION)
        facts.move_received(going, into, _day(into), by=by)
    audit.record(by=by, verb="complaint.unit_merged", target=into, cases=locked)
    return len(cases)


def _day(unit: Unit) -> dt.date:
    return steps.moment().astimezone(ZoneInfo(unit.agency.time_zone)).date()


def _related(path: str, other: str) -> bool:
    return path.startswith(other) or other.startswith(path)


def _change(cases: Sequence[Complaint], **values: Any) -> None:
    found = Complaint.objects.filter(pk__in=[case.pk for case in cases])
    found.update(via=ACTION, version=F("version") + 1, unwatched=False, **values)


def _step(case: Complaint, *, kind: StepKind, state: str, text: str, by: Viewer, into: Unit, shown: bool) -> Step:
    last: int | None = getattr(case, "last")  # noqa: B009  # annotated
    return Step(
        complaint=case,
        order=0 if last is None else last + 1,
        kind=kind,
        state=state,
        text=text if not (shown and case.about_officer) else "",
        is_public=shown and not case.about_officer,
        for_reporter=shown,
        person_id=by.person_id,
        unit_id=by.unit_id,
        day=_day(into),
        at=steps.moment(),
    )
