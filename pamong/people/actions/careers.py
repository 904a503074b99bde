"""A person's way: moved to another post, dates and words of a post corrected, service ended, and taken up again."""

import copy
import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.people.actions import _changes as changes
from pamong.people.actions import _posts as posts
from pamong.people.actions import _seats as seats
from pamong.people.actions import accounts, organisation
from pamong.people.enums import LeavingReason, Matter, Outcome
from pamong.people.events import PersonLeft, PostChange
from pamong.people.models import Acting, Assignment, Person, TeamMember, Unit, WorkItem
from pamong.people.queries import careers as reads
from pamong.people.rules import careers as rules
from pamong.platform import events
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import now, today
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import notify
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_


@dataclass(frozen=True)
class NewPost:
    """Where somebody goes. ``superior`` None: the head of the unit, or of the one above for a head."""

    unit: Unit
    title: str
    kind: str
    level: str = ""
    is_head: bool = False
    superior: Person | None = None


@transaction.atomic
def move(*, person: Person, post: NewPost, day: dt.date, decree: str, by: Viewer) -> Assignment:
    """Give a person another post from ``day`` on; whom he led is handed over, whom he will lead comes under him.

    Raises Refused (``day``, ``unit``, ``superior``, ``person``: the seat is taken), NotVisible for others' agencies.
    """
    _check_reach(person, post.unit, by)
    rules.check_day(day, today(post.unit.agency.time_zone), field="day")
    if not decree.strip():
        raise Refused(N_("Tulis nomor surat keputusannya."), field="decree")
    if not post.unit.is_active:
        raise Refused(N_("Unit itu sudah ditutup. Pilih unit yang masih aktif."), field="unit")
    before = reads.post_on(person.pk, day)
    superior = post.superior or reads.default_superior(post.unit, day, is_head=post.is_head, person_id=person.pk)
    made = organisation.assign(
        person=person, unit=post.unit, title=post.title, kind=post.kind, level=post.level, superior=superior,
        is_head=post.is_head, since=day, by=by,
    )  # fmt: skip
    made.decree = decree.strip()
    made.save(via=ACTION, update_fields=["decree"])
    told = _leave_seat(before, made, day) if before else []
    if post.is_head:
        told += seats.follow(head=made, day=day)
        _settle(by, unit_id=post.unit.pk, matter=Matter.UNIT_WITHOUT_HEAD)
    changes.tell(told, cause="superior", by=by)
    posts.cut_rings([*told, changes.compare(before, made, day)], by=by)
    _tell_moved(made, day, by)
    return made


def _check_reach(person: Person, unit: Unit | None, by: Viewer) -> None:
    """Whoever moves somebody keeps the agency he leaves and the one he goes to."""
    if by.is_system:
        return
    if not reads.may_change(by, person.pk) or (unit is not None and not reads.keeps(by, unit)):
        raise NotVisible


def _leave_seat(before: Assignment, after: Assignment | None, day: dt.date) -> list[PostChange]:
    """The unit somebody led is handed over, unless he goes on leading it."""
    stays = after is not None and after.is_head and after.unit_id == before.unit_id
    if stays or not before.is_head:
        return []
    told = seats.hand_over(person_id=before.person_id, above_id=before.superior_id, day=day, within=before.unit.path)
    seats.vacate(unit=before.unit, day=day)
    return told


def _tell_moved(made: Assignment, day: dt.date, by: Viewer) -> None:
    text = _("Penempatan Anda mulai %(day)s: %(title)s, %(unit)s.") % {
        "day": rules.shown(day), "title": made.position_title, "unit": made.unit.name,
    }  # fmt: skip
    url = reverse("people:my_data")
    notify(person_id=made.person_id, kind="career.moved", text=text, url=url, key=f"career.moved:{made.pk}", by=by)


def _settle(by: Viewer, **which: Any) -> None:
    """An item of the work list is done by the act itself."""
    found = WorkItem.objects.filter(done_at__isnull=True, **which)
    found.update(done_at=now(), done_by_id=by.user_id, outcome=Outcome.SETTLED)


@transaction.atomic
def correct(
    *, assignment: Assignment, start: dt.date, title: str, kind: str, level: str, decree: str, by: Viewer
) -> Assignment:
    """Mend a post that was entered wrongly: its first day and its words. The post before ends where it now begins.

    Raises Refused (``start``) when the days would overlap an earlier or pass the end of the post itself.
    """
    found = assignment.again()
    _check_reach(found.person, found.unit, by)
    before = copy.copy(found)
    previous = (
        Assignment.objects.select_for_update()
        .filter(person_id=found.person_id, valid__startswith__lt=found.valid.lower)
        .order_by("-valid")
        .first()
    )
    rules.check_start(start, found.valid.lower, found.valid.upper, previous.valid.lower if previous else None)
    if start != found.valid.lower:
        if (
            previous
            and previous.valid.upper
            and (previous.valid.upper == found.valid.lower or previous.valid.upper > start)
        ):
            previous.valid = (previous.valid.lower, start)
            previous.save(via=ACTION, update_fields=["valid"])
        if found.is_head:
            rules.check_seat_free(reads.seat_taken(found, start))
        found.valid = (start, found.valid.upper)
    found.position_title, found.position_kind, found.position_level = title.strip(), kind, level.strip()
    found.decree = decree.strip() or found.decree
    found.save(via=ACTION, update_fields=["valid", "position_title", "position_kind", "position_level", "decree"])
    found.refresh_from_db(fields=["valid"])
    _settle(by, person_id=found.person_id, matter=Matter.FORMER_HEAD)
    audit.record(by=by, verb="assignment.corrected", target=found, person=found.person_id, start=start)
    changes.tell([changes.compare(before, found, start)], cause="correction", by=by)
    return found


