"""Seats of leaders that nobody holds: a Plt or Plh takes the unit, and goes when a head comes or his days end.

Work never waits for it: until then the people answer to who stands above (PP 30/2019 Ps. 46).
"""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.people.actions import _changes as changes
from pamong.people.actions import _posts as posts
from pamong.people.actions import _seats as seats
from pamong.people.enums import ActingKind, Matter, Outcome
from pamong.people.events import PostChange
from pamong.people.models import Assignment, Person, SeatActing, Unit, WorkItem
from pamong.people.queries import vacancies as reads
from pamong.people.queries.departed import in_place_of
from pamong.people.rules import acting as rules
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import now, today
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import notify
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def appoint_seat(
    *, unit: Unit, acting: Person, kind: ActingKind, starts: dt.date, ends: dt.date, decree: str, by: Viewer
) -> SeatActing:
    """From ``starts`` to ``ends`` (both included) somebody leads a unit that nobody heads; its people come under him.

    Raises NotVisible, Refused (period, ``decree``, ``person``).
    """
    if not by.is_system:
        reads.vacancy_for(by, unit.pk)
    clerk = by.is_system or by.has_role(Who.AGENCY_ADMIN, Who.PERSONNEL)
    rules.check_period(starts, ends, today=today(unit.agency.time_zone), may_backdate=clerk)
    if not decree.strip():
        raise Refused(N_("Tulis nomor surat perintahnya."), field="decree")
    if not Assignment.objects.filter(person=acting, valid__contains=starts).exists() or not acting.is_active:
        raise Refused(N_("%(name)s tidak bertugas pada tanggal itu."), field="person", name=acting.name)
    Unit.objects.select_for_update().filter(pk=unit.pk).count()
    _check_free(unit, starts, ends)
    made = SeatActing.objects.add(
        via=ACTION, unit=unit, acting=acting, kind=kind, valid=(starts, ends + ONE_DAY), decree=decree.strip()
    )
    made.refresh_from_db()
    told = seats.take(unit=unit, person_id=acting.pk, above_id=_above(unit, acting.pk, starts), day=starts)
    audit.record(by=by, verb="seat.acting_appointed", target=made, unit=unit.pk, person=acting.pk, ends=ends)
    changes.tell(told, cause="superior", by=by)
    posts.cut_rings(told, by=by)
    text = _("Anda ditunjuk sebagai %(kind)s pimpinan %(unit)s.") % {
        "kind": made.get_kind_display(), "unit": unit.name,
    }  # fmt: skip
    url = reverse("people:acting")
    notify(person_id=acting.pk, kind="acting.appointed", text=text, url=url, key=f"seat.appointed:{made.pk}", by=by)
    return made


def _check_free(unit: Unit, starts: dt.date, ends: dt.date) -> None:
    days = (starts, ends + ONE_DAY)
    if Assignment.objects.filter(unit=unit, is_head=True, valid__overlap=days).exists():
        raise Refused(N_("Unit ini sudah punya pimpinan pada tanggal itu."), field="starts")
    taken = SeatActing.objects.filter(unit=unit, valid__overlap=days).select_related("acting").first()
    if taken is not None:
        raise Refused(
            N_("%(name)s sudah ditunjuk sampai %(ends)s. Akhiri dulu atau pilih tanggal lain."),
            field="starts",
            name=taken.acting.name,
            ends=taken.last_day,
        )


def _above(unit: Unit, person_id: int, day: dt.date) -> int | None:
    """Who stands above an empty seat: the head of the nearest unit above that has one."""
    steps = unit.path.rstrip(".").split(".")[:-1]
    paths = [".".join(steps[: end + 1]) + "." for end in range(len(steps))]
    heads = Assignment.objects.filter(unit__path__in=paths, is_head=True, valid__contains=day)
    return heads.exclude(person_id=person_id).order_by("-unit__path").values_list("person_id", flat=True).first()


