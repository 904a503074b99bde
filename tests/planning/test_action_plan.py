"""The action plan: steps by month or quarter under each result, marked as they go; and the annexes of the form."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from pamong.planning import actions, queries
from pamong.planning.models import ActionItem, Skp, WorkResult
from pamong.planning.rules import phases
from pamong.platform.access.errors import Conflict, NotVisible
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from tests.planning import plans
from tests.world import World

pytestmark = pytest.mark.django_db


def step(
    world: World, skp: Skp, text: str = "Rekap akta", period: tuple[str, int] = ("quarter", 4), who: str = "employee"
) -> ActionItem:
    row = WorkResult.objects.filter(skp=skp)[0]
    given = actions.ActionInput(text, period[0], period[1], "25 akta")
    return actions.save_action(skp_id=skp.pk, result_id=row.pk, given=given, by=world.viewer(who))


def test_a_step_has_the_days_of_its_period_inside_the_plan(world: World) -> None:
    skp = plans.complete(world)
    year = skp.starts.year
    assert (step(world, skp).starts, step(world, skp).ends) == (dt.date(year, 10, 1), dt.date(year, 12, 31))
    august = step(world, skp, period=("month", 8))
    assert (august.starts, august.ends) == (dt.date(year, 8, 1), dt.date(year, 8, 31))
    Skp.objects.filter(pk=skp.pk).update(via=ACTION, ends=dt.date(year, 10, 20))
    assert step(world, skp, period=("month", 10)).ends == dt.date(year, 10, 20)
    with pytest.raises(Refused) as refused:
        step(world, skp, period=("month", 12))
    assert refused.value.field == "period"


@pytest.mark.parametrize("period", [("quarter", 5), ("month", 13), ("month", 0)])
def test_periods_that_do_not_exist_are_refused(world: World, period: tuple[str, int]) -> None:
    with pytest.raises(Refused):
        step(world, plans.complete(world), period=period)


def test_steps_live_on_when_the_plan_is_agreed(world: World) -> None:
    skp = plans.agreed(world)
    row = step(world, skp)
    actions.mark_action(skp_id=skp.pk, action_id=row.pk, progress="running", by=world.viewer("employee"))
    marked = actions.mark_action(skp_id=skp.pk, action_id=row.pk, progress="done", by=world.viewer("employee"))
    marked.refresh_from_db()
    assert (marked.progress, marked.version) == ("done", 3)
    assert marked.marked_at is not None
    assert queries.progress_of([skp.pk]) == {skp.pk: (1, 1)}


def test_putting_off_needs_a_reason(world: World) -> None:
    skp = plans.complete(world)
    row = step(world, skp)
    with pytest.raises(Refused) as refused:
        actions.mark_action(skp_id=skp.pk, action_id=row.pk, progress="put_off", by=world.viewer("employee"))
    assert refused.value.field == "note"
    with pytest.raises(IntegrityError), transaction.atomic():
        ActionItem.objects.filter(pk=row.pk).update(via=ACTION, progress="put_off")
    actions.mark_action(
        skp_id=skp.pk, action_id=row.pk, progress="put_off", note="Menunggu blangko, Desember.",
        by=world.viewer("employee"),
    )  # fmt: skip


def test_a_stale_window_does_not_overwrite(world: World) -> None:
    skp = plans.complete(world)
    row = step(world, skp)
    actions.mark_action(skp_id=skp.pk, action_id=row.pk, progress="running", version=1, by=world.viewer("employee"))
    with pytest.raises(Conflict):
        actions.mark_action(skp_id=skp.pk, action_id=row.pk, progress="done", version=1, by=world.viewer("employee"))


@pytest.mark.parametrize("who", ["superior", "peer", "admin", "stranger"])
def test_only_the_owner_writes_steps(world: World, who: str) -> None:
    skp = plans.complete(world)
    with pytest.raises(NotVisible):
        step(world, skp, who=who)


def test_steps_to_log_on_come_with_those_of_the_day_first(world: World) -> None:
    skp = plans.agreed(world)
    year = skp.starts.year
    step(world, skp, "Triwulan pertama", ("quarter", 1))
    step(world, skp, "Agustus", ("month", 8))
    done = step(world, skp, "Sudah selesai", ("month", 8))
    actions.mark_action(skp_id=skp.pk, action_id=done.pk, progress="done", by=world.viewer("employee"))
    found = queries.action_items_for(world.employee.pk, dt.date(year, 8, 17))
    assert [(c.label.partition(" · ")[0], c.period, c.current) for c in found] == [
        ("Agustus", "Agu", True),
        ("Triwulan pertama", "TW I", False),
    ]
    assert queries.action_items_for(world.peer.pk, dt.date(year, 8, 17)) == []
    assert queries.action_items_for(world.employee.pk, dt.date(year + 1, 8, 17)) == []


def test_a_draft_result_goes_with_its_steps(world: World) -> None:
    skp = plans.complete(world)
    row = step(world, skp)
    actions.delete_result(skp_id=skp.pk, result_id=row.result_id, by=world.viewer("employee"))
    assert not ActionItem.objects.filter(pk=row.pk).exists()


def test_the_pages_of_a_step(world: World) -> None:
    skp = plans.agreed(world)
    row = WorkResult.objects.get(skp=skp)
    mine = world.client("employee")
    page = reverse("planning:action_new", args=[skp.pk, row.pk])
    assert "Triwulan IV" in mine.get(page).content.decode()
    assert mine.post(page, {"text": "", "period": "quarter:4"}).status_code == 422
    assert mine.post(page, {"text": "Rekap", "period": "quarter:9"}).status_code == 422
    assert mine.post(page, {"text": "Rekap akta", "period": "quarter:4", "target_text": "25"}).status_code == 303
    item = ActionItem.objects.get()
    one = reverse("planning:action", args=[skp.pk, item.pk])
    assert mine.post(one, {"progress": "put_off", "note": "", "version": 1}).status_code == 422
    assert mine.post(one, {"progress": "running", "note": "", "version": 1}).status_code == 303
    assert "Rekap akta" in mine.get(one + "?ubah=1").content.decode()
    changed = {"text": "Rekap akta bulanan", "period": "month:11", "target_text": "", "version": 2, "ubah": "1"}
    assert mine.post(one, changed).status_code == 303
    shown = mine.get(reverse("planning:skp", args=[skp.pk])).content.decode()
    assert "Rekap akta bulanan" in shown and "Berjalan" in shown
    boss = world.client("superior").get(reverse("planning:skp", args=[skp.pk])).content.decode()
    assert "Rekap akta bulanan" in boss and "Tambah rencana aksi" not in boss
    assert mine.post(reverse("planning:action_delete", args=[skp.pk, item.pk])).status_code == 303


def test_annexes_are_tidied_frozen_and_shown(world: World) -> None:
    skp = plans.complete(world)
    texts = {"resources": "  Satu pemindai \n\n Dua petugas  ", "accountability": "Laporan bulanan", "consequences": ""}
    actions.set_annexes(skp_id=skp.pk, texts=texts, by=world.viewer("employee"))
    actions.submit(skp_id=skp.pk, by=world.viewer("employee"))
    with pytest.raises(Refused):
        actions.set_annexes(skp_id=skp.pk, texts={}, by=world.viewer("employee"))
    agreed = actions.agree(skp_id=skp.pk, by=world.viewer("superior"))
    assert plans.frozen(agreed)["content"]["annexes"] == {
        "resources": "Satu pemindai\nDua petugas",
        "accountability": "Laporan bulanan",
        "consequences": "",
    }
    page = world.client("superior").get(reverse("planning:skp", args=[skp.pk])).content.decode()
    assert "<li>Dua petugas</li>" in page
    printed = world.client("superior").get(reverse("planning:skp_pdf", args=[skp.pk]))
    from tests.planning.test_exposed import text_of  # reads the pages of a PDF

    text = text_of(printed.content)
    assert "DUKUNGAN SUMBER DAYA" in text and "Dua petugas" in text and "KONSEKUENSI" in text


def test_quarters_and_months_have_short_names() -> None:
    assert [phases.short_label("quarter", n) for n in (1, 4)] == ["TW I", "TW IV"]
    assert [phases.short_label("month", n) for n in (1, 5, 12)] == ["Jan", "Mei", "Des"]
