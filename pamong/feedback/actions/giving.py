"""Writes of feedback: give, answer."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import TypedDict
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.evidence import actions as evidence
from pamong.feedback import metrics, rules
from pamong.feedback.enums import FeedbackKind
from pamong.feedback.events import FeedbackGiven
from pamong.feedback.models import Feedback, FeedbackAnswer
from pamong.people.models import Assignment
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import now
from pamong.platform.events import publish
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import notify
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_


class FeedbackRow(TypedDict):
    """One row of ``load``."""

    assignment: Assignment
    giver_id: int
    kind: str
    text: str
    source: str
    source_label: str
    day: dt.date


@transaction.atomic
def give(
    *, assignment: Assignment, kind: str, text: str, source: str = "", source_label: str = "", by: Viewer
) -> Feedback:
    """Give feedback to the person of ``assignment`` (already fetched in the giver's scope); he is told at once.

    Records the fact ``feedback.received``. Raises Refused for oneself, an empty text, an unknown kind or source.
    """
    giver = rules.check_giver(giver_id=by.person_id, person_id=assignment.person_id)
    if kind not in FeedbackKind.values:
        raise Refused(N_("Pilih jenis umpan balik."), field="kind", code="nilai_tidak_dikenal")
    superior = assignment.superior_id
    row = Feedback(
        person_id=assignment.person_id,
        giver_id=giver,
        acting_for_id=superior if superior in by.acts_for and superior != by.person_id else None,
        agency_id=assignment.agency_id,
        unit_id=assignment.unit_id,
        kind=kind,
        text=rules.check_text(text),
        source=rules.check_source(source),
        source_label=source_label.strip()[:200],
    )
    at = now()
    row.day = at.astimezone(_zone(assignment)).date()
    row.save(via=ACTION)
    _record(row, assignment, at, by)
    audit.record(by=by, verb="feedback.given", target=row, acting_for=row.acting_for_id, kind=kind)
    _tell(row, by)
    publish(FeedbackGiven(feedback_id=row.pk, person_id=row.person_id, kind=kind, source=row.source))
    return row


@transaction.atomic
def answer(*, feedback: Feedback, text: str, by: Viewer) -> FeedbackAnswer:
    """The person answers once; the giver is told. Raises Refused for anybody else, an empty text or a second answer."""
    Feedback.objects.select_for_update().get(pk=feedback.pk)  # two answers at once: the second one waits and is refused
    answered = FeedbackAnswer.objects.filter(feedback=feedback).exists()
    rules.check_can_answer(is_self=by.person_id == feedback.person_id, answered=answered)
    row = FeedbackAnswer(feedback=feedback, text=rules.check_text(text))
    row.save(via=ACTION)
    audit.record(by=by, verb="feedback.answered", target=feedback)
    notify(
        person_id=feedback.giver_id,
        kind="feedback.answered",
        text=_("%(name)s menanggapi umpan balik Anda.") % {"name": by.name},
        url=reverse("feedback:one", kwargs={"pk": feedback.pk}),
        key=f"feedback.answered:{feedback.pk}",
        by=by,
    )
    return row


@transaction.atomic
def load(*, rows: Iterable[FeedbackRow], by: Viewer) -> list[Feedback]:
    """Load feedback of past days (demo data, take-over): facts yes, notices no. For commands only; raises Refused."""
    if not by.is_system:
        raise Refused(N_("Umpan balik hari lampau hanya dapat dimuat dari perintah pengelola."))
    made = []
    for row in rows:
        values = {key: value for key, value in row.items() if key != "assignment"}
        where = row["assignment"]
        created = Feedback(person_id=where.person_id, agency_id=where.agency_id, unit_id=where.unit_id, **values)
        created.save(via=ACTION)
        noon = dt.datetime.combine(row["day"], dt.time(12), tzinfo=_zone(where))
        _record(created, where, noon, by)
        made.append(created)
    return made


def _zone(assignment: Assignment) -> dt.tzinfo:
    return ZoneInfo(assignment.agency.time_zone)


def _record(row: Feedback, assignment: Assignment, at: dt.datetime, by: Viewer) -> None:
    evidence.record(
        metric=metrics.RECEIVED.id,
        agency_id=assignment.agency_id,
        unit_id=assignment.unit_id,
        unit_path=assignment.unit.path,
        person_id=row.person_id,
        value=Decimal(1),
        at=at,
        day=row.day,
        source=f"feedback.feedback:{row.pk}",
        source_label=str(row.get_kind_display()),
        by=by,
    )


def _tell(row: Feedback, by: Viewer) -> None:
    texts = {
        FeedbackKind.PRAISE: _("%(name)s memberi Anda pujian."),
        FeedbackKind.NOTE: _("%(name)s memberi Anda catatan."),
        FeedbackKind.ADVICE: _("%(name)s memberi Anda saran."),
    }
    notify(
        person_id=row.person_id,
        kind="feedback.received",
        text=texts[FeedbackKind(row.kind)] % {"name": by.name},
        url=reverse("feedback:one", kwargs={"pk": row.pk}),
        key=f"feedback.received:{row.pk}",
        by=by,
    )
