"""What every write of a case shares: lock, step, clocks, mark. The actions' own."""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max

from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import now
from pamong.platform.events import publish
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.voice.complaints.enums import State, StepKind
from pamong.voice.complaints.events import ReporterMayHear
from pamong.voice.complaints.models import Complaint, Step
from pamong.voice.complaints.queries.clocks import binding_of
from pamong.voice.complaints.rules import states

CHANGED = N_("Laporan ini berubah sejak halamannya dibuka. Muat ulang, periksa, lalu ulangi bila masih perlu.")


def taken(complaint: Complaint, version: int | None = None) -> Complaint:
    """The case, locked and freshly read; raises Refused when it is no longer the version the page showed."""
    fresh: Complaint = (
        Complaint.objects.select_for_update(of=("self",))
        .select_related("category", "place__parent", "unit__agency", "handler", "accused_unit")
        .get(pk=complaint.pk)
    )
    if version is not None and fresh.version != version:
        raise Refused(CHANGED, code="berubah")
    return fresh


_held: ContextVar[dt.datetime | None] = ContextVar("complaints_as_of", default=None)


def moment() -> dt.datetime:
    """The instant by the database clock, or that of past days being loaded (bulk.py)."""
    return _held.get() or now()


def loading() -> bool:
    """Whether past days are being loaded: then nobody is told, and receipts do not open."""
    return _held.get() is not None


@contextmanager
def held(at: dt.datetime) -> Iterator[None]:
    """Inside, the moment of all acts is ``at``."""
    token = _held.set(at)
    try:
        yield
    finally:
        _held.reset(token)


def civil_day(complaint: Complaint | None = None) -> dt.date:
    """Today by the database clock, in the zone of the agency that has the case (else the installation's)."""
    unit = complaint.unit if complaint else None
    zone = unit.agency.time_zone if unit else settings.TIME_ZONE
    return moment().astimezone(ZoneInfo(zone)).date()


def step(
    complaint: Complaint,
    kind: StepKind,
    *,
    by: Viewer,
    text: str = "",
    public: bool = False,
    for_reporter: bool = True,
    by_reporter: bool = False,
) -> Step:
    """Add a step to a locked case. A step of an anonymous reporter has no moment and no audit trace."""
    unwatched = by_reporter and complaint.is_anonymous
    if (for_reporter or public) and not by_reporter and not loading():
        publish(_may_hear(complaint, kind))
    last: int | None = Step.objects.filter(complaint_id=complaint.pk).aggregate(last=Max("order"))["last"]
    return Step.objects.add(
        via=ACTION,
        complaint=complaint,
        order=0 if last is None else last + 1,
        kind=kind,
        state=complaint.state,
        text=text.strip(),
        is_public=public,
        for_reporter=for_reporter or public,
        by_reporter=by_reporter,
        person_id=by.person_id,
        unit_id=by.unit_id,
        day=civil_day(complaint),
        at=None if unwatched else moment(),
        unwatched=unwatched,
    )


def _may_hear(complaint: Complaint, kind: StepKind) -> ReporterMayHear:
    return ReporterMayHear(
        complaint_id=complaint.pk,
        kind=kind.value,
        channel=complaint.channel,
        mode=complaint.mode,
        about_officer=complaint.about_officer,
        version=complaint.version,
    )


def keep(complaint: Complaint, fields: Iterable[str], *, by_reporter: bool = False) -> None:
    """Store a locked case with its next version and the limit that now binds."""
    complaint.version += 1
    complaint.unwatched = by_reporter and complaint.is_anonymous
    clock = binding_of(complaint) if complaint.status.is_open else None
    complaint.due, complaint.due_kind = (clock.due, clock.kind) if clock else (None, "")
    if complaint.status.is_open and complaint.promised_day and complaint.due is None:
        complaint.due, complaint.due_kind = complaint.promised_day, "janji"
    complaint.save(via=ACTION, update_fields={*fields, "version", "unwatched", "due", "due_kind"})


def move(complaint: Complaint, state: State) -> None:
    """Put a locked case into its next state; raises Refused when that does not follow."""
    states.check_may_become(complaint.state, state.value)
    complaint.state = state


def acted(complaint: Complaint, verb: str, *, by: Viewer, **detail: Any) -> None:
    """The act in the audit log; an anonymous reporter's acts are not there by their moment."""
    if not complaint.unwatched:
        audit.record(by=by, verb=f"complaint.{verb}", target=complaint, **detail)
