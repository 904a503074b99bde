"""What happens to posts and units, carried into the plans in the same transaction."""

from django.utils.translation import gettext as _

from pamong.people.events import AssignmentChanged, OpenMatter, OpenMattersAsked, PersonLeft, WaitingAsked
from pamong.planning import actions, queries
from pamong.platform.events import listen


@listen(AssignmentChanged)
def posts_changed(event: AssignmentChanged) -> None:
    """Plans end, begin or follow with the posts; drafts and assessors too."""
    actions.follow_posts(person_ids=[change.person_id for change in event.changes], by=event.by)


@listen(PersonLeft)
def person_left(event: PersonLeft) -> None:
    """The plan of somebody who left ends with his last day; it can still be evaluated."""
    actions.follow_posts(person_ids=[event.person_id], by=event.by)


@listen(OpenMattersAsked)
def open_matters(event: OpenMattersAsked) -> None:
    """Plans that run in a unit keep it from being closed without a successor."""
    count = queries.plans_running_in(event.unit_ids)
    if count:
        label = _("%(n)s SKP berjalan") % {"n": count}
        event.found.append(OpenMatter("planning.skp", label, count))


@listen(WaitingAsked)
def waiting(event: WaitingAsked) -> None:
    """Plans that wait to be agreed in units that nobody heads."""
    for unit_id, count in queries.plans_waiting_in(event.unit_ids).items():
        label = _("%(n)s SKP menunggu persetujuan") % {"n": count}
        event.add(unit_id, OpenMatter("planning.submitted", label, count))
