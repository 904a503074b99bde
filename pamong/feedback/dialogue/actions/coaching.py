"""Coaching notes: a superior helps somebody grow."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.feedback.dialogue import rules
from pamong.feedback.dialogue.models import CoachingNote
from pamong.people.models import Assignment
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import notify


@transaction.atomic
def coach(*, assignment: Assignment, strength: str, grow: str, step: str, by: Viewer) -> CoachingNote:
    """Write a coaching note to the person of ``assignment`` (fetched in the writer's scope); he is told at once.

    Raises Refused for oneself and for texts that are empty or too long.
    """
    row = CoachingNote.objects.add(
        via=ACTION,
        person_id=assignment.person_id,
        author_id=rules.check_pair(person_id=assignment.person_id, superior_id=by.person_id),
        agency_id=assignment.agency_id,
        day=today(assignment.agency.time_zone),
        strength=rules.check_text(strength, "strength"),
        grow=rules.check_text(grow, "grow"),
        step=rules.check_text(step, "step"),
    )
    audit.record(by=by, verb="coaching.written", target=row)
    notify(
        person_id=row.person_id,
        kind="dialogue.coaching",
        text=_("%(name)s menulis catatan bimbingan untuk Anda; hanya Anda berdua yang membacanya.") % {"name": by.name},
        url=reverse("dialogue:home"),
        key=f"dialogue.coaching:{row.pk}",
        by=by,
    )
    return row
