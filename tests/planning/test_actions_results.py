"""Results, indicators and the cascade: drafts may be incomplete, stale forms are refused, links go to other people only."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from pamong.planning import actions, queries
from pamong.planning.models import HandedDown, Indicator, Skp, WorkResult
from pamong.planning.queries.cascade import ancestors
from pamong.platform.access.errors import Conflict, NotVisible
from pamong.platform.guard import ACTION
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from tests.planning import plans
from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_title_alone_makes_a_result(world: World) -> None:
    skp = plans.draft(world)
    row = plans.result(world, skp, weight=None, ends=None)
    assert (row.parent_state, row.starts, row.ends, row.order) == ("waiting", skp.starts, None, 1)
    assert plans.result(world, skp, title="Kedua", weight=None).order == 2


def test_an_additional_result_carries_no_weight(world: World) -> None:
    row = plans.result(world, plans.draft(world), kind="additional", weight=Decimal(20))
    assert row.weight is None


def test_a_deadline_before_the_start_is_refused_at_its_field(world: World) -> None:
    skp = plans.draft(world)
    with pytest.raises(Refused) as refused:
        plans.result(world, skp, starts=skp.ends, ends=skp.starts)
    assert refused.value.field == "ends"


def test_two_forms_of_the_same_result_conflict(world: World) -> None:
    skp = plans.draft(world)
    row = plans.result(world, skp)
    by = world.viewer("employee")

    def save(title: str) -> None:
        given = actions.ResultInput(kind="main", title=title, weight=Decimal(100))
        actions.save_result(skp_id=skp.pk, result_id=row.pk, version=1, given=given, by=by)

    save("Pertama")
    with pytest.raises(Conflict) as conflict:
        save("Kedua")
    assert conflict.value.mine["Rencana hasil kerja"] == "Kedua"
    assert conflict.value.theirs["Rencana hasil kerja"] == "Pertama"
    row.refresh_from_db()
    assert (row.title, row.version) == ("Pertama", 2)


@pytest.mark.parametrize("who", ["superior", "peer", "head", "admin", "stranger"])
def test_only_the_owner_writes_results(world: World, who: str) -> None:
    skp = plans.complete(world)
    row = WorkResult.objects.get(skp=skp)
    with pytest.raises(NotVisible):
        plans.result(world, skp, who)
    with pytest.raises(NotVisible):
        plans.indicator(world, row, who)
    with pytest.raises(NotVisible):
        actions.delete_result(skp_id=skp.pk, result_id=row.pk, by=world.viewer(who))


def test_a_result_of_another_plan_is_not_found(world: World) -> None:
    mine, other = plans.draft(world), plans.complete(world, "peer")
    foreign = WorkResult.objects.get(skp=other)
    by = world.viewer("employee")
    with pytest.raises(NotVisible):
        actions.delete_result(skp_id=mine.pk, result_id=foreign.pk, by=by)
    with pytest.raises(NotVisible):
        actions.save_indicator(skp_id=mine.pk, result_id=foreign.pk, given=actions.IndicatorInput(text="x"), by=by)
    with pytest.raises(NotVisible):
        actions.delete_indicator(skp_id=mine.pk, indicator_id=Indicator.objects.get().pk, by=by)


def test_ranges_have_two_ends_in_order(world: World) -> None:
    row = plans.result(world, plans.draft(world))
    saved = plans.indicator(world, row, direction="range", target=Decimal(80), target_max=Decimal(90))
    assert saved.target_max == Decimal(90)
    for lower, upper, field in ((Decimal(90), Decimal(80), "target_max"), (None, Decimal(80), "target")):
        with pytest.raises(Refused) as refused:
            plans.indicator(world, row, direction="range", target=lower, target_max=upper)
        assert refused.value.field == field
    assert plans.indicator(world, row, direction="more", target_max=Decimal(99)).target_max is None
    with pytest.raises(DatabaseError), transaction.atomic():
        Indicator.objects.filter(pk=saved.pk).update(via=ACTION, target_max=Decimal(1))


def test_deleting_takes_indicators_along_but_not_what_others_carry(world: World) -> None:
    skp = plans.complete(world)
    row = WorkResult.objects.get(skp=skp)
    actions.delete_result(skp_id=skp.pk, result_id=row.pk, by=world.viewer("employee"))
    assert not Indicator.objects.exists()
    (parent,) = plans.heads_results(world)
    plans.result(world, skp, parent_id=parent.pk)
    with pytest.raises(Refused, match="diturunkan"):
        actions.delete_result(skp_id=parent.skp_id, result_id=parent.pk, by=world.viewer("superior"))


def test_a_result_carries_the_superiors_or_what_was_handed_down(world: World) -> None:
    (parent,) = plans.heads_results(world)
    skp = plans.draft(world)
    row = plans.result(world, skp, parent_id=parent.pk)
    assert (row.parent, row.parent_state) == (parent, "linked")
    (heads,) = plans.heads_results(world, "Hasil kepala dinas", who="head")
    with pytest.raises(Refused) as refused:
        plans.result(world, skp, parent_id=heads.pk)
    assert refused.value.field == "parent"
    actions.hand_down(result_id=heads.pk, to=[world.employee.pk], intervention="indirect", by=world.viewer("head"))
    assert plans.result(world, skp, parent_id=heads.pk, weight=None).parent == heads


def test_a_circle_is_refused(world: World) -> None:
    """The superior as Plh of the head cannot hang his head's result below his own."""
    (top,) = plans.heads_results(world, "Puncak", who="head")
    (middle,) = plans.heads_results(world, "Tengah", who="superior")
    actions.link(result_id=middle.pk, parent_id=top.pk, by=world.viewer("superior"))
    assert ancestors(middle.pk) == {middle.pk, top.pk}
    head_skp = Skp.objects.get(person=world.head)
    Skp.objects.filter(pk=head_skp.pk).update(via=ACTION, assessor=world.superior)
    given = actions.ResultInput(kind="main", title="Puncak", parent_id=middle.pk)
    with pytest.raises(Refused, match="berputar"):
        actions.save_result(skp_id=head_skp.pk, result_id=top.pk, given=given, by=world.viewer("head"))


