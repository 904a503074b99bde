"""A work result names the programme and the budget line it serves: in its form, on its own page, after agreement too."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from pamong.planning import actions, queries
from pamong.planning.models import WorkResult
from pamong.platform.access.errors import NotVisible
from pamong.platform.files import pdf
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from tests.planning import plans
from tests.programmes import builder
from tests.world import World

pytestmark = pytest.mark.django_db


def test_the_form_of_a_result_offers_the_renstra_and_keeps_the_choice(world: World) -> None:
    town, skp = builder.town(world), plans.draft(world)
    employee, url = world.client("employee"), reverse("planning:result_new", args=[skp.pk])
    assert "Program Pencatatan Sipil" in employee.get(url).content.decode()
    given = {"title": "Akta terbit", "kind": "main", "parent": "none", "weight": "100", "ends": str(skp.ends)}
    chosen = {"programme": town.activity.pk, "budget_line": town.line.pk}
    assert employee.post(url, {**given, **chosen}).status_code == 303
    row = WorkResult.objects.get()
    assert (row.programme_id, row.budget_line_id) == (town.activity.pk, town.line.pk)
    edit = reverse("planning:result", args=[skp.pk, row.pk])
    assert f'value="{town.activity.pk}" selected' in employee.get(edit).content.decode()
    page = employee.get(reverse("planning:skp", args=[skp.pk])).content.decode()
    assert "Kegiatan 2.12.03.2.01 Pelayanan Pencatatan Sipil" in page
    assert "5.1.02 Belanja barang" in page
    employee.post(edit, {**given, "version": row.version, "programme": "", "budget_line": ""})
    row.refresh_from_db()
    assert (row.programme_id, row.budget_line_id) == (None, None)


def test_without_a_renstra_the_form_does_not_ask(world: World) -> None:
    skp = plans.draft(world)
    page = world.client("employee").get(reverse("planning:result_new", args=[skp.pk])).content.decode()
    assert "Program atau kegiatan" not in page
    row = plans.result(world, skp)
    own = world.client("employee").get(reverse("planning:serve", args=[row.pk])).content.decode()
    assert "Belum ada Renstra" in own


@pytest.mark.parametrize("who", ["employee", "superior"])
def test_owner_and_superior_link_also_after_agreement(world: World, who: str) -> None:
    town, skp = builder.town(world), plans.agreed(world)
    row = WorkResult.objects.get(skp=skp)
    url = reverse("planning:serve", args=[row.pk])
    assert world.client(who).get(url).status_code == 200
    assert world.client(who).post(url, {"programme": town.programme.pk}).status_code == 303
    row.refresh_from_db()
    assert row.programme_id == town.programme.pk
    skp.refresh_from_db()
    made = queries.skp_document(skp)
    assert made["main"][0]["programme"] == "Program 2.12.03 Program Pencatatan Sipil"
    assert pdf.render("planning/skp.typ", made)[:5] == b"%PDF-"


def test_what_was_agreed_still_cannot_change(world: World) -> None:
    skp = plans.agreed(world)
    row = WorkResult.objects.get(skp=skp)
    row.title = "Lain"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(via=ACTION, update_fields=["title"])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.attname FROM pg_trigger t JOIN pg_attribute a ON a.attrelid = t.tgrelid AND a.attnum = ANY(t.tgattr)"
            " WHERE t.tgname = 'planning_agreed' AND t.tgrelid = 'planning_workresult'::regclass"
        )
        watched = {name for (name,) in cursor.fetchall()}
    columns = {f.column for f in WorkResult._meta.concrete_fields}
    assert columns - watched == {"id", "created_at", "programme_id", "budget_line_id"}


def test_others_may_not_and_foreign_nodes_are_refused(world: World) -> None:
    town, skp = builder.town(world), plans.agreed(world)
    row = WorkResult.objects.get(skp=skp)
    for who in ("peer", "stranger", "head", "admin"):
        with pytest.raises(NotVisible):
            actions.serve(result_id=row.pk, node_id=town.programme.pk, line_id=None, by=world.viewer(who))
    other = builder.node(builder.plan(world, "b"), "goal", "1")
    for node_id, line_id, field in ((other.pk, None, "programme"), (None, town.line.pk, "programme")):
        with pytest.raises(Refused) as refused:
            actions.serve(result_id=row.pk, node_id=node_id, line_id=line_id, by=world.viewer("employee"))
        assert refused.value.field == field
    theirs = builder.money(builder.node(other.plan, "outcome", "1.1", other), world.today.year)
    with pytest.raises(Refused) as refused:
        actions.serve(result_id=row.pk, node_id=town.programme.pk, line_id=theirs.pk, by=world.viewer("employee"))
    assert refused.value.field == "budget_line"
    answer = world.client("employee").post(reverse("planning:serve", args=[row.pk]), {"budget_line": town.line.pk})
    assert answer.status_code == 422
    assert "Pilih program" in answer.content.decode()
