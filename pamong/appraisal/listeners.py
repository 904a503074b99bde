"""What happens to plans, carried into the evaluations of the same person in the same transaction."""

from pamong.appraisal import actions
from pamong.planning.events import SkpRevised
from pamong.platform.events import listen


@listen(SkpRevised)
def plan_revised(event: SkpRevised) -> None:
    """Open evaluations look at the version in force at the end of their period."""
    actions.follow_revision(skp_id=event.skp_id, day=event.day, by=event.by)
