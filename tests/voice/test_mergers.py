"""Units end, cases go on: open ones follow the unit that takes over, and one with cases is not closed without successor."""

from typing import Any

import pytest

from pamong.evidence.models import Fact
from pamong.people.events import OpenMattersAsked, UnitMerged
from pamong.people.models import Unit
from pamong.platform import events
from pamong.voice.complaints import actions, queries
from pamong.voice.complaints.enums import State
from pamong.voice.complaints.models import Complaint, Responsible
from tests.voice import builder
from tests.voice.builder import BY, CITIZEN, Catalogue
from tests.world import World, unit

pytestmark = pytest.mark.django_db


def merged(world: World, old: Unit, into: Unit) -> None:
    events.publish(UnitMerged(old.pk, into.pk, old.path, world.today, BY))


@pytest.fixture
def successor(world: World) -> Unit:
    return unit(world.a, "Bidang Penerus", world.root)


class TestAsked:
    def test_open_cases_and_rules_are_counted(self, world: World, cat: Catalogue) -> None:
        builder.assigned(world, cat)
        done = builder.answered(world, cat)
        actions.confirm(complaint=done, by=CITIZEN)
        asked = OpenMattersAsked((world.office.pk,))
        events.publish(asked)
        found = {m.kind: (m.count, m.label) for m in asked.found}
        assert found["complaints.open"] == (1, "1 pengaduan terbuka")
        assert found["complaints.rules"] == (1, "1 aturan penerusan pengaduan")

    def test_a_unit_without_any_is_free(self, world: World, cat: Catalogue, successor: Unit) -> None:
        assert queries.carried_by([successor.pk]) == (0, 0)
        asked = OpenMattersAsked((successor.pk,))
        events.publish(asked)
        assert not [m for m in asked.found if m.kind.startswith("complaints.")]


class TestMerged:
    def test_open_cases_follow_with_handler_state_and_clock(
        self, world: World, cat: Catalogue, successor: Unit
    ) -> None:
        case, done = builder.assigned(world, cat), builder.answered(world, cat)
        actions.confirm(complaint=done, by=CITIZEN)
        before = Complaint.objects.get(pk=case.pk)
        merged(world, world.office, successor)
        case.refresh_from_db()
        assert (case.unit, case.handler, case.state, case.due) == (
            successor, world.employee, before.state, before.due,
        )  # fmt: skip
        assert case.version == before.version + 1
        done.refresh_from_db()
        assert done.unit == world.office  # what is closed stays where it was done
        step = case.steps.order_by("order").last()
        assert step is not None
        assert "Bidang Penerus" in step.text
        assert step.is_public
        assert [s.order for s in case.steps.order_by("order")] == list(range(case.steps.count()))

    def test_the_rules_of_routing_name_the_successor(self, world: World, cat: Catalogue, successor: Unit) -> None:
        merged(world, world.office, successor)
        assert Responsible.objects.get().unit == successor
        assert queries.responsible_unit(cat.lamp, cat.market) == successor

    def test_the_count_of_received_cases_moves_once(self, world: World, cat: Catalogue, successor: Unit) -> None:
        builder.assigned(world, cat)
        merged(world, world.office, successor)
        total: dict[int, int] = {}
        for fact in Fact.objects.filter(metric="voice.received"):
            total[fact.unit_id] = total.get(fact.unit_id, 0) + int(fact.value)
        assert total == {world.office.pk: 0, successor.pk: 1}

    def test_a_case_about_the_successor_does_not_go_there(self, world: World, cat: Catalogue, successor: Unit) -> None:
        case = builder.received(cat, category=cat.conduct, answers={})
        officer = world.viewer("officer")
        case = actions.classify(complaint=case, category=cat.conduct, accused_unit=successor, by=officer)
        case = actions.assign(complaint=case, unit=world.office, by=officer)
        merged(world, world.office, successor)
        case.refresh_from_db()
        assert (case.unit, case.handler, case.state) == (None, None, State.VERIFIED)
        step = case.steps.order_by("order").last()
        assert step is not None
        assert (step.is_public, step.for_reporter) == (False, False)

    def test_many_cases_cost_the_same_statements(
        self, world: World, cat: Catalogue, successor: Unit, django_assert_max_num_queries: Any
    ) -> None:
        for _ in range(6):
            builder.assigned(world, cat)
        with django_assert_max_num_queries(20):
            actions.follow_merger(unit_id=world.office.pk, into_id=successor.pk, by=BY)
        assert Complaint.objects.filter(unit=successor).count() == 6