def test_handing_down_tells_each_person_once_and_again_changes_the_way(world: World) -> None:
    (parent,) = plans.heads_results(world)
    by = world.viewer("superior")
    both = [world.employee.pk, world.peer.pk]
    actions.hand_down(result_id=parent.pk, to=both, intervention="direct", note="Mohon dijalankan", by=by)
    actions.hand_down(result_id=parent.pk, to=[world.peer.pk], intervention="indirect", by=by)
    ways = dict(HandedDown.objects.values_list("to_person_id", "intervention"))
    assert ways == {world.employee.pk: "direct", world.peer.pk: "indirect"}
    assert Notification.objects.filter(kind="planning.handed_down").count() == 2
    assert [g.result for g in queries.offered_to(world.employee.pk)] == [parent]


def test_only_persons_below_receive_and_only_own_results_are_handed_down(world: World) -> None:
    (parent,) = plans.heads_results(world)
    for to in ([world.stranger.pk], [world.head.pk], [world.superior.pk], []):
        with pytest.raises(Refused) as refused:
            actions.hand_down(result_id=parent.pk, to=to, intervention="direct", by=world.viewer("superior"))
        assert refused.value.field == "to"
    for who in ("employee", "stranger_head", "admin", "head"):
        with pytest.raises(NotVisible):
            actions.hand_down(result_id=parent.pk, to=[world.peer.pk], intervention="direct", by=world.viewer(who))


