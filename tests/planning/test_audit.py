"""Every act leaves who, what, on which row, for whom; and the rows before and after."""

from collections.abc import Callable

import pytest

from pamong.planning import actions
from pamong.planning.models import HandedDown, Indicator, Skp, WorkResult
from pamong.platform.audit.models import Event
from tests.planning import plans
from tests.world import World

pytestmark = pytest.mark.django_db


def acts() -> list[str]:
    return list(Event.objects.filter(kind="act").order_by("pk").values_list("verb", flat=True))


def last_act() -> Event:
    return Event.objects.filter(kind="act").latest("pk")


def test_the_way_of_a_plan_can_be_read_in_the_log(world: World) -> None:
    skp = plans.submitted(world)
    superior = world.viewer("superior")
    actions.set_expectations(skp_id=skp.pk, texts={"": "Teladan"}, by=superior)
    actions.write_note(skp_id=skp.pk, text="Baik", by=superior)
    actions.send_back(skp_id=skp.pk, note="Perbaiki", by=superior)
    actions.submit(skp_id=skp.pk, by=world.viewer("employee"))
    actions.withdraw(skp_id=skp.pk, by=world.viewer("employee"))
    actions.submit(skp_id=skp.pk, by=world.viewer("employee"))
    actions.agree(skp_id=skp.pk, by=superior)
    assert acts() == [
        "cycle.opened",
        "skp.created",
        "result.saved",
        "indicator.saved",
        "skp.submitted",
        "skp.expectations_set",
        "skp.noted",
        "skp.returned",
        "skp.submitted",
        "skp.withdrawn",
        "skp.submitted",
        "skp.agreed",
    ]
    final = last_act()
    assert (final.actor, final.table, final.row_id) == ("Bambang Wijaya, S.H.", "planning_skp", str(skp.pk))
    assert final.new is not None
    assert final.new["content_hash"] == Skp.objects.get(pk=skp.pk).content_hash


def test_the_acting_superior_is_named_with_the_one_he_acts_for(world: World) -> None:
    world.appoint_acting()
    skp = plans.submitted(world)
    actions.set_expectations(skp_id=skp.pk, texts={"": "Teladan"}, by=world.viewer("acting"))
    assert (last_act().actor, last_act().acting_for) == ("Rina Kusuma, S.Sos.", world.superior.pk)
    actions.send_back(skp_id=skp.pk, note="Perbaiki", by=world.viewer("acting"))
    assert (last_act().verb, last_act().acting_for) == ("skp.returned", world.superior.pk)


def test_a_cascade_and_its_undoing_are_acts(world: World) -> None:
    (parent,) = plans.heads_results(world)
    superior = world.viewer("superior")
    (given,) = actions.hand_down(result_id=parent.pk, to=[world.peer.pk], intervention="direct", by=superior)
    assert last_act().new == {"to": [world.peer.pk], "intervention": "direct"}
    actions.take_back(handed_id=given.pk, by=superior)
    assert (last_act().verb, last_act().row_id) == ("result.taken_back", str(parent.pk))
    row = plans.result(world, plans.draft(world))
    actions.link(result_id=row.pk, parent_id=parent.pk, by=superior)
    assert (last_act().verb, last_act().new) == ("result.linked", {"parent": parent.pk})


def test_deletions_keep_what_was_deleted(world: World) -> None:
    skp = plans.complete(world)
    row = WorkResult.objects.get(skp=skp)
    point = Indicator.objects.get(result=row)
    by = world.viewer("employee")
    actions.delete_indicator(skp_id=skp.pk, indicator_id=point.pk, by=by)
    assert last_act().new == {"text": point.text}
    actions.delete_result(skp_id=skp.pk, result_id=row.pk, by=by)
    assert last_act().new == {"title": row.title}


def test_a_refused_act_leaves_nothing(world: World) -> None:
    skp = plans.draft(world)
    plans.result(world, skp, weight=None)
    before = Event.objects.count()
    tries: list[Callable[[], object]] = [
        lambda: actions.submit(skp_id=skp.pk, by=world.viewer("employee")),
        lambda: actions.agree(skp_id=skp.pk, by=world.viewer("superior")),
        lambda: actions.withdraw(skp_id=skp.pk, by=world.viewer("employee")),
        lambda: actions.write_note(skp_id=skp.pk, text="", by=world.viewer("employee")),
        lambda: actions.write_note(skp_id=skp.pk, text="Intip", by=world.viewer("peer")),
    ]
    for attempt in tries:
        with pytest.raises((actions.skps.Refused, LookupError)):  # type: ignore[attr-defined]  # NotVisible is a LookupError
            attempt()
    assert Event.objects.count() == before


@pytest.mark.parametrize("model", [Skp, WorkResult, Indicator, HandedDown])
def test_rows_are_captured_with_their_actor_through_the_pages(world: World, model: type) -> None:
    (parent,) = plans.heads_results(world)
    client = world.client("superior")
    client.post(f"/skp/turunkan/{parent.pk}/", {"to": [world.peer.pk], "intervention": "direct"})
    plans.complete(world)
    events = Event.objects.filter(table=model._meta.db_table).exclude(kind="act")  # type: ignore[attr-defined]
    assert events.exists()
    if model is HandedDown:
        assert events.get().actor == "Bambang Wijaya, S.H."
