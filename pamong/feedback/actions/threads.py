"""Comments and reactions on a thing, and feedback asked from named people."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.feedback import rules
from pamong.feedback.actions.giving import give
from pamong.feedback.enums import ReactionWord
from pamong.feedback.models import Comment, Feedback, FeedbackRequest, Reaction
from pamong.feedback.queries import address
from pamong.people import queries as people
from pamong.people.models import Assignment, Person
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import Notice, notify, notify_many
from pamong.platform.ui.formatting import long_date
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

AHEAD = dt.timedelta(days=1)  # a request is called to mind the day before its last


@transaction.atomic
def comment(*, assignment: Assignment, source: str, source_label: str, text: str, by: Viewer) -> Comment:
    """Write into the conversation about a thing of the person of ``assignment`` (fetched in the writer's scope).

    The person is told, and those who wrote before. Raises Refused for an empty text or an unknown thing.
    """
    row = Comment.objects.add(
        via=ACTION,
        person_id=assignment.person_id,
        author_id=_author(by),
        source=_thing(source),
        source_label=source_label.strip()[:200],
        text=rules.check_text(text),
    )
    audit.record(by=by, verb="feedback.commented", target=row)
    thread = Comment.objects.filter(person_id=row.person_id, source=row.source).order_by("author_id")
    readers = {row.person_id, *thread.values_list("author_id", flat=True).distinct()}
    if by.person_id == row.person_id and assignment.superior_id:
        readers.add(people.carrier_of(assignment.superior_id))
    told = _("%(name)s berkomentar tentang %(thing)s") % {"name": by.name, "thing": row.source_label or row.source}
    url, key = address(row.person_id, row.source, row.source_label)[:200], f"feedback.comment:{row.pk}"
    notices = [Notice(reader, told, url, key) for reader in sorted(readers)]
    notify_many(notices=notices, kind="feedback.comment", by=by)
    return row


@transaction.atomic
def react(*, assignment: Assignment, source: str, word: str, by: Viewer) -> Reaction:
    """Answer a thing in one word or two; choosing another replaces it. Raises Refused for one's own things."""
    if word not in ReactionWord.values:
        raise Refused(N_("Pilih salah satu tanggapan singkat."), field="word", code="nilai_tidak_dikenal")
    if by.person_id == assignment.person_id:
        raise Refused(N_("Tanggapan singkat diberikan oleh orang lain."))
    key = {"person_id": assignment.person_id, "source": _thing(source), "author_id": _author(by)}
    row = Reaction.objects.select_for_update().filter(**key).first() or Reaction(**key)
    row.word = word
    row.save(via=ACTION)
    audit.record(by=by, verb="feedback.reacted", target=row, word=word)
    told = _("%(name)s: %(word)s") % {"name": by.name, "word": row.get_word_display()}
    _tell(row.person_id, told, address(row.person_id, row.source, ""), f"feedback.reaction:{row.pk}:{word}", by)
    return row


@transaction.atomic
def ask(*, assignment: Assignment, giver: Person, question: str, due: dt.date, by: Viewer) -> FeedbackRequest:
    """Ask a named person for feedback about the person of ``assignment`` until a day; he is told.

    Raises Refused for the person himself, an empty question, a day that has passed, or one that waits already.
    """
    asker = _author(by)
    if giver.pk in (assignment.person_id, asker):
        raise Refused(N_("Mintalah umpan balik dari orang lain."), field="giver")
    if due < today():
        raise Refused(N_("Tanggal ini sudah lewat. Pilih hari ini atau sesudahnya."), field="due")
    waiting = FeedbackRequest.objects.filter(giver=giver, person_id=assignment.person_id, asked_by_id=asker)
    if waiting.filter(feedback__isnull=True, declined=False).exists():
        raise Refused(N_("Orang ini sudah Anda minta dan belum menjawab."), field="giver")
    row = FeedbackRequest.objects.add(
        via=ACTION,
        person_id=assignment.person_id,
        asked_by_id=asker,
        giver=giver,
        agency_id=assignment.agency_id,
        question=rules.check_text(question)[:300],
        due=due,
    )
    audit.record(by=by, verb="feedback.requested", target=row)
    told = _("%(name)s meminta umpan balik Anda, paling lambat %(day)s.") % {"name": by.name, "day": long_date(due)}
    url = reverse("feedback:request", kwargs={"pk": row.pk})
    _tell(giver.pk, told, url, f"feedback.request:{row.pk}", by, kind="feedback.asked")
    return row


@transaction.atomic
def answer_request(*, request: FeedbackRequest, kind: str, text: str, by: Viewer) -> Feedback:
    """Give what was asked for: an ordinary feedback under one's name; the person and the asker are told."""
    row = _waiting(request, by)
    assignment = people.current_assignment(row.person_id)
    if assignment is None:
        raise Refused(N_("Pegawai ini tidak punya penempatan hari ini."))
    given = give(assignment=assignment, kind=kind, text=text, source_label=row.question[:200], by=by)
    row.feedback = given
    row.save(via=ACTION, update_fields=["feedback"])
    told = _("%(name)s menjawab permintaan umpan balik Anda.") % {"name": by.name}
    if row.asked_by_id != row.person_id:
        url = reverse("feedback:one", kwargs={"pk": given.pk})
        _tell(row.asked_by_id, told, url, f"feedback.request.answered:{row.pk}", by, kind="feedback.asked")
    return given


@transaction.atomic
def remind_requests(*, by: Viewer) -> int:
    """The day before a request's last day, remind those who have not answered it, once; answers how many were told."""
    day = today()
    waiting = FeedbackRequest.objects.filter(
        feedback__isnull=True,
        declined=False,
        giver__is_active=True,
        due__range=(day, day + AHEAD),
        created_at__date__lt=day,
    )
    text = _("Umpan balik yang diminta %(name)s ditunggu paling lambat %(day)s.")
    notices = [
        Notice(
            row.giver_id,
            text % {"name": row.asked_by.name, "day": long_date(row.due)},
            reverse("feedback:request", kwargs={"pk": row.pk}),
            f"feedback.request.reminder:{row.pk}",
        )
        for row in waiting.select_related("asked_by").order_by("pk")
    ]
    return notify_many(notices=notices, kind="feedback.asked", by=by)


@transaction.atomic
def decline_request(*, request: FeedbackRequest, by: Viewer) -> FeedbackRequest:
    """Say that one cannot; the asker is told."""
    row = _waiting(request, by)
    row.declined = True
    row.save(via=ACTION, update_fields=["declined"])
    audit.record(by=by, verb="feedback.request_declined", target=row)
    told = _("%(name)s tidak dapat memberi umpan balik yang Anda minta.") % {"name": by.name}
    _tell(row.asked_by_id, told, reverse("feedback:requests"), f"feedback.declined:{row.pk}", by, kind="feedback.asked")
    return row


def _waiting(request: FeedbackRequest, by: Viewer) -> FeedbackRequest:
    row = request.again()
    if row.giver_id != by.person_id or row.declined or row.feedback_id is not None:
        raise Refused(N_("Permintaan ini sudah dijawab atau tidak berlaku lagi."))
    return row


def _thing(source: str) -> str:
    if not source:
        raise Refused(N_("Rujukan umpan balik tidak dikenal. Buka lagi halamannya, lalu coba lagi."), field="source")
    return rules.check_source(source)


def _author(by: Viewer) -> int:
    if by.person_id is None:
        raise Refused(N_("Umpan balik hanya dapat diberikan oleh pegawai."))
    return by.person_id


def _tell(person_id: int, text: str, url: str, key: str, by: Viewer, *, kind: str = "feedback.comment") -> None:
    notify(person_id=person_id, kind=kind, text=text[:300], url=url[:200], key=key, by=by)
