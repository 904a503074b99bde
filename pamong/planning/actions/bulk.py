"""Many agreed plans at once, for example and measuring data; offices write theirs one by one.

The plans obey every rule of those that are submitted and agreed: the SMART check, both sides frozen, the digest.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from pamong.people import queries as people
from pamong.people.models import Assignment
from pamong.planning.actions._facts import record_agreed
from pamong.planning.actions.results import IndicatorInput, ResultInput
from pamong.planning.enums import Approach, ParentState, ResultKind, SkpState
from pamong.planning.models import ConductExpectation, Cycle, Indicator, Skp, WorkResult
from pamong.planning.queries.content import contents, frozen_content, gaps
from pamong.planning.rules import freeze, smart
from pamong.platform.access.errors import NotAllowed
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused

BATCH = 500


@dataclass(frozen=True)
class PlannedResult:
    """A work result with its indicators."""

    result: ResultInput
    indicators: tuple[IndicatorInput, ...]


@dataclass(frozen=True)
class NewPlan:
    """The plan of a person. ``expectation`` is the leader's, for all values; ``annexes``: one entry a line, by name."""

    person_id: int
    results: tuple[PlannedResult, ...]
    expectation: str = ""
    approach: str = Approach.QUANTITATIVE
    annexes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class AgreedPlan:
    """What was made: ids of the plan, its results and their indicators, in the order given."""

    skp_id: int
    person_id: int
    results: tuple[int, ...]
    indicators: tuple[tuple[int, ...], ...]


@transaction.atomic
def add_agreed_plans(
    *, cycle_id: int, plans: Sequence[NewPlan], agreed_at: dt.datetime, on: dt.date, by: Viewer
) -> list[AgreedPlan]:
    """Add plans agreed between each person and his superior of the day ``on``; nobody is told of them one by one.

    Raises NotAllowed for anybody but a command, Refused where the SMART check would stop a submission.
    """
    if not by.is_system:
        raise NotAllowed
    cycle = Cycle.objects.select_related("agency").get(pk=cycle_id)
    made: list[AgreedPlan] = []
    for start in range(0, len(plans), BATCH):
        made += _batch(cycle, plans[start : start + BATCH], agreed_at, on, by)
    audit.record(by=by, verb="cycle.plans_added", target=cycle, plans=len(made))
    return made


def _batch(cycle: Cycle, plans: Sequence[NewPlan], agreed_at: dt.datetime, on: dt.date, by: Viewer) -> list[AgreedPlan]:
    posts = _posts(cycle, [plan.person_id for plan in plans], on)
    skps = Skp.objects.bulk_create([_skp(cycle, posts[plan.person_id], plan) for plan in plans], via=ACTION)
    results = WorkResult.objects.bulk_create(
        [
            _result(skp, planned.result, order)
            for skp, plan in zip(skps, plans, strict=True)
            for order, planned in enumerate(plan.results, 1)
        ],
        via=ACTION,
    )
    wanted = [planned.indicators for plan in plans for planned in plan.results]
    indicators = Indicator.objects.bulk_create(
        [
            Indicator(result=result, order=order, **vars(given))
            for result, inputs in zip(results, wanted, strict=True)
            for order, given in enumerate(inputs, 1)
        ],
        via=ACTION,
    )
    ConductExpectation.objects.bulk_create(
        [
            ConductExpectation(skp=s, value="", text=p.expectation)
            for s, p in zip(skps, plans, strict=True)
            if p.expectation
        ],
        via=ACTION,
    )
    record_agreed(_agree(skps, posts, agreed_at, on), by)
    return _told(skps, results, indicators)


def _posts(cycle: Cycle, person_ids: list[int], on: dt.date) -> dict[int, Assignment]:
    found = Assignment.objects.filter(agency_id=cycle.agency_id, person_id__in=person_ids, valid__contains=on)
    found = found.select_related("unit")
    return {post.person_id: post for post in found}


def _skp(cycle: Cycle, post: Assignment, plan: NewPlan) -> Skp:
    return Skp(
        cycle=cycle,
        person_id=post.person_id,
        assignment=post,
        assessor_id=post.superior_id,
        approach=Approach(plan.approach),
        **plan.annexes,
        starts=max(cycle.starts, post.valid.lower or cycle.starts),
        ends=cycle.ends,
    )


def _result(skp: Skp, given: ResultInput, order: int) -> WorkResult:
    return WorkResult(
        skp=skp,
        kind=given.kind,
        title=given.title,
        description=given.description,
        perspective=given.perspective,
        weight=given.weight if given.kind == ResultKind.MAIN else None,
        parent_id=given.parent_id,
        parent_state=ParentState.LINKED if given.parent_id else given.parent_state,
        starts=given.starts or skp.starts,
        ends=given.ends or skp.ends,
        order=order,
    )


def _agree(skps: Sequence[Skp], posts: dict[int, Assignment], agreed_at: dt.datetime, on: dt.date) -> list[Skp]:
    """Agreed by the assessor himself at ``agreed_at``; the head of a region's first office has none and stays a draft."""
    whole = contents([skp.pk for skp in skps])
    sides = people.snapshots(*{i for skp in skps for i in (skp.person_id, skp.assessor_id) if i is not None}, on=on)
    agreed = [skp for skp in skps if skp.assessor_id is not None]
    for skp in agreed:
        blocking = smart.blocking(gaps(skp, whole[skp.pk]))
        if blocking:
            raise Refused(blocking[0].msgid, code=blocking[0].code, field=None, **blocking[0].params)
        skp.frozen = {
            "employee": sides[skp.person_id],
            "assessor": sides[skp.assessor_id or 0],
            "acting": None,
            "content": frozen_content(skp, whole[skp.pk]),
        }
        skp.content_hash = freeze.digest(skp.frozen)
        skp.state, skp.agreed_by_id, skp.version = SkpState.AGREED, skp.assessor_id, 3
        skp.submitted_at = skp.agreed_at = agreed_at
    fields = ["frozen", "content_hash", "state", "agreed_by", "version", "submitted_at", "agreed_at"]
    Skp.objects.bulk_update(agreed, fields, via=ACTION, batch_size=BATCH)
    return agreed


def _told(skps: Sequence[Skp], results: Sequence[WorkResult], indicators: Sequence[Indicator]) -> list[AgreedPlan]:
    below: dict[int, list[int]] = {}
    for indicator in indicators:
        below.setdefault(indicator.result_id, []).append(indicator.pk)
    of: dict[int, list[int]] = {}
    for result in results:
        of.setdefault(result.skp_id, []).append(result.pk)
    return [AgreedPlan(s.pk, s.person_id, tuple(of[s.pk]), tuple(tuple(below[r]) for r in of[s.pk])) for s in skps]