def test_the_head_reaches_everybody_under_him(world: World) -> None:
    (top,) = plans.heads_results(world, "Puncak", who="head")
    actions.hand_down(result_id=top.pk, to=[world.employee.pk], intervention="direct", by=world.viewer("head"))
    assert {a.person for a in queries.receivers(world.viewer("head"))} == {world.superior, world.acting, world.admin}
    assert {a.person for a in queries.receivers(world.viewer("head"), "sari")} == {world.employee}


def test_a_hand_down_is_taken_back_until_it_is_carried(world: World) -> None:
    (parent,) = plans.heads_results(world)
    by = world.viewer("superior")
    (given,) = actions.hand_down(result_id=parent.pk, to=[world.employee.pk], intervention="direct", by=by)
    with pytest.raises(NotVisible):
        actions.take_back(handed_id=given.pk, by=world.viewer("employee"))
    plans.result(world, plans.draft(world), parent_id=parent.pk)
    with pytest.raises(Refused):
        actions.take_back(handed_id=given.pk, by=by)
    (other,) = actions.hand_down(result_id=parent.pk, to=[world.peer.pk], intervention="direct", by=by)
    actions.take_back(handed_id=other.pk, by=by)
    assert not HandedDown.objects.filter(to_person=world.peer).exists()


@pytest.mark.parametrize("who", ["employee", "superior"])
def test_a_waiting_result_of_an_agreed_plan_is_linked_by_either_side(world: World, who: str) -> None:
    skp = plans.agreed(world)
    row = WorkResult.objects.get(skp=skp)
    (parent,) = plans.heads_results(world)
    seen = queries.waiting_own(world.viewer("employee")), queries.waiting_below(world.viewer("superior"))
    assert [list(found) for found in seen] == [[row], [row]]
    actions.link(result_id=row.pk, parent_id=parent.pk, by=world.viewer(who))
    row.refresh_from_db()
    assert row.parent == parent
    assert not queries.waiting_own(world.viewer("employee")).exists()
    with pytest.raises(Refused, match="disetujui"):
        actions.link(result_id=row.pk, parent_id=parent.pk, by=world.viewer(who))


def test_strangers_link_nothing(world: World) -> None:
    row = WorkResult.objects.get(skp=plans.complete(world))
    (parent,) = plans.heads_results(world)
    for who in ("peer", "stranger_head", "admin", "head"):
        with pytest.raises(NotVisible):
            actions.link(result_id=row.pk, parent_id=parent.pk, by=world.viewer(who))
    (foreign,) = plans.heads_results(world, "Hasil dinas lain", who="stranger_head")
    with pytest.raises(Refused):
        actions.link(result_id=row.pk, parent_id=foreign.pk, by=world.viewer("employee"))


def test_the_matrix_shows_ways_titles_and_gaps(world: World) -> None:
    first, second, third = plans.heads_results(world, "Satu", "Dua", "Tiga")
    actions.hand_down(result_id=first.pk, to=[world.employee.pk], intervention="direct", by=world.viewer("superior"))
    plans.result(world, plans.draft(world), title="Punya Sari", parent_id=second.pk)
    table = queries.matrix(first.skp)
    (row,) = table.rows
    assert row.name == "Sari Lestari, A.Md."
    assert [(c.intervention, c.titles) for c in row.cells] == [("direct", []), ("", ["Punya Sari"]), ("", [])]
    assert table.gaps == [third]
    document = queries.matrix_document(queries.skp_for(world.viewer("superior"), "matrix.view", first.skp_id), table)
    assert document["gaps"] == ["Tiga"]
    assert document["rows"][0]["cells"][0]["way"] == "Langsung"


def test_a_plan_of_last_year_offers_nothing(world: World) -> None:
    (parent,) = plans.heads_results(world)
    skp = plans.draft(world)
    old = dt.timedelta(days=400)
    Skp.objects.filter(pk=parent.skp_id).update(
        via=ACTION, starts=parent.skp.starts - old, ends=parent.skp.starts - dt.timedelta(days=1)
    )
    assert not queries.parents_for(skp).exists()
