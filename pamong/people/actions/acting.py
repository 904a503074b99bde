"""Writes of acting superiors: appoint a Plt or Plh for a range of days, and end it early."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.people import queries
from pamong.people.enums import ActingKind
from pamong.people.models import Acting, Person
from pamong.people.rules import acting as rules
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import notify
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

CLERKS = (Who.AGENCY_ADMIN, Who.PERSONNEL)


def resolve(*, typed: str, field: str, agency_id: int | None, by: Viewer) -> Person:
    """The person meant by a NIP or a full name, in one agency if given. Raises Refused(field=...) for none or several."""
    found = queries.find_person(typed, agency_id)
    if not found:
        raise Refused(
            N_("Tidak ada pegawai aktif dengan NIP atau nama lengkap itu di perangkat daerah ini."), field=field
        )
    if len(found) > 1:
        raise Refused(N_("Ada beberapa pegawai dengan nama itu. Tulis NIP-nya."), field=field)
    return found[0]


@transaction.atomic
def appoint(
    *, absent: Person, acting: Person, kind: ActingKind, starts: dt.date, ends: dt.date, decree: str, by: Viewer
) -> Acting:
    """From ``starts`` to ``ends`` (both included) ``acting`` carries the duties of ``absent`` (PP 30/2019 Ps. 46).

    Allowed to a superior for his own duties and to clerks of his agency. Raises NotVisible, Refused (period, overlap:
    an absent person has one stand-in at a time, and a stand-in must be present himself).
    """
    if not queries.may_appoint(by, absent.pk):
        raise NotVisible
    rules.check_pair(absent.pk, acting.pk)
    rules.check_period(starts, ends, today=today(), may_backdate=by.is_system or by.has_role(*CLERKS))
    until = ends + dt.timedelta(days=1)
    Person.objects.select_for_update().filter(pk__in=[absent.pk, acting.pk]).order_by("pk").count()
    _check_free(absent, acting, starts, until)
    try:
        with transaction.atomic():
            made = Acting.objects.add(
                via=ACTION, absent=absent, acting=acting, kind=kind, valid=(starts, until), decree=decree.strip()
            )
    except IntegrityError:  # somebody else was a moment quicker
        _check_free(absent, acting, starts, until)
        raise
    audit.record(
        by=by, verb="acting.appointed", target=made, absent=absent.pk, acting=acting.pk, starts=starts, ends=ends
    )
    kind_name = made.get_kind_display()
    _tell(made, _("Anda ditunjuk sebagai %(kind)s %(name)s."), acting.pk, by=by, kind=kind_name, name=absent.name)
    told = _("%(name)s ditunjuk menggantikan Anda sebagai %(kind)s.")
    _tell(made, told, absent.pk, by=by, kind=kind_name, name=acting.name)
    return made


def _check_free(absent: Person, acting: Person, starts: dt.date, until: dt.date) -> None:
    taken = queries.overlapping(absent.pk, starts, until)
    if taken is not None:
        raise Refused(
            N_(
                "%(absent)s sudah digantikan %(acting)s dari %(starts)s sampai %(ends)s. Akhiri dulu atau pilih tanggal lain."
            ),
            field="starts",
            absent=absent.name,
            acting=taken.acting.name,
            starts=taken.valid.lower,
            ends=taken.valid.upper - dt.timedelta(days=1),
        )
    away = queries.overlapping(acting.pk, starts, until)
    if away is not None:
        raise Refused(
            N_("%(acting)s sendiri sedang digantikan dari %(starts)s sampai %(ends)s. Pilih pengganti lain."),
            field="acting",
            acting=acting.name,
            starts=away.valid.lower,
            ends=away.valid.upper - dt.timedelta(days=1),
        )


@transaction.atomic
def end(*, acting: Acting, last_day: dt.date, by: Viewer) -> Acting | None:
    """End an appointment early; one that has not begun is taken back and None answered. Raises Refused, NotVisible."""
    if not queries.may_appoint(by, acting.absent_id):
        raise NotVisible
    found = acting.again()
    ends = found.valid.upper - dt.timedelta(days=1)
    new_end = rules.last_day_after_end(starts=found.valid.lower, ends=ends, last_day=last_day, today=today())
    if new_end is None:
        audit.record(by=by, verb="acting.taken_back", target=found)
        found.delete(via=ACTION)
        return None
    found.valid = (found.valid.lower, new_end + dt.timedelta(days=1))
    found.save(via=ACTION, update_fields=["valid"])
    found.refresh_from_db()
    audit.record(by=by, verb="acting.ended", target=found, last_day=new_end)
    name = found.absent.name
    told = _("Tugas Anda menggantikan %(name)s berakhir lebih awal.")
    _tell(found, told, found.acting_id, by=by, event="ended", name=name)
    return found


def _tell(made: Acting, text: str, person_id: int, *, by: Viewer, event: str = "appointed", **values: str) -> None:
    key = f"acting.{event}:{made.pk}"
    shown = text % values
    notify(person_id=person_id, kind=f"acting.{event}", text=shown, url=reverse("people:acting"), key=key, by=by)
