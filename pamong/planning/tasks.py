"""Background work of planning."""

from pamong.planning import actions, queries
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today
from pamong.platform.jobs.app import task


@task(name="planning.follow_posts", every="15 1 * * *")
def follow_posts() -> None:
    """Posts that begin today, and whatever nobody told of: the plans of these persons follow."""
    day = today()
    actions.follow_posts(person_ids=queries.astray(day), by=Viewer.system("planning.follow_posts"), on=day)


@task(name="planning.fill_from_template")
def fill_from_template(template_id: int, person_ids: list[int], by_name: str, by_id: int | None) -> None:
    """Some hundred drafts of a template; who asked for it is named by the request's own audit entry."""
    by = Viewer(name=by_name, person_id=by_id, is_system=True)
    actions.fill_from_template(template_id=template_id, person_ids=person_ids, by=by)


@task(name="planning.tell_reminded")
def tell_reminded(cycle_id: int, stage: str, person_ids: list[int]) -> None:
    """Some hundred notices of a reminder; who pressed the button is named by its own audit entry."""
    by = Viewer.system("pengingat siklus")
    actions.tell_reminded(cycle_id=cycle_id, stage=stage, person_ids=person_ids, by=by)
