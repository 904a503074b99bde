"""A revision: the agreed version stays, both sides agree again, evidence goes on pointing to the right indicator."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from pamong.planning import actions, queries
from pamong.planning.models import HandedDown, Indicator, Skp, SkpRevision, SkpVersion, WorkResult
from pamong.planning.rules import plain, revisions
from pamong.platform.access.errors import Conflict, NotVisible
from pamong.platform.guard import ACTION
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from tests.planning import plans
from tests.world import World

pytestmark = pytest.mark.django_db


def started(world: World, skp: Skp, who: str = "employee", **given: Any) -> SkpRevision:
    values = {
        "reason": "priority",
        "explanation": "Target pemerintah kota naik setelah perubahan anggaran.",
        "in_force_from": skp.starts + dt.timedelta(days=60),
        **given,
    }
    return actions.start_revision(skp_id=skp.pk, by=world.viewer(who), **values)


def with_target(row: SkpRevision, target: Decimal) -> tuple[plain.Result, ...]:
    results, _annexes = queries.revised(row)
    first = results[0]
    return (replace(first, indicators=(replace(first.indicators[0], target=target),)), *results[1:])


def revised(world: World, target: str = "99") -> Skp:
    skp = plans.agreed(world)
    row = started(world, skp)
    actions.save_revision(
        skp_id=skp.pk, results=with_target(row, Decimal(target)), annexes={}, by=world.viewer("employee")
    )
    actions.submit_revision(skp_id=skp.pk, by=world.viewer("employee"))
    return actions.agree_revision(skp_id=skp.pk, by=world.viewer("superior"))


def test_both_agree_again_and_the_old_version_is_kept(world: World) -> None:
    before = plans.agreed(world)
    frozen, digest = plans.frozen(before), before.content_hash
    indicator = Indicator.objects.get(result__skp=before)
    row = started(world, before)
    actions.save_revision(
        skp_id=before.pk, results=with_target(row, Decimal(99)), annexes={}, by=world.viewer("employee")
    )
    assert Indicator.objects.get(pk=indicator.pk).target == Decimal("97.5")  # in force until both agree
    actions.submit_revision(skp_id=before.pk, by=world.viewer("employee"))
    actions.agree_revision(skp_id=before.pk, by=world.viewer("superior"))
    after = Skp.objects.get(pk=before.pk)
    assert Indicator.objects.get(result__skp=after).pk == indicator.pk
    assert Indicator.objects.get(pk=indicator.pk).target == Decimal(99)
    kept = SkpVersion.objects.get(skp=after)
    assert (kept.frozen, kept.content_hash, kept.number) == (frozen, digest, 1)
    assert (after.number, after.in_force_from) == (2, row.in_force_from)
    assert after.content_hash != digest
    assert kept.ends == row.in_force_from - dt.timedelta(days=1)


def test_the_diff_names_old_and_new(world: World) -> None:
    skp = revised(world)
    newer, older = queries.versions(Skp.objects.select_related("person").get(pk=skp.pk))
    (change,) = queries.version_changes(older, newer)
    assert (change.what, change.of) == ("changed", "indicator")
    assert change.fields == (("target", "97.5", "99"),)
    page = world.client("employee").get(reverse("planning:versions", args=[skp.pk])).content.decode()
    assert "97,5" in page and "99" in page and "Perubahan prioritas organisasi" in page


def test_what_is_in_force_decides_by_day(world: World) -> None:
    skp = revised(world)
    day = SkpRevision.objects.get(skp=skp).in_force_from
    before = queries.contents_on({skp.pk: day - dt.timedelta(days=1)})[skp.pk]
    since = queries.contents_on({skp.pk: day})[skp.pk]
    assert before.results[0].indicators[0].target == Decimal("97.5")
    assert since.results[0].indicators[0].target == Decimal(99)
    assert before.results[0].indicators[0].id == since.results[0].indicators[0].id


def test_what_is_dropped_stays_for_the_evidence(world: World) -> None:
    skp = plans.complete(world)
    second = plans.result(world, skp, title="Arsip tertata", kind="additional", weight=None)
    extra = plans.indicator(world, second, text="Berkas tertata")
    actions.submit(skp_id=skp.pk, by=world.viewer("employee"))
    actions.agree(skp_id=skp.pk, by=world.viewer("superior"))
    row = started(world, skp)
    kept = [r for r in queries.revised(row)[0] if r.id != second.pk]
    actions.save_revision(skp_id=skp.pk, results=kept, annexes={}, by=world.viewer("employee"))
    actions.submit_revision(skp_id=skp.pk, by=world.viewer("employee"))
    actions.agree_revision(skp_id=skp.pk, by=world.viewer("superior"))
    assert not Indicator.objects.filter(pk=extra.pk).exists()
    assert Indicator.ever.get(pk=extra.pk).dropped_on == row.in_force_from
    assert WorkResult.ever.get(pk=second.pk).dropped_on == row.in_force_from
    assert [c.indicator_id for c in queries.open_indicators(world.employee.pk, world.today)] != [extra.pk]
    assert extra.pk not in {i.id for i in queries.indicators_of(skp.pk)}


def test_a_subordinates_result_waits_again_when_its_parent_is_dropped(world: World) -> None:
    leader = plans.heads_results(world, "Layanan cepat", "Arsip digital")
    for row in leader:
        plans.indicator(world, row, "superior")
    skp = leader[0].skp
    for row, weight in zip(leader, (60, 40), strict=True):
        given = actions.ResultInput(
            kind="main", title=row.title, weight=Decimal(weight), ends=skp.ends, perspective="process",
            parent_state="none",
        )  # fmt: skip
        actions.save_result(skp_id=skp.pk, result_id=row.pk, given=given, by=world.viewer("superior"))
    actions.submit(skp_id=skp.pk, by=world.viewer("superior"))
    actions.agree(skp_id=skp.pk, by=world.viewer("head"))
    below = plans.draft(world)
    child = plans.result(world, below, parent_id=leader[1].pk)
    plans.indicator(world, child)
    actions.submit(skp_id=below.pk, by=world.viewer("employee"))
    actions.agree(skp_id=below.pk, by=world.viewer("superior"))
    revision = started(world, skp, "superior")
    only = [replace(r, weight=Decimal(100)) for r in queries.revised(revision)[0] if r.id == leader[0].pk]
    actions.save_revision(skp_id=skp.pk, results=only, annexes={}, by=world.viewer("superior"))
    actions.submit_revision(skp_id=skp.pk, by=world.viewer("superior"))
    actions.agree_revision(skp_id=skp.pk, by=world.viewer("head"))
    child.refresh_from_db()
    assert (child.parent_id, child.parent_state) == (None, "waiting")
    assert Notification.objects.filter(person_id=world.employee.pk, text__contains="tidak ada lagi").count() == 1
    actions.link(result_id=child.pk, parent_id=leader[0].pk, by=world.viewer("employee"))  # though agreed
    assert not HandedDown.objects.filter(result=leader[1], result__dropped_on__isnull=True).exists()


def test_nothing_changed_is_not_submitted(world: World) -> None:
    skp = plans.agreed(world)
    started(world, skp)
    with pytest.raises(Refused, match="belum mengubah"):
        actions.submit_revision(skp_id=skp.pk, by=world.viewer("employee"))


def test_the_smart_check_holds_for_revisions_too(world: World) -> None:
    skp = plans.agreed(world)
    row = started(world, skp)
    results = [replace(r, weight=Decimal(80)) for r in queries.revised(row)[0]]
    actions.save_revision(skp_id=skp.pk, results=results, annexes={}, by=world.viewer("employee"))
    with pytest.raises(Refused) as refused:
        actions.submit_revision(skp_id=skp.pk, by=world.viewer("employee"))
    assert refused.value.code == "weight_short"


def test_only_agreed_plans_once_at_a_time_and_inside_their_days(world: World) -> None:
    draft = plans.complete(world)
    with pytest.raises(Refused):
        started(world, draft)
    actions.submit(skp_id=draft.pk, by=world.viewer("employee"))
    actions.agree(skp_id=draft.pk, by=world.viewer("superior"))
    for day in (draft.starts, draft.starts - dt.timedelta(days=1), draft.ends + dt.timedelta(days=1)):
        with pytest.raises(Refused) as refused:
            started(world, draft, in_force_from=day)
        assert refused.value.field == "in_force_from"
    with pytest.raises(Refused) as refused:
        started(world, draft, explanation="  ")
    assert refused.value.field == "explanation"
    started(world, draft)
    with pytest.raises(Refused):
        started(world, draft)


def test_cancelling_leaves_everything_as_agreed(world: World) -> None:
    skp = plans.agreed(world)
    row = started(world, skp)
    actions.save_revision(
        skp_id=skp.pk, results=with_target(row, Decimal(1)), annexes={"resources": "Mobil"}, by=world.viewer("employee")
    )
    actions.cancel_revision(skp_id=skp.pk, by=world.viewer("employee"))
    again = Skp.objects.get(pk=skp.pk)
    assert (again.content_hash, again.number, again.resources) == (skp.content_hash, 1, "")
    assert queries.open_revision(skp.pk) is None
    started(world, skp)  # another may begin


def test_returned_with_a_note_and_withdrawn(world: World) -> None:
    skp = plans.agreed(world)
    row = started(world, skp, "superior")  # begun by the superior, drafted by the employee
    assert Notification.objects.filter(person_id=world.employee.pk, kind="planning.revision").count() == 1
    actions.save_revision(skp_id=skp.pk, results=with_target(row, Decimal(99)), annexes={}, by=world.viewer("employee"))
    actions.submit_revision(skp_id=skp.pk, by=world.viewer("employee"))
    actions.withdraw_revision(skp_id=skp.pk, by=world.viewer("employee"))
    actions.submit_revision(skp_id=skp.pk, by=world.viewer("employee"))
    with pytest.raises(Refused):
        actions.save_revision(skp_id=skp.pk, results=(), annexes={}, by=world.viewer("employee"))
    with pytest.raises(Refused) as refused:
        actions.return_revision(skp_id=skp.pk, note=" ", by=world.viewer("superior"))
    assert refused.value.field == "note"
    actions.return_revision(skp_id=skp.pk, note="Target terlalu tinggi.", by=world.viewer("superior"))
    assert queries.open_revision(skp.pk).state == "returned"  # type: ignore[union-attr]


def test_a_stale_decision_is_refused(world: World) -> None:
    skp = plans.agreed(world)
    row = started(world, skp)
    actions.save_revision(skp_id=skp.pk, results=with_target(row, Decimal(99)), annexes={}, by=world.viewer("employee"))
    actions.submit_revision(skp_id=skp.pk, by=world.viewer("employee"))
    with pytest.raises(Conflict):
        actions.agree_revision(skp_id=skp.pk, version=1, by=world.viewer("superior"))


@pytest.mark.parametrize("who", ["peer", "stranger", "admin", "employee"])
def test_only_the_assessor_agrees(world: World, who: str) -> None:
    skp = plans.agreed(world)
    started(world, skp)
    with pytest.raises(NotVisible):
        actions.agree_revision(skp_id=skp.pk, by=world.viewer(who))


def test_the_database_keeps_versions_and_lets_nothing_change_without_one(world: World) -> None:
    skp = revised(world)
    version = SkpVersion.objects.get(skp=skp)
    for act in (
        lambda: SkpVersion.objects.filter(pk=version.pk).update(via=ACTION, number=7),
        lambda: version.delete(via=ACTION),
        lambda: Indicator.objects.filter(result__skp=skp).update(via=ACTION, target=Decimal(1)),
        lambda: Skp.objects.filter(pk=skp.pk).update(via=ACTION, resources="lain"),
        lambda: Skp.objects.filter(pk=skp.pk).update(via=ACTION, number=3, content_hash="0" * 64),
        lambda: WorkResult.objects.filter(skp=skp).update(via=ACTION, dropped_on=world.today),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_a_second_revision_follows_the_first(world: World) -> None:
    skp = revised(world)
    with pytest.raises(Refused):
        started(world, skp)  # not before the day of the version in force
    row = started(world, skp, in_force_from=skp.starts + dt.timedelta(days=120))
    actions.save_revision(
        skp_id=skp.pk,
        results=with_target(row, Decimal("99.5")),
        annexes={"consequences": "Diusulkan mendapat penghargaan"},
        by=world.viewer("employee"),
    )
    actions.submit_revision(skp_id=skp.pk, by=world.viewer("employee"))
    actions.agree_revision(skp_id=skp.pk, by=world.viewer("superior"))
    found = queries.versions(Skp.objects.get(pk=skp.pk))
    assert [v.number for v in found] == [3, 2, 1]
    assert [c.of for c in queries.version_changes(found[1], found[0])] == ["indicator", "annex"]
    assert found[1].ends + dt.timedelta(days=1) == found[0].starts


def test_the_pages_lead_through_it(world: World) -> None:
    skp = plans.agreed(world)
    mine, boss = world.client("employee"), world.client("superior")
    at = [skp.pk]
    assert "Revisi SKP" in mine.get(reverse("planning:skp", args=at)).content.decode()
    sent = {"reason": "priority", "explanation": "", "in_force_from": "x"}
    assert mine.post(reverse("planning:revision_start", args=at), sent).status_code == 422
    day = skp.starts + dt.timedelta(days=30)
    sent = {"reason": "priority", "explanation": "Target naik.", "in_force_from": f"{day:%d-%m-%Y}"}
    assert mine.post(reverse("planning:revision_start", args=at), sent).status_code == 303
    assert mine.get(reverse("planning:revision_start", args=at)).status_code == 302
    place = reverse("planning:revision_indicator", args=[skp.pk, 1, 1])
    version = SkpRevision.objects.get(skp=skp).version
    assert "97,5" in mine.get(place).content.decode()
    change = {
        "text": "Akta yang terbit paling lama 2 hari kerja", "aspect": "time", "target": "99", "unit": "persen",
        "direction": "more", "evidence_source": "SIAK", "version": version,
    }  # fmt: skip
    assert mine.post(place, change).status_code == 303
    assert mine.post(place, change).status_code == 409  # the version is another now
    added = reverse("planning:revision_result", args=[skp.pk, 0])
    assert mine.get(added).status_code == 200
    more = {
        "title": "Pindah alamat selesai sehari", "kind": "additional", "parent": "none",
        "ends": f"{skp.ends:%d-%m-%Y}", "version": version + 1,
    }  # fmt: skip
    assert mine.post(added, more).status_code == 303
    assert mine.post(reverse("planning:revision_submit", args=at)).status_code == 422  # no indicator yet
    assert mine.post(reverse("planning:revision_drop", args=[skp.pk, 2, 0])).status_code == 303
    notes = {"resources": "Satu pemindai", "accountability": "", "consequences": ""}
    assert mine.post(reverse("planning:revision_annexes", args=at), notes).status_code == 303
    assert mine.post(reverse("planning:revision_submit", args=at)).status_code == 303
    page = boss.get(reverse("planning:revision", args=at)).content.decode()
    assert "97,5" in page and "Satu pemindai" in page and "Setujui revisi" in page
    version = SkpRevision.objects.get(skp=skp).version
    decided = boss.post(reverse("planning:revision_decide", args=at), {"decision": "agree", "version": version})
    assert decided.status_code == 303
    old = boss.get(reverse("planning:skp_pdf", args=at) + "?versi=1")
    assert old.status_code == 200
    assert boss.get(reverse("planning:skp_pdf", args=at) + "?versi=9").status_code == 404


def test_the_rule_names_each_reason_of_the_regulation() -> None:
    assert revisions.SOURCE == "PP 30/2019 Ps. 28(2)"
    with pytest.raises(Refused):
        revisions.move("agreed", "submit")


def test_a_revision_that_waits_stands_first_among_the_reports(world: World) -> None:
    skp = plans.agreed(world)
    results = with_target(started(world, skp), Decimal(99))
    actions.save_revision(skp_id=skp.pk, results=results, annexes={}, by=world.viewer("employee"))
    superior = world.client("superior")
    before = superior.get(reverse("planning:team")).content.decode()
    assert "Revisi diajukan" not in before
    actions.submit_revision(skp_id=skp.pk, by=world.viewer("employee"))
    assert queries.team(world.viewer("superior"))[0].person_id == world.employee.pk
    page = superior.get(reverse("planning:team")).content.decode()
    assert "Revisi diajukan" in page
    assert f'href="{reverse("planning:revision", args=[skp.pk])}"' in page
    actions.agree_revision(skp_id=skp.pk, by=world.viewer("superior"))
    assert "Revisi diajukan" not in superior.get(reverse("planning:team")).content.decode()
