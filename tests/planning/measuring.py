"""Metrics of the tests' own, and facts about the people of the world."""

import datetime as dt
from decimal import Decimal
from typing import Any

from pamong.evidence import actions as evidence
from pamong.evidence import registry
from pamong.people.models import Assignment
from pamong.planning import actions
from pamong.planning.models import Indicator, Skp
from pamong.platform.calendar.queries import now
from tests.planning import plans
from tests.world import World

IN_TIME = registry.metric(
    id="ukur.tepat", title="Surat dijawab tepat waktu", unit="persen", kind="share", source_area="ukur",
    means="1 bila dijawab dalam batas waktu, 0 bila tidak",
)  # fmt: skip
DAYS = registry.metric(
    id="ukur.hari", title="Lama menjawab surat", unit="hari kerja", kind="duration", source_area="ukur"
)
DONE = registry.metric(id="ukur.selesai", title="Surat selesai", unit="surat", kind="count", source_area="ukur")
HIDDEN = registry.metric(
    id="ukur.anonim", title="Nilai anonim", unit="", kind="mean", source_area="ukur", bindable=False
)


def fact(world: World, who: str, metric: str = "ukur.tepat", value: Any = 1, **changes: Any) -> None:
    """One fact about a person, in the unit of his post, today unless told otherwise."""
    post = Assignment.objects.select_related("unit").get(person=world.people[who])
    values: dict[str, Any] = {
        "metric": metric, "agency_id": post.agency_id, "unit_id": post.unit_id, "unit_path": post.unit.path,
        "person_id": post.person_id, "value": Decimal(value), "at": now(), "day": world.today,
        "source": "ukur.surat:1", "source_label": f"Surat {who}", **changes,
    }  # fmt: skip
    evidence.record(by=plans.SYSTEM, **values)


def bound(
    world: World, measure: str, who: str = "employee", *, agree: bool = True, **given: Any
) -> tuple[Skp, Indicator]:
    """A plan with one indicator that measures itself, agreed unless told otherwise."""
    skp = plans.draft(world, who)
    row = plans.result(world, skp, who, perspective="process" if who == "superior" else "")
    made = plans.indicator(world, row, who, **{"measure": measure, "target": Decimal(90), "unit": "", **given})
    if agree:
        actions.submit(skp_id=skp.pk, by=world.viewer(who))
        actions.agree(skp_id=skp.pk, by=world.viewer("superior" if who != "superior" else "head"))
    return Skp.objects.get(pk=skp.pk), made


def day(world: World, back: int) -> dt.date:
    """A day before today, within the year."""
    return max(world.today - dt.timedelta(days=back), dt.date(world.today.year, 1, 1))
