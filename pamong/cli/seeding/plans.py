"""Agreed plans for the people of an agency: leaders first, so that results can carry those of the leader."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from pamong.cli.seeding import duties
from pamong.cli.seeding.duties import Duty, duties_of
from pamong.cli.seeding.folk import Planned
from pamong.people.actions.bulk import Added
from pamong.planning.actions import ResultInput
from pamong.planning.actions.bulk import AgreedPlan, NewPlan, PlannedResult, add_agreed_plans
from pamong.planning.enums import Approach, ParentState, ResultKind
from pamong.platform.access.viewer import Viewer

EXPECTATION = "Utamakan pemohon yang datang dari jauh, dan kabari mereka sebelum batas waktu terlewati."


@dataclass(frozen=True)
class Working:
    """A person with his agreed plan: all that writing his days needs. ``superior`` is a person id."""

    planned: Planned
    person_id: int
    superior: int | None
    plan: AgreedPlan
    duties: tuple[Duty, ...]


def levels(folk: Sequence[Planned]) -> list[list[Planned]]:
    """People by their distance from the agency's head, superiors before their staff."""
    depth: dict[str, int] = {}
    found: list[list[Planned]] = []
    for planned in folk:
        level = depth.get(planned.superior or "", -1) + 1
        depth[planned.person.nip] = level
        if level == len(found):
            found.append([])
        found[level].append(planned)
    return found


def agree(
    folk: Sequence[Planned], added: Added, *, cycle_id: int, agreed_at: dt.datetime, on: dt.date, by: Viewer
) -> list[Working]:
    """Plans for all of ``folk`` (of one agency), agreed between each and his superior."""
    working: dict[str, Working] = {}
    for level in levels(folk):
        plans = [_plan(p, added, working.get(p.superior or "")) for p in level]
        made = add_agreed_plans(cycle_id=cycle_id, plans=plans, agreed_at=agreed_at, on=on, by=by)
        for planned, plan in zip(level, made, strict=True):
            superior = added.persons.get(planned.superior or "")
            working[planned.person.nip] = Working(planned, plan.person_id, superior, plan, duties_of(planned))
    return list(working.values())


def _plan(planned: Planned, added: Added, leader: Working | None) -> NewPlan:
    results = tuple(PlannedResult(_result(duty, leader), duty.indicators) for duty in duties_of(planned))
    return NewPlan(
        person_id=added.persons[planned.person.nip],
        results=results,
        expectation="" if planned.is_head else EXPECTATION,
        approach=Approach.QUALITATIVE if planned.slot in duties.IN_WORDS else Approach.QUANTITATIVE,
        annexes=duties.ANNEXES if planned.slot in duties.WITH_ANNEXES else {},
    )


def _result(duty: Duty, leader: Working | None) -> ResultInput:
    carried = leader.plan.results if leader is not None and duty.parent is not None else ()
    parent = carried[min(duty.parent or 1, len(carried)) - 1] if carried else None
    return ResultInput(
        kind=ResultKind.MAIN,
        title=duty.title,
        perspective=duty.perspective,
        weight=duty.weight,
        parent_id=parent,
        parent_state=ParentState.NONE,
    )
