"""Any order of acts keeps the promises: nothing final changes, no rating without reason, versions only go up."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pamong.appraisal import actions
from pamong.appraisal.actions import Chosen
from pamong.appraisal.models import Document, Evaluation
from pamong.platform.access.errors import Conflict, NotVisible
from pamong.rulebook.errors import Refused
from tests.appraisal.builder import BASE, REASON, Plan, past_deadline
from tests.world import World

pytestmark = pytest.mark.django_db
WHO = st.sampled_from(["employee", "superior", "head", "peer", "stranger"])
RATING = st.sampled_from(["di_atas", "sesuai", "di_bawah", "lain"])
TEXT = st.sampled_from(["", "pendek", REASON])
ACT = st.one_of(
    st.tuples(st.just("self"), WHO, TEXT),
    st.tuples(st.just("rate"), WHO, st.tuples(RATING, RATING, TEXT, TEXT, st.integers(0, 3))),
    st.tuples(st.just("sign"), WHO, st.integers(0, 3)),
    st.tuples(st.just("set"), WHO, TEXT),
    st.tuples(st.just("late"), WHO, st.none()),
    st.tuples(st.just("finalise"), WHO, st.none()),
)


def act(world: World, row: Evaluation, kind: str, who: str, more: Any) -> Callable[[], Any]:
    by = world.viewer(who)
    version = row.version
    if kind == "self":
        return lambda: actions.assess_self(pk=row.pk, text=more, lines={}, by=by)
    if kind == "rate":
        chosen = Chosen(more[0], more[1], more[2], more[3])
        return lambda: actions.rate(pk=row.pk, version=more[4], chosen=chosen, by=by)
    if kind == "sign":
        return lambda: actions.acknowledge(pk=row.pk, version=more, answer="", base_url=BASE, by=by)
    if kind == "set":
        return lambda: actions.set_unsigned(pk=row.pk, version=version, reason=more, base_url=BASE, by=by)
    if kind == "late":
        return lambda: past_deadline(row) if row.state == "rated" else None
    return lambda: actions.finalise(pk=row.pk, base_url=BASE, by=by)


def promises(before: Evaluation, now: Evaluation, kind: str, who: str) -> None:
    assert now.version >= before.version
    if before.state == "final":
        assert {f.attname: getattr(now, f.attname) for f in now._meta.fields} == {
            f.attname: getattr(before, f.attname) for f in before._meta.fields
        }
    if now.version > before.version:
        assert (kind, who) == ("rate", "superior")
    if now.acknowledged_at and not before.acknowledged_at:
        assert (kind, who) == ("sign", "employee")
    if now.set_at and not before.set_at:
        assert (kind, who) == ("set", "head")
    for rating, reason in ((now.results_rating, now.results_reason), (now.conduct_rating, now.conduct_reason)):
        assert rating in ("", "sesuai") or len(reason) >= 20
    assert (now.predikat == "") == (now.state in ("open", "self_done"))
    assert Document.objects.filter(evaluation=now).exists() == (now.state == "final")


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(acts=st.lists(ACT, min_size=1, max_size=12))
def test_any_order_of_acts_keeps_the_promises(world: World, acts: list[tuple[str, str, Any]]) -> None:
    from django.db import transaction

    with transaction.atomic():
        row = Plan(world).opened()
        for kind, who, more in acts:
            before = Evaluation.objects.get(pk=row.pk)
            try:
                with transaction.atomic():
                    act(world, before, kind, who, more)()
            except (Refused, Conflict, NotVisible):
                pass
            now = Evaluation.objects.get(pk=row.pk)
            if kind != "late":
                promises(before, now, kind, who)
        transaction.set_rollback(True)
