"""Writes of absences: enter one, end it early or take it back. Boards and reminders follow at once."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.people import queries
from pamong.people.enums import AbsenceKind
from pamong.people.events import AttendanceChanged
from pamong.people.models import Absence, Person
from pamong.people.rules import absences as rules
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.events import publish
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import notify
from pamong.platform.ui import formatting
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_


@transaction.atomic
def record_absence(
    *,
    person_id: int,
    kind: AbsenceKind,
    starts: dt.date,
    ends: dt.date,
    by: Viewer,
    part: str = "",
    decree: str = "",
    note: str = "",
) -> Absence:
    """Enter that a person is away from ``starts`` to ``ends`` (both included); he is told.

    Allowed to superiors for their staff and to clerks for their agencies, never for oneself. Raises NotVisible, Refused
    (days, overlap with another absence).
    """
    if not queries.may_record_absence(by, person_id) or person_id == by.person_id:
        raise NotVisible
    rules.check_period(starts, ends, part=part, today=today())
    until = ends + dt.timedelta(days=1)
    Person.objects.select_for_update().filter(pk=person_id).order_by("pk").count()
    _check_free(person_id, starts, until)
    made = Absence.objects.add(
        via=ACTION,
        person_id=person_id,
        kind=kind,
        valid=(starts, until),
        part=part,
        decree=decree.strip(),
        note=note.strip(),
        recorded_by=by.user_id,
    )
    made.refresh_from_db()
    audit.record(
        by=by, verb="absence.recorded", target=made, person=person_id, kind=str(kind), starts=starts, ends=ends
    )
    publish(AttendanceChanged(person_ids=(person_id,), first=starts, last=ends))
    told = _("%(kind)s Anda dicatat: %(starts)s sampai dengan %(ends)s.")
    _tell(made, told, "recorded", by)
    return made


def _check_free(person_id: int, starts: dt.date, until: dt.date) -> None:
    taken = queries.absence_overlapping(person_id, starts, until)
    if taken is not None:
        raise Refused(
            N_(
                "Sudah tercatat %(kind)s dari %(first)s sampai %(last)s. Akhiri dulu yang itu, atau pilih tanggal lain."
            ),
            field="starts",
            code="sudah_tercatat",
            kind=str(AbsenceKind(taken.kind).label),
            first=taken.valid.lower,
            last=taken.last_day,
        )


@transaction.atomic
def end_absence(*, absence: Absence, last_day: dt.date, by: Viewer) -> Absence | None:
    """Somebody came back earlier: ``last_day`` is the new last day. One that ends before it began is taken back (None)."""
    if not queries.may_record_absence(by, absence.person_id) or absence.person_id == by.person_id:
        raise NotVisible
    found = absence.again()
    first, last = found.valid.lower, found.last_day
    if last_day >= last:
        raise Refused(N_("Pilih hari sebelum %(ends)s, hari terakhir sekarang."), field="last_day", ends=last)
    publish(AttendanceChanged(person_ids=(found.person_id,), first=first, last=last))
    if last_day < first:
        audit.record(by=by, verb="absence.taken_back", target=found, person=found.person_id)
        _tell(found, _("%(kind)s Anda %(starts)s sampai dengan %(ends)s dibatalkan."), "taken_back", by)
        found.delete(via=ACTION)
        return None
    found.valid = (first, last_day + dt.timedelta(days=1))
    try:
        with transaction.atomic():
            found.save(via=ACTION, update_fields=["valid"])
    except IntegrityError as error:
        raise Refused(N_("Ketidakhadiran ini baru saja diubah orang lain. Muat ulang halaman.")) from error
    found.refresh_from_db()
    audit.record(by=by, verb="absence.ended", target=found, person=found.person_id, last_day=last_day)
    _tell(found, _("%(kind)s Anda kini %(starts)s sampai dengan %(ends)s."), f"ended:{last_day}", by)
    return found


def _tell(row: Absence, text: str, event: str, by: Viewer) -> None:
    said = text % {
        "kind": row.get_kind_display(),
        "starts": formatting.long_date(row.valid.lower),
        "ends": formatting.long_date(row.last_day),
    }
    notify(
        person_id=row.person_id,
        kind="absence.changed",
        text=said,
        url=reverse("people:absences"),
        key=f"absence:{row.pk}:{event}",
        by=by,
    )