@transaction.atomic
def leave(*, person: Person, reason: str, day: dt.date, decree: str, by: Viewer) -> Person:
    """End somebody's service; ``day`` is the first without him. What he led and whom he stood in for is handed over.

    Evaluations of the time before can still be finished. Raises Refused (``day``, ``reason``), NotVisible.
    """
    _check_reach(person, None, by)
    locked = person.again()
    if locked.left_on is not None:
        raise Refused(N_("%(name)s sudah tercatat berhenti."), name=locked.name)
    if reason not in LeavingReason.values:
        raise Refused(N_("Pilih alasannya."), field="reason")
    last = reads.last_post(person.pk)
    if last is None:
        raise NotVisible
    rules.check_day(day, today(last.agency.time_zone), field="day")
    if day <= last.valid.lower:
        raise Refused(
            N_("Penempatan terakhir baru mulai %(start)s; pilih tanggal sesudahnya."),
            field="day",
            start=last.valid.lower,
        )
    if last.valid.upper is None or last.valid.upper > day:
        last.valid = (last.valid.lower, day)
        last.save(via=ACTION, update_fields=["valid"])
    locked.left_on, locked.left_reason = day, reason
    locked.save(via=ACTION, update_fields=["left_on", "left_reason"])
    told = seats.hand_over(person_id=person.pk, above_id=last.superior_id, day=day)
    if last.is_head:
        seats.vacate(unit=last.unit, day=day)
    _end_duties(person.pk, day)
    audit.record(by=by, verb="person.left", target=locked, reason=reason, day=day, decree=decree.strip())
    changes.tell(told, cause="superior", by=by)
    posts.cut_rings(told, by=by)
    events.publish(PersonLeft(person.pk, last.pk, last.superior_id, day, reason, by))
    if day <= today(last.agency.time_zone):
        _end_service(locked, by)
    return locked


def _end_duties(person_id: int, day: dt.date) -> None:
    """Appointments on either side and seats in teams end with the service."""
    ended: tuple[tuple[Any, str], ...] = ((Acting, "absent_id"), (Acting, "acting_id"), (TeamMember, "person_id"))
    for model, who in ended:
        rows = list(model.objects.select_for_update().filter(**{who: person_id}, valid__overlap=(day, None)))
        running = [row for row in rows if row.valid.lower < day]
        for row in running:
            row.valid = (row.valid.lower, day)
        model.objects.bulk_update(running, ["valid"], via=ACTION)
        model.objects.filter(pk__in=[row.pk for row in rows if row not in running]).delete(via=ACTION)


def _end_service(person: Person, by: Viewer) -> None:
    person.is_active = False
    person.save(via=ACTION, update_fields=["is_active"])
    accounts.close_accounts(person_ids=[person.pk], by=by)
    open_items = WorkItem.objects.filter(person=person, done_at__isnull=True)
    open_items.update(done_at=now(), outcome=Outcome.SETTLED, answer=_("Pegawai sudah berhenti."))


@transaction.atomic
def end_services(*, by: Viewer) -> int:
    """Close the accounts of those whose last day has passed (the nightly job). Answers how many."""
    due = list(Person.objects.select_for_update().filter(is_active=True, left_on__lte=today()))
    for person in due:
        _end_service(person, by)
    return len(due)


@transaction.atomic
def take_back_leaving(*, person: Person, by: Viewer) -> Person:
    """It was entered wrongly: the last post goes on as it was; whom he led stays where it was handed to.

    The account stays closed until a clerk opens it. Raises Refused unless he is entered as having left, NotVisible.
    """
    last = reads.last_post(person.pk)
    if last is None or (not by.is_system and not reads.keeps(by, last.unit)):
        raise NotVisible
    locked = person.again()
    if locked.left_on is None:
        raise Refused(N_("%(name)s tidak tercatat berhenti."), name=locked.name)
    if not last.unit.is_active:
        raise Refused(N_("Unit terakhirnya sudah ditutup. Impor penempatan barunya."))
    if last.is_head:
        rules.check_seat_free(reads.seat_taken(last, last.valid.lower, without_end=True))
    last.valid = (last.valid.lower, None)
    last.save(via=ACTION, update_fields=["valid"])
    locked.left_on, locked.left_reason, locked.is_active = None, "", True
    locked.save(via=ACTION, update_fields=["left_on", "left_reason", "is_active"])
    audit.record(by=by, verb="person.leaving_taken_back", target=locked)
    return locked
