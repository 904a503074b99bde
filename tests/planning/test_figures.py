"""Indicators that measure themselves: bound, filled by evidence, opened to their inputs, seen as far as the right goes."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pamong.evidence import registry
from pamong.planning import actions, queries
from pamong.planning.models import Indicator, Skp, WorkResult
from pamong.planning.rules import explain
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from tests.planning import measuring, plans
from tests.planning.measuring import bound, fact
from tests.world import World

pytestmark = pytest.mark.django_db
UNIT = "ukur.tepat share unit"


def page(world: World, skp: Skp, who: str = "employee") -> str:
    answer = world.client(who).get(reverse("planning:skp", args=[skp.pk]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def figure_page(world: World, skp: Skp, made: Indicator, who: str, query: str = "") -> str:
    answer = world.client(who).get(reverse("planning:figure", args=[skp.pk, made.pk]) + query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_bound_indicator_takes_the_unit_of_its_measure(world: World) -> None:
    _skp, made = bound(world, UNIT, agree=False)
    assert (made.measure, made.unit) == (UNIT, "persen")
    row = made.result
    assert plans.indicator(world, row, measure="ukur.hari mean me", unit="").unit == "hari kerja"
    assert plans.indicator(world, row, measure="ukur.selesai count me", unit="").unit == "kali"
    assert plans.indicator(world, row, measure="ukur.selesai count me", unit="surat").unit == "surat"


@pytest.mark.parametrize(
    ("measure", "field"),
    [
        ("ukur.tidak_ada share me", "metric"),
        ("ukur.anonim mean me", "metric"),
        ("ukur.tepat", "metric"),
        ("ukur.tepat sum me", "aggregation"),
    ],
)
def test_what_cannot_be_measured_is_refused_at_its_field(world: World, measure: str, field: str) -> None:
    row = plans.result(world, plans.draft(world))
    with pytest.raises(Refused) as refused:
        plans.indicator(world, row, measure=measure)
    assert refused.value.field == field
    assert not Indicator.objects.exists()


def test_the_database_refuses_other_texts_and_half_pairs(world: World) -> None:
    _skp, made = bound(world, UNIT, agree=False)
    for wrong in ({"measure": "DROP TABLE"}, {"pair": 1}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Indicator.objects.filter(pk=made.pk).update(via=ACTION, **wrong)


def test_what_measures_is_agreed_and_frozen(world: World) -> None:
    skp, made = bound(world, UNIT)
    assert plans.frozen(skp)["content"]["results"][0]["indicators"][0]["measure"] == UNIT
    with pytest.raises(DatabaseError, match="agreed"), transaction.atomic():
        Indicator.objects.filter(pk=made.pk).update(via=ACTION, measure="ukur.hari mean me")


def test_the_plan_fills_itself_and_missing_is_not_zero(world: World) -> None:
    skp, made = bound(world, UNIT)
    assert "belum ada bukti" in page(world, skp)
    for who, value in (("employee", 1), ("peer", 1), ("peer", 0), ("superior", 1)):
        fact(world, who, value=value)
    fact(world, "stranger")
    fact(world, "admin", value=0)  # of another unit
    shown = page(world, skp)
    assert "<strong>75</strong> persen" in shown
    assert "(83,3%)" in shown
    assert "Surat dijawab tepat waktu · Bagian (persen) · Unit saya" in shown
    assert reverse("planning:figure", args=[skp.pk, made.pk]) in shown


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        ("ukur.hari mean me", "3"),
        ("ukur.hari mean unit", "4"),
        ("ukur.hari percentile:50 unit", "3"),
        ("ukur.hari percentile:90 tree", "6"),
        ("ukur.hari count agency", "4"),
    ],
)
def test_every_scope_and_aggregation(world: World, measure: str, value: str) -> None:
    skp, made = bound(world, measure)
    for who, days in (("employee", 3), ("peer", 3), ("peer", 6), ("admin", 9)):
        fact(world, who, "ukur.hari", days)
    found = queries.realisations([queries.as_wanted(made, skp, skp.starts, skp.ends)])
    assert found[made.pk].value == Decimal(value)


def test_logged_and_measured_indicators_cost_one_statement(world: World) -> None:
    skp = plans.draft(world)
    row = plans.result(world, skp)
    own = plans.indicator(world, row, aspect="quantity", unit="surat", target=Decimal(10))
    made = plans.indicator(world, row, measure=UNIT)
    fact(world, "employee", "ukur.selesai", 1, subject=f"indicator:{own.pk}")
    fact(world, "peer")
    wanted = [queries.as_wanted(one, skp, skp.starts, skp.ends) for one in (own, made)]
    with CaptureQueriesContext(connection) as captured:
        found = queries.realisations(wanted)
    assert len(captured) == 1
    assert {pk: f.value for pk, f in found.items()} == {own.pk: 1, made.pk: 100}


def test_the_figure_opens_to_its_inputs(world: World) -> None:
    skp, made = bound(world, UNIT)
    for who, value in (("employee", 1), ("peer", 0), ("peer", 1)):
        fact(world, who, value=value)
    shown = figure_page(world, skp, made, "superior")
    for said in (
        "2 dari 3 kasus × 100 = 66,6667 persen.",
        "66,6667 ÷ 90 × 100 = 74,07 persen.",
        "Target belum tercapai.",
        "1 bila dijawab dalam batas waktu, 0 bila tidak",
        world.office.name,
        "Surat peer",
        "3 terbaru yang boleh Anda lihat, dari 3 fakta",
    ):
        assert said in shown, said


def test_others_facts_stay_with_those_who_may_see_them(world: World) -> None:
    skp, made = bound(world, UNIT)
    fact(world, "employee")
    fact(world, "peer", value=0)
    shown = figure_page(world, skp, made, "employee")
    assert "1 dari 2 kasus" in shown
    assert "Surat employee" in shown
    assert "Surat peer" not in shown
    assert "1 terbaru yang boleh Anda lihat, dari 2 fakta" in shown


def test_the_figure_of_a_unit_shows_once_agreed_or_to_its_leader(world: World) -> None:
    skp, made = bound(world, UNIT, agree=False)
    fact(world, "peer")
    assert "Angka ini belum ditampilkan" in figure_page(world, skp, made, "employee")
    assert "1 dari 1 kasus" in figure_page(world, skp, made, "superior")
    own = plans.indicator(world, made.result, measure="ukur.tepat share me")
    fact(world, "employee")
    assert "1 dari 1 kasus" in figure_page(world, skp, own, "employee")


def test_a_period_in_the_address_narrows_the_figure(world: World) -> None:
    skp, made = bound(world, "ukur.tepat share me")
    early = measuring.day(world, 40)
    fact(world, "employee", value=0, day=early)
    fact(world, "employee", value=1)
    assert "1 dari 2 kasus" in figure_page(world, skp, made, "employee")
    assert "1 dari 1 kasus" in figure_page(world, skp, made, "employee", f"?dari={measuring.day(world, 3)}")
    assert "0 dari 1 kasus" in figure_page(world, skp, made, "employee", f"?sampai={early}")
    url = reverse("planning:figure", args=[skp.pk, made.pk])
    wrong = world.client("employee").get(url + "?dari=kemarin")
    assert wrong.status_code == 422
    assert "1 dari 2 kasus" in wrong.content.decode()
    other = world.client("employee").get(reverse("planning:figure", args=[skp.pk, made.pk + 999]))
    assert other.status_code == 404


def test_without_facts_the_page_says_so(world: World) -> None:
    skp, made = bound(world, UNIT)
    assert "Kosong bukan nol" in figure_page(world, skp, made, "employee")


def test_pages_with_many_measured_indicators_cost_no_more(world: World) -> None:
    skp = plans.draft(world)
    row = plans.result(world, skp)
    plans.indicator(world, row, measure=UNIT)
    for n in range(12):
        scope = ("me", "unit", "tree", "agency")[n % 4]
        plans.indicator(world, row, text=f"Ukuran {n}", measure=f"ukur.hari percentile:90 {scope}")
    actions.submit(skp_id=skp.pk, by=world.viewer("employee"))
    actions.agree(skp_id=skp.pk, by=world.viewer("superior"))
    fact(world, "peer", "ukur.hari", 4)
    client = world.client("employee")
    for url in (
        reverse("planning:skp", args=[skp.pk]),
        reverse("planning:figure", args=[skp.pk, row.indicators.first().pk]),  # type: ignore[union-attr]  # made above
    ):
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        assert len(captured) <= 10, url


def test_the_form_binds_and_shows_what_was_chosen(world: World) -> None:
    skp = plans.draft(world)
    row = plans.result(world, skp)
    client = world.client("employee")
    url = reverse("planning:indicator_new", args=[skp.pk, row.pk])
    blank = client.get(url).content.decode()
    assert "Surat dijawab tepat waktu (persen)" in blank
    assert "Nilai anonim" not in blank
    data = {"text": "Surat cepat", "aspect": "time", "direction": "less", "target": "3", "metric": "ukur.hari"}
    answer = client.post(url, {**data, "scope": "tree", "aggregation": "percentile", "percentile": ""})
    assert answer.status_code == 303
    made = Indicator.objects.get()
    assert (made.measure, made.unit) == ("ukur.hari percentile:90 tree", "hari kerja")
    again = client.get(reverse("planning:indicator", args=[skp.pk, made.pk])).content.decode()
    assert '<option value="percentile" selected>' in again
    assert 'value="90"' in again
    usual = {**data, "scope": "me", "aggregation": "", "version": made.version}
    assert client.post(reverse("planning:indicator", args=[skp.pk, made.pk]), usual).status_code == 303
    assert Indicator.objects.get().measure == "ukur.hari mean me"
    wrong = client.post(url, {**data, "metric": "ukur.tepat", "aggregation": "sum"})
    assert wrong.status_code == 422
    assert "tidak dapat dihitung dengan cara itu" in wrong.content.decode()


def test_a_figure_can_be_narrowed_to_things_an_area_declares(world: World) -> None:
    registry.subjects("ukurhal", title="Loket", of_agency=lambda agency: [(f"ukurhal:{agency}", "Loket satu")])
    try:
        skp = plans.draft(world)
        row = plans.result(world, skp)
        url = reverse("planning:indicator_new", args=[skp.pk, row.pk])
        client = world.client("employee")
        assert "Loket satu" in client.get(url).content.decode()
        subject = f"ukurhal:{world.a.pk}"
        data = {"text": "x", "direction": "more", "metric": "ukur.tepat", "scope": "unit", "subject": subject}
        assert client.post(url, data).status_code == 303
        assert Indicator.objects.get().measure == f"ukur.tepat share unit subject={subject}"
    finally:
        del registry._subjects["ukurhal"]


PAIR: dict[str, Any] = {"aspect": "quantity", "text": "Surat dijawab", "unit": "surat", "target": Decimal(1)}


def pair(world: World, **quality: Any) -> tuple[Skp, Indicator, Indicator]:
    skp = plans.draft(world)
    row = plans.result(world, skp)
    much = plans.indicator(world, row, **{**PAIR, "measure": "ukur.selesai count me"})
    given = {"text": "Jawaban tepat", "aspect": "quality", "unit": "persen", "target": Decimal(90), "measure": UNIT}
    well = actions.save_indicator(
        skp_id=skp.pk,
        result_id=row.pk,
        given=actions.IndicatorInput(**{**given, **quality}),
        by=world.viewer("employee"),
        pair_with=much.pk,
    )
    return skp, Indicator.objects.get(pk=much.pk), well


def test_a_pair_is_numbered_on_both_sides_and_let_go(world: World) -> None:
    skp, much, well = pair(world)
    assert (much.pair, well.pair) == (1, 1)
    row, by = much.result, world.viewer("employee")

    def save(who: Indicator, other: int, **given: Any) -> Indicator:
        values = {"text": who.text, "aspect": who.aspect, **given}
        return actions.save_indicator(
            skp_id=skp.pk,
            result_id=row.pk,
            given=actions.IndicatorInput(**values),
            by=by,
            indicator_id=who.pk,
            pair_with=other,
        )

    third = plans.indicator(world, row, text="Mutu lain", aspect="quality")
    with pytest.raises(Refused, match="sudah berpasangan"):
        save(third, much.pk)
    with pytest.raises(Refused, match="kuantitas dengan indikator kualitas"):
        save(third, well.pk)
    with pytest.raises(Refused, match="kuantitas dengan indikator kualitas"):
        save(third, 999999)
    assert save(well, 0).pair == 0
    assert Indicator.objects.get(pk=much.pk).pair == 0
    assert save(third, much.pk).pair == 1


def test_much_but_not_well_is_told_to_the_reader_on_the_plan(world: World) -> None:
    skp, much, _well = pair(world)
    actions.submit(skp_id=skp.pk, by=world.viewer("employee"))
    actions.agree(skp_id=skp.pk, by=world.viewer("superior"))
    fact(world, "employee", "ukur.selesai")
    assert "jumlah tercapai, mutu belum" not in page(world, skp)
    fact(world, "employee", value=0)
    assert page(world, skp).count("jumlah tercapai, mutu belum") == 2
    assert "Dinilai bersama: Surat dijawab" in page(world, skp, "superior")
    assert WorkResult.objects.get(pk=much.result_id).indicators.count() == 2


def test_the_printed_plan_names_what_measures(world: World) -> None:
    skp, _made = bound(world, UNIT, evidence_source="Buku agenda")
    document = queries.skp_document(
        Skp.objects.select_related("cycle__agency", "person", "assignment__unit").get(pk=skp.pk)
    )
    printed = document["main"][0]["indicators"][0]["evidence"]
    assert printed == "Otomatis: Surat dijawab tepat waktu · Bagian (persen) · Unit saya; Buku agenda"


def test_the_formula_is_open_to_everybody(world: World) -> None:
    client, url = world.client(None), reverse("planning:rule")
    blank = client.get(url)
    assert blank.status_code == 200
    assert "target ÷ realisasi" in blank.content.decode()
    counted = client.get(url, {"arah": "less", "target": "14", "realisasi": "7"}).content.decode()
    assert "14 ÷ 7 × 100 = 200 persen." in counted
    ranged = client.get(url, {"arah": "range", "target": "80", "target_atas": "90", "realisasi": "60"}).content.decode()
    assert "1 − 20 ÷ 80, paling kecil 0, × 100 = 75 persen." in ranged
    wrong = client.get(url, {"arah": "less", "target": "banyak", "realisasi": "7"})
    assert wrong.status_code == 422
    assert "banyak" in wrong.content.decode()


def test_steps_of_a_realisation_name_their_numbers() -> None:
    numbers: dict[str, Any] = {"value": Decimal("3.33333"), "total": Decimal(10), "n": 3}
    said = {
        a: explain.realised(a, **numbers, percentile=90)[0] for a in ("sum", "count", "mean", "share", "percentile")
    }
    assert said["mean"] == "Jumlah 10 ÷ 3 fakta = rata-rata 3,3333."
    assert said["percentile"] == "Dari 3 fakta, sedikitnya 90 persen tidak melebihi 3,3333."
    assert len(set(said.values())) == 5
    with pytest.raises(ValueError, match="unknown"):
        explain.realised("median", **numbers)
