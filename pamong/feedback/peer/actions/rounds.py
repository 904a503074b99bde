"""A round from its opening to the release of its answers."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.feedback.peer.enums import Relation, RoundState
from pamong.feedback.peer.models import (
    Answer,
    Invitation,
    Round,
    RoundKey,
    SealedBox,
    Subject,
    UsedInvitation,
)
from pamong.feedback.peer.queries import policy_on
from pamong.feedback.peer.rules import box
from pamong.feedback.peer.rules.answers import LEAST, MOST_LEAST, Said, enough
from pamong.feedback.peer.rules.invitations import Member, asked, check_days
from pamong.people.models import Assignment, Unit
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.guard import ACTION
from pamong.platform.jobs.app import defer_by_name
from pamong.platform.notifications.actions import Notice, notify_many
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

AT_ONCE = 150  # people; a larger round is filled by a job
REMIND_DAYS = 2  # before the last day


@transaction.atomic
def open_round(
    *,
    unit: Unit,
    title: str,
    about_from: dt.date,
    about_to: dt.date,
    starts: dt.date,
    ends: dt.date,
    upward: bool,
    by: Viewer,
) -> Round:
    """Open a round for a unit and all below it, with the setting of the day; those invited are told.

    Raises Refused for days that do not fit and for a unit nobody works in.
    """
    day = today()
    setting = policy_on(unit.agency_id, day)
    check_days(starts=starts, ends=ends, today=day, least=setting.least, lowest=LEAST, highest=MOST_LEAST)
    if about_to < about_from:
        raise Refused(N_("Hari terakhir tidak boleh sebelum hari pertama."), field="about_to")
    people = _members(unit, day).count()
    if not people:
        raise Refused(N_("Tidak ada pegawai di unit ini hari ini."), field="unit")
    row = Round.objects.add(
        via=ACTION,
        agency_id=unit.agency_id,
        unit=unit,
        title=title.strip()[:120],
        about_from=about_from,
        about_to=about_to,
        starts=starts,
        ends=ends,
        least=setting.least,
        most=setting.most,
        upward=upward,
    )
    audit.record(by=by, verb="peer.round_opened", target=row, people=people)
    if people <= AT_ONCE:
        populate(round_id=row.pk, by=by)
        row.refresh_from_db()
    else:
        defer_by_name("peer.populate", round_id=row.pk)
    return row


@transaction.atomic
def populate(*, round_id: int, by: Viewer) -> int:
    """Invite by the rule everybody the round asks; answers how many invitations there are. A second call changes nothing."""
    row = Round.objects.select_for_update().select_related("unit").get(pk=round_id)
    if row.state != RoundState.PREPARING:
        return 0
    day = today()
    everybody = Assignment.objects.filter(agency_id=row.agency_id, valid__contains=day)
    members = [Member(*values) for values in everybody.values_list("person_id", "unit_id", "superior_id")]
    about = sorted(_members(row.unit, day).values_list("person_id", flat=True))
    conflicts = (
        Invitation.objects.filter(subject__round__agency_id=row.agency_id)
        .exclude(left="")
        .values_list("subject__person_id", "giver_id")
    )
    wanted = asked(about, members, most=row.most, least=row.least, conflicts=set(conflicts))
    if not row.upward:
        wanted = [one for one in wanted if one.relation != Relation.REPORT]
    known = {one.about for one in wanted}
    subjects = Subject.objects.bulk_create(
        [Subject(round=row, person_id=pk) for pk in about if pk in known], via=ACTION
    )
    by_person = {subject.person_id: subject for subject in subjects}
    Invitation.objects.bulk_create(
        [Invitation(subject=by_person[o.about], giver_id=o.giver, relation=o.relation) for o in wanted], via=ACTION
    )
    RoundKey.objects.add(via=ACTION, round=row, sealed=box.wrapped(box.new_key(), settings.SECRET_KEY))
    row.state = RoundState.OPEN
    row.save(via=ACTION, update_fields=["state"])
    _invite(row, {one.giver for one in wanted}, by)
    return len(wanted)


@transaction.atomic
def close(*, round: Round, by: Viewer) -> None:  # noqa: A002  # the word of the matter
    """End a round now: its last day becomes today, and its answers are released. Raises Refused when it does not run."""
    row = round.again()
    if row.state != RoundState.OPEN:
        raise Refused(N_("Putaran ini tidak sedang berjalan."))
    row.ends = min(row.ends, max(today(), row.starts))
    row.save(via=ACTION, update_fields=["ends"])
    audit.record(by=by, verb="peer.round_closed", target=row)
    release(round_id=row.pk, by=Viewer.system("umpan balik rekan"))


@transaction.atomic
def release(*, round_id: int, by: Viewer) -> int:
    """Open the boxes, mix all answers of the round, store those that are enough, delete the rest unread; forget who answered.

    Everything that could tie an answer to an invitation goes in the same transaction: boxes, key and used marks. Answers
    how many were stored; 0 for a round that does not run.
    """
    row = Round.objects.select_for_update().get(pk=round_id)
    if row.state != RoundState.OPEN:
        return 0
    key = box.unwrapped(bytes(RoundKey.objects.get(round=row).sealed), settings.SECRET_KEY)
    subjects = {subject.pk: subject for subject in Subject.objects.filter(round=row)}
    relations = Invitation.objects.filter(subject__round=row, left="").values_list("subject_id", "relation").distinct()
    shown = dict.fromkeys(relations, 0)
    said: list[tuple[int, str, Said]] = []
    for held in SealedBox.objects.filter(subject__round=row).iterator():
        found = box.answers(key, bytes(held.content))
        if enough(len(found), row.least):
            shown[(held.subject_id, held.relation)] = len(found)
            said += [(held.subject_id, held.relation, one) for one in found]
    Answer.objects.bulk_create([_answer(*one) for one in box.mixed(said)], via=ACTION, batch_size=500)
    for (subject_id, relation), count in shown.items():
        setattr(subjects[subject_id], "peers" if relation == Relation.PEER else "reports", count)
    Subject.objects.bulk_update(subjects.values(), ["peers", "reports"], via=ACTION, batch_size=500)
    _forget(row)
    row.state, row.released_on = RoundState.RELEASED, today()
    row.save(via=ACTION, update_fields=["state", "released_on"])
    audit.record(by=by, verb="peer.released", target=row, answers=len(said))
    _tell(row, [s for s in subjects.values() if s.peers or s.reports], by)
    defer_by_name("peer.wipe")
    return len(said)


def release_due(*, by: Viewer) -> int:
    """Release every round whose last day is over; answers how many."""
    due = Round.objects.filter(state=RoundState.OPEN, ends__lt=today()).values_list("pk", flat=True)
    for pk in list(due):
        release(round_id=pk, by=by)
    return len(due)


@transaction.atomic
def remind(*, by: Viewer) -> int:
    """Tell those who have not used an invitation shortly before the last day, once per round; answers how many were told."""
    day = today()
    soon = Invitation.objects.filter(
        left="",
        used__isnull=True,
        subject__round__state=RoundState.OPEN,
        subject__round__starts__lt=day,
        subject__round__ends__gte=day,
        subject__round__ends__lte=day + dt.timedelta(days=REMIND_DAYS),
    )
    found = soon.order_by().values_list("giver_id", "subject__round_id", "subject__round__title").distinct()
    text = _("Putaran umpan balik rekan “%(title)s” segera berakhir; masih ada undangan untuk Anda.")
    url = reverse("peer:mine")
    notices = [Notice(giver, text % {"title": title}, url, f"peer.reminder:{pk}") for giver, pk, title in found]
    return notify_many(notices=notices, kind="peer.reminder", by=by)


def _members(unit: Unit, day: dt.date) -> QuerySet[Assignment]:
    return Assignment.objects.filter(
        agency_id=unit.agency_id, unit__path__startswith=unit.path, valid__contains=day, person__is_active=True
    )


def _answer(subject_id: int, relation: str, said: Said) -> Answer:
    return Answer(
        subject_id=subject_id,
        relation=relation,
        keep_value=said.keep_value,
        keep=said.keep,
        improve_value=said.improve_value,
        improve=said.improve,
        evidence=said.evidence,
    )


def _forget(row: Round) -> None:
    SealedBox.objects.filter(subject__round=row).delete(via=ACTION)
    UsedInvitation.objects.filter(invitation__subject__round=row).delete(via=ACTION)
    RoundKey.objects.filter(round=row).delete(via=ACTION)


def _invite(row: Round, givers: set[int], by: Viewer) -> None:
    text = _("Anda diundang memberi umpan balik rekan dalam putaran “%(title)s”.") % {"title": row.title}
    url = reverse("peer:mine")
    notices = [Notice(giver, text, url, f"peer.invited:{row.pk}") for giver in sorted(givers)]
    notify_many(notices=notices, kind="peer.invited", by=by)


def _tell(row: Round, subjects: list[Subject], by: Viewer) -> None:
    text = _("Ringkasan umpan balik rekan “%(title)s” sudah dapat Anda baca.") % {"title": row.title}
    notices = [
        Notice(one.person_id, text, reverse("peer:result", kwargs={"pk": one.pk}), f"peer.released:{row.pk}")
        for one in subjects
    ]
    notify_many(notices=notices, kind="peer.released", by=by)
