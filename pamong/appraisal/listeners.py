"""What happens to plans, carried into the evaluations of the same person in the same transaction."""

from django.utils.translation import gettext as _

from pamong.appraisal import actions, queries
from pamong.people.events import AssignmentChanged, OpenMatter, PersonLeft, WaitingAsked
from pamong.planning.events import PlansFollowed, SkpAgreed, SkpRevised
from pamong.platform.events import listen


@listen(SkpRevised)
def plan_revised(event: SkpRevised) -> None:
    """Open evaluations look at the version in force at the end of their period."""
    actions.follow_revision(skp_id=event.skp_id, day=event.day, by=event.by)


@listen(SkpAgreed)
def plan_agreed(event: SkpAgreed) -> None:
    """Periods that are open already are opened for a plan agreed later, as after a move."""
    actions.open_for(skp_id=event.skp_id, cycle_id=event.cycle_id, by=event.by)


@listen(PlansFollowed)
def plans_followed(event: PlansFollowed) -> None:
    """Parts end with the plans that ended, and have the assessor of their own days."""
    actions.follow_plans(skp_ids=event.skp_ids, by=event.by)


@listen(AssignmentChanged)
def superiors_changed(event: AssignmentChanged) -> None:
    """Under another superior what is not rated yet is rated by him."""
    changed = [change.person_id for change in event.changes if change.superior_changed]
    actions.follow_people(person_ids=changed, by=event.by)


@listen(PersonLeft)
def assessor_left(event: PersonLeft) -> None:
    """Nobody waits for somebody who left: his own superior rates in his place."""
    actions.follow_people(person_ids=[event.person_id], by=event.by)


@listen(WaitingAsked)
def waiting(event: WaitingAsked) -> None:
    """Evaluations not rated yet in units that nobody heads."""
    for unit_id, count in queries.unrated_in(event.unit_ids).items():
        label = _("%(n)s penilaian belum dinilai") % {"n": count}
        event.add(unit_id, OpenMatter("evaluation.unrated", label, count))
