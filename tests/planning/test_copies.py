"""Copy last year's plan; templates given to many with a preview of how many."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pamong.planning import actions, queries, tasks
from pamong.planning.models import ActionItem, Cycle, Indicator, PlanTemplate, Skp, WorkResult
from pamong.planning.queries import sheets
from pamong.planning.rules import plain
from pamong.platform.access.errors import Conflict, NotVisible
from pamong.platform.guard import ACTION
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from tests.appraisal.builder import Plan
from tests.planning import plans
from tests.world import World, assign, person

pytestmark = pytest.mark.django_db


def last_year(world: World) -> Skp:
    """Last year's agreed plan of the employee with a leader's result, a step and annexes."""
    plan = Plan(world, indicators=2)
    ActionItem.objects.add(
        via=ACTION, result=plan.results[0], step="quarter", period_no=2, text="Rekap", progress="done",
        starts=dt.date(plan.year, 4, 1), ends=dt.date(plan.year, 6, 30),
    )  # fmt: skip
    return plan.skp


def test_a_copy_is_a_new_plan_of_this_year(world: World) -> None:
    source = last_year(world)
    skp = plans.draft(world)
    copied = actions.copy_plan(skp_id=skp.pk, source_id=source.pk, by=world.viewer("employee"))
    assert (copied.results, copied.steps, copied.waiting) == (2, 1, 0)
    rows = WorkResult.objects.filter(skp=skp)
    assert {row.ends for row in rows} == {skp.ends}
    assert Indicator.objects.filter(result__skp=skp).count() == 2
    step = ActionItem.objects.get(result__skp=skp)
    assert (step.starts.year, step.progress) == (skp.starts.year, "planned")
    assert Indicator.objects.filter(result__skp=source).count() == 2  # the source stays


def test_links_come_again_by_title_and_the_rest_is_flagged(world: World) -> None:
    (now,) = plans.heads_results(world, "Layanan cepat")
    source = plans.draft(world)
    plans.result(world, source, title="Akta", parent_id=now.pk)
    Skp.objects.filter(pk=source.pk).update(via=ACTION, ends=world.today - dt.timedelta(days=1))
    other = plans.result(world, source, title="Arsip", kind="main", weight=None)
    assert other.parent_state == "waiting"
    later = Skp.objects.add(
        via=ACTION, cycle=source.cycle, person=world.employee, assignment=source.assignment, assessor=world.superior,
        approach="quantitative", starts=world.today, ends=source.cycle.ends,
    )  # fmt: skip
    copied = actions.copy_plan(skp_id=later.pk, source_id=source.pk, by=world.viewer("employee"))
    assert (copied.linked, copied.waiting) == (1, 1)
    assert queries.waiting_own(world.viewer("employee")).filter(skp=later).count() == 1


def test_only_own_plans_into_empty_drafts(world: World) -> None:
    source = last_year(world)
    theirs = plans.complete(world, "peer")
    skp = plans.draft(world)
    with pytest.raises(NotVisible):
        actions.copy_plan(skp_id=skp.pk, source_id=theirs.pk, by=world.viewer("employee"))
    with pytest.raises(Refused):
        actions.copy_plan(skp_id=skp.pk, source_id=skp.pk, by=world.viewer("employee"))
    plans.result(world, skp)
    with pytest.raises(Refused, match="kosong"):
        actions.copy_plan(skp_id=skp.pk, source_id=source.pk, by=world.viewer("employee"))


def test_the_page_offers_own_plans(world: World) -> None:
    source = last_year(world)
    skp = plans.draft(world)
    page, mine = reverse("planning:copy", args=[skp.pk]), world.client("employee")
    assert str(source.starts.year) in mine.get(page).content.decode()
    assert mine.post(page, {"source": "x"}).status_code == 422
    assert mine.post(page, {"source": source.pk}).status_code == 303
    assert mine.post(page, {"source": source.pk}).status_code == 422  # no longer empty


RESULTS = (
    plain.Result(
        "Pasien dilayani sesuai standar",
        weight=Decimal(100),
        indicators=(plain.Indicator("Pasien dilayani", aspect="quantity", target=Decimal(900), unit="orang"),),
    ),
)


def template(world: World, who: str = "superior", **given: Any) -> PlanTemplate:
    values = {"name": "Petugas loket", "approach": "quantitative", "results": RESULTS, "agency_id": world.a.pk, **given}
    return actions.save_template(by=world.viewer(who), **values)


def staff(world: World, count: int, title: str = "Petugas Loket") -> None:
    for n in range(count):
        one = person(f"Petugas {n:02d}", f"19910101201601{1 + n % 2}{n + 1:03d}")
        assign(one, world.office, title, world.superior)


def test_the_preview_counts_what_would_happen(world: World) -> None:
    plans.open_cycle(world)
    staff(world, 4)
    plans.complete(world)  # the employee's plan holds something
    plans.draft(world, "peer")
    row = template(world)
    cycle = Cycle.objects.get(agency=world.a)
    left = queries.targets(world.viewer("superior"), row, unit_ids=[world.office.pk], title="Petugas Loket")
    actions.exclude(cycle_id=cycle.pk, person_id=left[0].person_id, reason="suspended", by=plans.SYSTEM)
    everybody = queries.targets(world.viewer("superior"), row, unit_ids=[world.office.pk], title="")
    found = queries.reach(everybody)
    assert (found.total, found.fresh, found.filled, found.excluded) == (7, 4, 1, 1)  # with the superior himself
    assert found.skipped == 1
    given_ = actions.apply_template(
        template_id=row.pk, unit_ids=[world.office.pk], title="Petugas Loket", by=world.viewer("superior")
    )
    assert given_ is not None and given_.written == 3
    made = Skp.objects.filter(person__name__startswith="Petugas")
    assert made.count() == 3
    assert {s.results.get().title for s in made} == {"Pasien dilayani sesuai standar"}
    assert Notification.objects.filter(kind="planning.template").count() == 3


def test_given_again_nothing_is_written_twice(world: World) -> None:
    plans.open_cycle(world)
    staff(world, 2)
    row = template(world)
    who = {"template_id": row.pk, "unit_ids": [world.office.pk], "title": "Petugas Loket"}
    actions.apply_template(by=world.viewer("superior"), **who)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        actions.apply_template(by=world.viewer("superior"), **who)  # type: ignore[arg-type]
    people = list(Skp.objects.values_list("person_id", flat=True))
    tasks.fill_from_template(row.pk, people, "Bambang", None)
    assert WorkResult.objects.count() == 2


def test_statements_do_not_grow_with_the_people_but_for_notices(world: World) -> None:
    plans.open_cycle(world)
    staff(world, 12)
    row = template(world)
    people = list(queries.targets(world.viewer("admin"), row, unit_ids=[world.office.pk], title="Petugas Loket"))

    def cost(ids: list[int]) -> int:
        with CaptureQueriesContext(connection) as captured:
            actions.fill_from_template(template_id=row.pk, person_ids=ids, by=plans.SYSTEM)
        return len([q for q in captured.captured_queries if "planning_" in q["sql"] and "audit" not in q["sql"]])

    few = cost([people[0].person_id])
    assert cost([p.person_id for p in people[1:]]) == few


def test_who_keeps_templates_and_whom_they_reach(world: World) -> None:
    plans.open_cycle(world)
    row = template(world)
    for who in ("employee", "stranger_head", "inspector", "peer"):
        with pytest.raises(NotVisible):
            template(world, who, name="Lain")
        with pytest.raises(NotVisible):
            queries.template_for(world.viewer(who), row.pk)
    with pytest.raises(NotVisible):
        template(world, "superior", agency_id=world.b.pk, name="Lain")
    beyond = queries.targets(world.viewer("superior"), row, unit_ids=[world.root.pk], title="")
    assert not beyond.exists()  # the root is not his to choose
    whole = queries.targets(world.viewer("head"), row, unit_ids=[world.root.pk], title="")
    assert world.admin.pk in {t.person_id for t in whole}


def test_names_once_and_stale_windows(world: World) -> None:
    row = template(world)
    with pytest.raises(Refused) as refused:
        template(world)
    assert refused.value.field == "name"
    template(world, template_id=row.pk, name="Loket", version=1)
    with pytest.raises(Conflict):
        template(world, template_id=row.pk, name="Lain", version=1)
    with pytest.raises(Refused):
        template(world, name="Kosong", results=())


def test_without_a_cycle_nothing_is_given(world: World) -> None:
    row = template(world)
    with pytest.raises(Refused, match="belum dibuka"):
        actions.apply_template(template_id=row.pk, unit_ids=[world.office.pk], title="", by=world.viewer("superior"))


def test_the_pages_of_a_template(world: World) -> None:
    plans.open_cycle(world)
    staff(world, 2)
    boss = world.client("superior")
    assert "Belum ada templat" in boss.get(reverse("planning:templates")).content.decode()
    new = reverse("planning:template_new")
    fields: dict[str, Any] = {"agency": world.a.pk, "name": "Petugas loket", "approach": "quantitative"}
    assert boss.post(new, fields).status_code == 422  # no file
    file = SimpleUploadedFile("templat.xlsx", sheets.plan_workbook(RESULTS))
    made = boss.post(new, {**fields, "file": file})
    assert made.status_code == 303
    row = PlanTemplate.objects.get()
    page = reverse("planning:template", args=[row.pk])
    preview = boss.get(page, {"units": str(world.office.pk), "title": "Petugas Loket"}).content.decode()
    assert "Siapkan 2 draf" in preview and "Petugas 00" in preview
    assert boss.post(page, {"units": world.office.pk, "title": "Petugas Loket", "beri": "1"}).status_code == 303
    assert boss.post(page, {"units": world.office.pk, "title": "Petugas Loket", "beri": "1"}).status_code == 422
    content = boss.get(reverse("planning:template_workbook", args=[row.pk])).content
    assert sheets.read_plan(content, "t.xlsx", ()).faults == []
    edit = reverse("planning:template_edit", args=[row.pk])
    again = SimpleUploadedFile("templat.xlsx", content)
    assert boss.post(edit, {**fields, "name": "Loket", "version": row.version, "file": again}).status_code == 303
    row.refresh_from_db()
    assert row.content["results"] == plain.as_json([plain.from_json(row.content["results"])[0]]) and row.name == "Loket"
    assert boss.post(reverse("planning:template_delete", args=[row.pk])).status_code == 303
    assert Skp.objects.count() == 2


def test_a_template_from_a_plan(world: World) -> None:
    skp = plans.complete(world)
    boss = world.client("superior")
    page = boss.get(reverse("planning:template_new"), {"skp": str(skp.pk)}).content.decode()
    assert world.employee.name in page
    fields = {"agency": world.a.pk, "name": "Dari SKP", "approach": "quantitative", "skp": skp.pk}
    assert boss.post(reverse("planning:template_new"), fields).status_code == 303
    said = queries.template_results(PlanTemplate.objects.get())
    assert [r.title for r in said] == ["Akta kelahiran terbit tepat waktu"]
    assert (said[0].id, said[0].ends, said[0].indicators[0].target) == (None, None, Decimal("97.5"))