@transaction.atomic
def end_seat(*, seat: SeatActing, by: Viewer) -> SeatActing:
    """End it today: from today on the people answer to who stands above, and a clerk is asked for a head. Raises NotVisible."""
    if not by.is_system:
        reads.seat_acting_for(by, seat.pk)
    found = SeatActing.objects.select_for_update().select_related("unit__agency", "acting").get(pk=seat.pk)
    day = today(found.unit.agency.time_zone)
    if found.is_over:
        return found
    if found.valid.lower < day < found.valid.upper:
        found.valid = (found.valid.lower, day)
    _hand_on(found, day, by)
    return found


@transaction.atomic
def end_due_seats(*, by: Viewer) -> int:
    """Those whose days have ended (the nightly job); answers how many."""
    day = today()
    due = list(reads.due_seats(day))
    for seat in due:
        _hand_on(seat, day, by)
    return len(due)


def _hand_on(seat: SeatActing, day: dt.date, by: Viewer) -> None:
    seat.is_over = True
    seat.save(via=ACTION, update_fields=["valid", "is_over"])
    audit.record(by=by, verb="seat.acting_ended", target=seat, unit=seat.unit_id, person=seat.acting_id)
    if Assignment.objects.filter(unit=seat.unit, is_head=True, valid__contains=day).exists():
        return
    above = _above(seat.unit, seat.acting_id, day)
    told = seats.release(unit=seat.unit, person_id=seat.acting_id, above_id=above, day=day)
    seats.vacate(unit=seat.unit, day=day)
    changes.tell(told, cause="superior", by=by)
    posts.cut_rings(told, by=by)


@transaction.atomic
def replace_gone(*, person_id: int, by: Viewer) -> int:
    """Those who still answer to somebody who is gone come under who stands in his place; answers how many.

    Raises NotVisible, Refused where nobody stands above him.
    """
    rows = list(reads.still_named(by, "vacancy.fill", person_id).values_list("pk", flat=True))
    if not rows:
        raise NotVisible
    place = in_place_of([person_id]).get(person_id)
    if place is None:
        raise Refused(N_("Tidak ada pimpinan di atasnya. Tetapkan atasan setiap pegawai satu per satu."))
    told = _under(rows, place, by)
    done = WorkItem.objects.filter(matter=Matter.GONE_SUPERIOR, person_id__in=[change.person_id for change in told])
    done.filter(done_at__isnull=True).update(done_at=now(), done_by_id=by.user_id, outcome=Outcome.SETTLED)
    changes.tell(told, cause="superior", by=by)
    posts.cut_rings(told, by=by)
    return len(told)


def _under(rows: list[int], place: int, by: Viewer) -> list[PostChange]:
    carrying = posts.Carrying(today())
    for row in posts.from_day(carrying.day).filter(pk__in=rows).exclude(person_id=place):
        carrying.change(row, superior_id=place)
    audit.record(by=by, verb="superior.replaced", target=Person.objects.get(pk=place), posts=len(carrying.posts))
    return posts.write(carrying)


@transaction.atomic
def flag(*, by: Viewer) -> int:
    """Each night: units without head and people whose superior is gone stand on the clerk's list, and what was put right since
    goes from it. Answers how many stand there.
    """
    units = list(reads.vacant_units(by))
    for unit in units:
        posts.ask(Matter.UNIT_WITHOUT_HEAD, agency_id=unit.agency_id, unit_id=unit.pk)
    people = list(reads.still_named(by).select_related("superior"))
    for post in people:
        posts.ask(
            Matter.GONE_SUPERIOR,
            agency_id=post.agency_id,
            person_id=post.person_id,
            detail=post.superior.name if post.superior else "",
        )
    over = Q(matter=Matter.UNIT_WITHOUT_HEAD) & ~Q(unit__in=units)
    over |= Q(matter=Matter.GONE_SUPERIOR) & ~Q(person__in=[post.person_id for post in people])
    WorkItem.objects.filter(over, done_at__isnull=True).update(done_at=now(), outcome=Outcome.SETTLED)
    return len(units) + len(people)
