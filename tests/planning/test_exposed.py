"""What other areas read of plans, the printed data, the home page, and who sees what."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from pamong.planning import actions, queries
from pamong.planning.models import Skp, WorkResult
from pamong.planning.queries.documents import target_text
from pamong.platform.access.errors import NotVisible
from tests.planning import plans
from tests.world import World

pytestmark = pytest.mark.django_db


def test_indicators_are_open_from_the_first_draft(world: World) -> None:
    skp = plans.complete(world)
    (choice,) = queries.open_indicators(world.employee.pk, world.today)
    assert choice.label == "Akta yang terbit paling lama 3 hari kerja · Akta kelahiran terbit tepat waktu"
    assert choice.unit == "persen"
    assert queries.open_indicators(world.employee.pk, skp.ends.replace(year=skp.ends.year + 1)) == []
    assert queries.open_indicators(world.peer.pk, world.today) == []
    assert [r.title for r in queries.open_results(world.employee.pk, world.today)] == [
        "Akta kelahiran terbit tepat waktu"
    ]


def test_an_agreed_plan_is_known_by_person_and_day(world: World) -> None:
    assert queries.agreed_skp(world.employee.pk, world.today) is None
    skp = plans.submitted(world)
    assert queries.agreed_skp(world.employee.pk, world.today) is None
    draft = queries.skp_on(world.employee.pk, world.today)
    assert draft is not None
    assert (draft.id, draft.state, draft.frozen) == (skp.pk, "submitted", None)
    actions.agree(skp_id=skp.pk, by=world.viewer("superior"))
    info = queries.agreed_skp(world.employee.pk, world.today)
    assert info is not None
    assert info.frozen == queries.frozen_of(skp.pk).alone()
    assert (info.assessor_id, info.agency_id, info.unit_path) == (world.superior.pk, world.a.pk, world.office.path)
    assert info.evaluation_step == "quarter"
    assert queries.agreed_skps(skp.cycle_id) == [info]


def test_indicator_lines_carry_result_and_parent(world: World) -> None:
    (parent,) = plans.heads_results(world, "Pelayanan cepat")
    skp = plans.draft(world)
    plans.indicator(world, plans.result(world, skp, kind="additional", weight=None, title="Tambahan"))
    plans.indicator(world, plans.result(world, skp, parent_id=parent.pk, title="Utama"))
    main, extra = queries.indicators_of(skp.pk)
    assert (main.result_title, main.parent_title, main.weight, main.target) == (
        "Utama",
        "Pelayanan cepat",
        Decimal(100),
        Decimal("97.5"),
    )
    assert (extra.kind, extra.parent_title, extra.aspect_label) == ("additional", "", "Waktu")
    lines = {line.title: line for line in queries.results_of([skp.pk, parent.skp_id])}
    assert (lines["Utama"].parent_id, lines["Utama"].parent_person_id) == (parent.pk, world.superior.pk)
    assert lines["Tambahan"].waiting is True


def test_conduct_comes_with_expectations(world: World) -> None:
    skp = plans.draft(world)
    by = world.viewer("superior")
    actions.set_expectations(skp_id=skp.pk, texts={"loyal": "Jaga nama baik", "": "Jadi teladan"}, by=by)
    lines = queries.conduct_of(skp.pk).alone()
    assert len(lines) == 8
    loyal = lines[4]
    assert (loyal.value, loyal.label, len(loyal.statements), loyal.expectation) == (
        "loyal",
        "Loyal",
        3,
        "Jaga nama baik",
    )
    assert lines[7].expectation == "Jadi teladan"


def test_the_cycle_is_known_by_agency_and_day(world: World) -> None:
    assert queries.cycle_of(world.a.pk, world.today) is None
    cycle = plans.open_cycle(world, step="month")
    info = queries.cycle_of(world.a.pk, world.today)
    assert info == queries.cycle_info(cycle.pk)
    assert info is not None
    assert [p.period_no for p in info.phases if p.kind == "evaluation"] == list(range(1, 13))


def test_home_cards_cost_one_statement_and_say_what_to_do(world: World) -> None:
    viewer = world.viewer("employee")
    (card,) = queries.home_cards(viewer).alone()
    assert (card.title, card.tone, card.note) == ("SKP Anda", "mute", "Siklus kinerja tahun ini belum dibuka.")
    plans.open_cycle(world)
    assert [(c.title, c.tone) for c in queries.home_cards(viewer).alone()] == [("SKP Anda", "bad")]
    assert queries.home_cards(world.viewer("personnel")).alone() == []
    plans.submitted(world)
    with CaptureQueriesContext(connection) as captured:
        cards = queries.home_cards(world.viewer("superior")).alone()
    assert {c.title: c.value for c in cards} == {
        "SKP Anda": "Belum ada",
        "SKP untuk diperiksa": "1",
        "Hasil kerja menunggu kaitan": "1",
    }
    assert len(captured) == 2  # the viewer, and the figures


def test_a_plh_is_not_asked_to_review_his_own_plan(world: World) -> None:
    plans.submitted(world)
    world.appoint_acting(acting="employee")
    assert "SKP untuk diperiksa" not in {c.title for c in queries.home_cards(world.viewer("employee")).alone()}


SEES = {"employee", "superior", "head", "admin", "personnel", "inspector", "leader"}


@pytest.mark.parametrize(
    "who", ["employee", "superior", "head", "peer", "acting", "admin", "stranger", "stranger_head"]
)
def test_who_sees_a_plan_by_page_list_and_pdf(world: World, who: str) -> None:
    skp = plans.complete(world)
    client = world.client(who)
    expected = 200 if who in SEES else 404
    for name in ("skp", "skp_pdf", "matrix", "matrix_pdf"):
        assert client.get(reverse(f"planning:{name}", args=[skp.pk])).status_code == expected, name
    assert queries.skps(world.viewer(who)).filter(pk=skp.pk).exists() is (who in SEES)


@pytest.mark.parametrize("who", ["personnel", "inspector", "leader", "sysadmin"])
def test_offices_of_the_region_read_plans_but_the_machines_keeper_does_not(world: World, who: str) -> None:
    skp = plans.complete(world)
    if who in SEES:
        assert queries.skp_for(world.viewer(who), "skp.view", skp.pk) == skp
    else:
        with pytest.raises(NotVisible):
            queries.skp_for(world.viewer(who), "skp.view", skp.pk)
        assert world.client(who).get(reverse("planning:skp", args=[skp.pk])).status_code == 403


def test_a_citizen_is_asked_to_sign_in(world: World) -> None:
    skp = plans.complete(world)
    assert world.client(None).get(reverse("planning:skp", args=[skp.pk])).status_code == 302


def test_the_acting_superior_sees_and_decides_while_the_absent_one_does_not(world: World) -> None:
    skp = plans.submitted(world)
    world.appoint_acting()
    assert queries.may_on(world.viewer("acting"), "skp.decide", skp)
    assert not queries.may_on(world.viewer("superior"), "skp.decide", skp)
    assert not queries.may_on(world.viewer("employee"), "skp.decide", skp)
    assert queries.may_on(world.viewer("employee"), "skp.note", skp)
    assert "Plt/Plh" in world.client("acting").get(reverse("planning:review", args=[skp.pk])).content.decode()


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_the_printed_form_of_an_agreed_plan(world: World) -> None:
    skp = plans.agreed(world)
    answer = world.client("employee").get(reverse("planning:skp_pdf", args=[skp.pk]))
    assert "attachment" in answer["Content-Disposition"]
    said = text_of(answer.content)
    for words in (
        "SASARAN KINERJA PEGAWAI",
        "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
        "PEGAWAI YANG DINILAI",
        "19900505 201707 2 004",
        "Bambang Wijaya, S.H.",
        "RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI",
        "97,5 persen",
        "Berorientasi Pelayanan",
        "Melakukan perbaikan tiada henti",
        "Halaman 1 dari",
    ):
        assert words in said, words
    assert "DRAF" not in said
    assert b"/StructTreeRoot" in answer.content  # tagged for screen readers


def test_a_draft_says_so_and_prints_even_when_empty(world: World) -> None:
    skp = plans.draft(world, "head")
    said = text_of(world.client("head").get(reverse("planning:skp_pdf", args=[skp.pk])).content)
    assert "DRAF" in said
    assert "PERSPEKTIF" not in said  # no result yet, so no table
    plans.result(world, skp, "head", perspective="budget", title="Anggaran terserap *tepat* #let x = 1")
    said = text_of(world.client("head").get(reverse("planning:skp_pdf", args=[skp.pk])).content)
    assert "PERSPEKTIF" in said
    assert "Anggaran terserap *tepat* #let x = 1" in said  # texts are never markup


def test_targets_are_written_as_people_read_them() -> None:
    base = {"target_text": "", "target_max": None, "unit": "hari", "direction": "more"}
    assert target_text({**base, "target": "1234.5"}) == "1.234,5 hari"
    assert target_text({**base, "target": "14", "direction": "less"}) == "≤ 14 hari"
    assert target_text({**base, "target": "80", "target_max": "90", "direction": "range"}) == "80–90 hari"
    assert target_text({**base, "target": None, "target_text": "Warga puas"}) == "Warga puas"
    assert target_text({**base, "target": None}) == ""


def test_the_qualitative_form_has_no_aspect(world: World) -> None:
    skp = plans.draft(world, approach="qualitative")
    row = plans.result(world, skp)
    client = world.client("employee")
    page = client.get(reverse("planning:indicator_new", args=[skp.pk, row.pk])).content.decode()
    assert 'name="target_text"' in page
    assert 'name="aspect"' not in page
    form = {"text": "Kepuasan", "target_text": "Sembilan dari sepuluh warga puas"}
    assert client.post(reverse("planning:indicator_new", args=[skp.pk, row.pk]), form).status_code == 303
    assert client.post(reverse("planning:submit", args=[skp.pk])).status_code == 303
    said = text_of(client.get(reverse("planning:skp_pdf", args=[skp.pk])).content)
    assert "UKURAN KEBERHASILAN" in said
    assert "ASPEK" not in said


def test_the_printed_matrix_names_everybody(world: World) -> None:
    (parent,) = plans.heads_results(world, "Pelayanan cepat")
    actions.hand_down(
        result_id=parent.pk, to=[world.employee.pk, world.peer.pk], intervention="indirect", by=world.viewer("superior")
    )
    plans.result(world, plans.draft(world), parent_id=parent.pk)
    said = text_of(world.client("superior").get(reverse("planning:matrix_pdf", args=[parent.skp_id])).content)
    for words in ("MATRIKS PEMBAGIAN PERAN DAN HASIL", "Sari Lestari", "Teguh", "Tidak langsung", "belum direncanakan"):
        assert words in said


def test_another_agency_sees_nothing(world: World) -> None:
    plans.complete(world)
    there = plans.complete(world, "stranger")
    assert set(queries.skps(world.viewer("admin"))) == set(Skp.objects.exclude(pk=there.pk))
    assert not queries.waiting_below(world.viewer("stranger_head")).filter(skp__person=world.employee).exists()
    assert WorkResult.objects.count() == 2
