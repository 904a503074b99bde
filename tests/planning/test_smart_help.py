"""The help beside the forms: parent goal, own past, many others; while typing, without scripts, and never in the way."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pamong.evidence import actions as evidence
from pamong.people.enums import PositionKind
from pamong.people.models import Assignment
from pamong.planning.models import Cycle, Indicator, Skp, WorkResult
from pamong.planning.queries import help_for
from pamong.planning.rules.smart_help import Goal
from pamong.platform.guard import ACTION
from tests.appraisal.builder import Plan
from tests.planning import measuring, plans
from tests.world import World

pytestmark = pytest.mark.django_db
TEXT = "Surat masuk yang dijawab tepat waktu"
GOAL = Goal(text=TEXT, is_indicator=True, unit="persen", target=Decimal(90))


def others(world: World, targets: list[int], *, offset: int = 0, agree: bool = True, **given: Any) -> None:
    """One colleague per target, each with an agreed plan of this year and one indicator like the one being written."""
    folk = plans.many_people(world, len(targets), offset=offset)
    for who, target in zip(folk, targets, strict=True):
        skp = Skp.objects.get(person=who)
        row = WorkResult.objects.add(
            via=ACTION, skp=skp, kind="main", title="Surat", parent_state="none", starts=skp.starts, ends=skp.ends
        )
        values = {"text": f"{TEXT} di loket", "unit": "persen", "aspect": "quality", "direction": "more", **given}
        Indicator.objects.add(via=ACTION, result=row, target=Decimal(target), **values)
        if agree:
            _agree(skp)


def _agree(skp: Skp) -> None:
    skp.state, skp.frozen, skp.content_hash = "agreed", {"content": {}}, "0" * 64
    skp.agreed_by_id, skp.agreed_at = skp.assessor_id, dt.datetime(skp.starts.year, 1, 20, tzinfo=dt.UTC)
    skp.submitted_at = skp.agreed_at
    skp.save(via=ACTION)


def own(world: World) -> Skp:
    return Skp.objects.select_related("assignment__unit", "cycle").get(pk=plans.draft(world).pk)


def test_five_others_make_a_range_and_four_do_not(world: World) -> None:
    skp = own(world)
    others(world, [80, 85, 90, 95])
    assert help_for(skp, GOAL).targets is None
    others(world, [99], offset=4)
    found = help_for(skp, GOAL).targets
    assert found is not None
    assert [found.n, found.low, found.middle, found.high] == [5, 85, 90, 95]


@pytest.mark.parametrize(
    "different",
    [
        {"unit": "surat"},
        {"direction": "less"},
        {"text": "Akta kelahiran terbit"},
        {"agree": False},
    ],
)
def test_only_what_is_alike_is_compared(world: World, different: dict[str, Any]) -> None:
    skp = own(world)
    others(world, [80, 85, 90, 95])
    others(world, [90], offset=4, **different)
    assert help_for(skp, GOAL).targets is None


def test_posts_of_another_kind_are_not_compared(world: World) -> None:
    skp = own(world)
    others(world, [80, 85, 90, 95, 99])
    kind = PositionKind.JF
    Assignment.objects.filter(person__name="Pegawai 000").update(via=ACTION, position_kind=kind)
    assert help_for(skp, GOAL).targets is None


def test_goals_measured_by_the_same_metric_are_alike_whatever_they_say(world: World) -> None:
    skp = own(world)
    others(world, [80, 85, 90, 95, 99], text="Lain sama sekali", measure="ukur.tepat share me")
    assert help_for(skp, GOAL).targets is None
    assert help_for(skp, GOAL, measure="ukur.tepat share unit").targets is not None


def test_own_years_are_shown_with_target_and_realisation(world: World) -> None:
    past = Plan(world, indicators=1)
    past.log("60")
    skp = own(world)
    goal = Goal(text="Jumlah akta yang diverifikasi", is_indicator=True, unit="akta")
    (found,) = help_for(skp, goal).past
    assert [found.year, found.target, found.realised, found.percent] == [past.year, 120, 60, 50]
    assert help_for(skp, Goal(text="Rapat koordinasi", is_indicator=True)).past == []
    assert len(help_for(skp, Goal(text="Akta kelahiran terbit tepat waktu", is_indicator=False)).past) == 1
    peers = Skp.objects.select_related("assignment", "cycle").get(pk=plans.draft(world, "peer").pk)
    assert help_for(peers, goal).past == []


def test_what_others_reached_last_year_is_a_range_too(world: World) -> None:
    folk = plans.many_people(world, 6)
    skp = own(world)
    last = Cycle.objects.add(
        via=ACTION, agency=world.a, year=skp.starts.year - 1, evaluation_step="quarter",
        starts=skp.starts.replace(year=skp.starts.year - 1), ends=skp.ends.replace(year=skp.ends.year - 1),
    )  # fmt: skip
    for n, who in enumerate(folk):
        plan = Skp.objects.get(person=who)
        before = Skp.objects.add(
            via=ACTION, cycle=last, person=who, assignment_id=plan.assignment_id, assessor_id=plan.assessor_id,
            approach="quantitative", starts=last.starts, ends=last.ends,
        )  # fmt: skip
        row = WorkResult.objects.add(
            via=ACTION, skp=before, kind="main", title="Surat", parent_state="none", starts=last.starts, ends=last.ends
        )
        made = Indicator.objects.add(
            via=ACTION, result=row, text=TEXT, unit="persen", aspect="quality", direction="more", target=Decimal(90)
        )
        _agree(before)
        evidence.record(
            metric=measuring.DONE.id, agency_id=world.a.pk, unit_id=world.office.pk, unit_path=world.office.path,
            person_id=who.pk, value=Decimal(70 + n), at=dt.datetime(last.year, 5, 5, tzinfo=dt.UTC),
            day=dt.date(last.year, 5, 5), source="ukur.surat:1", subject=f"indicator:{made.pk}", by=plans.SYSTEM,
        )  # fmt: skip
    found = help_for(skp, GOAL).reached
    assert found is not None
    assert [found.n, found.low, found.high] == [6, 71, 74]


def test_the_leaders_goal_stands_beside_the_own(world: World) -> None:
    (parent,) = plans.heads_results(world)
    plans.indicator(world, parent, "superior", text="Akta terbit di bidang", target=Decimal(98))
    skp = plans.draft(world)
    client = world.client("employee")
    url = reverse("planning:result_help", args=[skp.pk])
    shown = client.get(url, {"title": "Akta terbit di loket saya", "parent": str(parent.pk)}).content.decode()
    assert parent.title in shown
    assert "Akta terbit di bidang" in shown
    row = plans.result(world, skp, parent_id=parent.pk, parent_state="linked")
    beside = client.get(reverse("planning:indicator_new", args=[skp.pk, row.pk])).content.decode()
    assert "Akta terbit di bidang" in beside
    foreign = plans.heads_results(world, who="stranger_head")[0]
    hidden = client.get(url, {"title": "Akta", "parent": str(foreign.pk)}).content.decode()
    assert foreign.title not in hidden


def test_while_typing_only_the_panel_comes(world: World) -> None:
    skp = plans.draft(world)
    row = plans.result(world, skp)
    url = reverse("planning:indicator_help", args=[skp.pk, row.pk])
    answer = world.client("employee").get(url, {"text": "Surat", "target": "banyak", "metric": "tidak.ada"})
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert "<html" not in shown
    assert "Masih umum" in shown
    assert "Belum ada: aspek, target angka, satuan." in shown
    form = world.client("employee").get(reverse("planning:indicator_new", args=[skp.pk, row.pk])).content.decode()
    assert f'hx-get="{url}"' in form
    assert not Indicator.objects.exists()


def test_without_scripts_a_button_asks_and_nothing_is_saved(world: World) -> None:
    skp = plans.draft(world)
    row = plans.result(world, skp)
    client = world.client("employee")
    url = reverse("planning:indicator_new", args=[skp.pk, row.pk])
    answer = client.post(url, {"text": "Melakukan rapat", "direction": "more", "lanjut": "saran"})
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert "Ini kegiatan" in shown
    assert "Melakukan rapat</textarea>" in shown
    assert not Indicator.objects.exists()
    answer = client.post(reverse("planning:result_new", args=[skp.pk]), {"title": "Surat", "lanjut": "saran"})
    assert answer.status_code == 200
    assert WorkResult.objects.count() == 1


def test_whatever_the_help_says_the_draft_is_saved(world: World) -> None:
    skp = plans.draft(world)
    row = plans.result(world, skp, ends=None, weight=None)
    url = reverse("planning:indicator_new", args=[skp.pk, row.pk])
    assert world.client("employee").post(url, {"text": "Melakukan", "direction": "more"}).status_code == 303


def test_help_costs_the_same_among_many(world: World) -> None:
    past = Plan(world, indicators=1)
    past.log("60")
    skp = plans.draft(world)
    row = plans.result(world, skp)
    made = plans.indicator(world, row, text=TEXT, unit="persen")
    url = reverse("planning:indicator", args=[skp.pk, made.pk])
    client = world.client("employee")
    client.get(url)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    others(world, [80, 85, 90, 95, 99])
    few = cost()
    others(world, list(range(60, 120)), offset=5)
    assert cost() == few <= 10
