"""A plan out as a workbook and in again: nothing changed is nothing changed; every fault by row and column."""

import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from pamong.planning import actions, queries
from pamong.planning.models import Indicator, Skp, WorkResult
from pamong.planning.queries import sheets
from pamong.planning.rules import plain
from pamong.platform.importexport import reader
from pamong.platform.ui.text import normalised
from pamong.rulebook.errors import Refused
from tests.planning import plans
from tests.planning.test_plain import RESULTS
from tests.world import World

TEXT = st.text(st.characters(codec="utf-8", categories=("Ll", "Lu", "Nd", "Po", "Sm")), min_size=1, max_size=30).filter(
    lambda t: not t.startswith("'") and t == t.strip() and "_x" not in t and t.isprintable() and normalised(t) == t
)


def cleaned(results: list[plain.Result]) -> tuple[plain.Result, ...]:
    """What the forms let into a plan: texts without blanks at the ends, ranges with two ends, weights of main results."""
    found = []
    for r in results:
        own = tuple(
            replace(i, target_max=i.target if i.direction == "range" and i.target is not None else None)
            for i in r.indicators
        )
        found.append(replace(r, weight=r.weight if r.kind == "main" else None, indicators=own))
    return tuple(found)


ROUND = st.lists(
    RESULTS.flatmap(
        lambda r: st.builds(
            lambda title, texts: replace(
                r,
                title=title,
                description="",
                starts=r.starts if r.ends is None or r.starts is None or r.starts <= r.ends else None,
                indicators=tuple(
                    replace(i, text=texts, unit="", target_text="", evidence_source="") for i in r.indicators
                ),
            ),
            TEXT,
            TEXT,
        )
    ),
    max_size=4,
    unique_by=(lambda r: r.id),
).map(cleaned)


@given(results=ROUND)
@settings(max_examples=40, deadline=None)
def test_out_and_in_again_is_the_same(results: tuple[plain.Result, ...]) -> None:
    ids = [i.id for r in results for i in r.indicators]
    if len(ids) != len(set(ids)):
        return
    content = sheets.plan_workbook(results)
    if not results:
        assert sheets.read_plan(content, "templat.xlsx", ()).results == []
        return
    found = sheets.read_plan(content, "skp.xlsx", results)
    assert found.faults == []
    assert plain.diff(results, found.results) == []
    assert plain.as_json(found.results) == plain.as_json(results)


def book(*rows: list[Any], headings: list[str] | None = None) -> bytes:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out)
    page = made.add_worksheet("SKP")
    for number, row in enumerate([headings or HEADINGS, *rows]):
        page.write_row(number, 0, row)
    made.close()
    return out.getvalue()


HEADINGS = ["RHK", "Bobot", "Tenggat", "Indikator", "Aspek", "Target", "Satuan"]


def read(*rows: list[Any], **kwargs: Any) -> sheets.Read:
    return sheets.read_plan(book(*rows, **kwargs), "isi.xlsx", ())


def test_rows_as_an_office_types_them() -> None:
    found = read(
        ["Akta terbit tepat waktu", 60, "31-12-2026", "Akta paling lama 3 hari", "Waktu", "97,5", "persen"],
        ["", "", "", "Akta tanpa salah cetak", "kualitas", 99, "persen"],
        ["Arsip tertata", "40", "31/10/2026", "Berkas tertata", "Kuantitas", "1.200", "berkas"],
    )
    assert found.faults == []
    first, second = found.results
    assert (first.weight, len(first.indicators)) == (Decimal(60), 2)
    assert [i.target for i in (*first.indicators, *second.indicators)] == [Decimal("97.5"), Decimal(99), Decimal(1200)]
    assert [i.aspect for i in first.indicators] == ["time", "quality"]
    assert second.ends is not None and second.ends.month == 10
    assert first.parent_state == "waiting"


def test_faults_name_row_and_column() -> None:
    found = read(
        ["Akta", 160, "32-13-2026", "Indikator", "Kecepatan", "banyak", "persen"],
        ["x" * 301, 40, "31-12-2026", "", "Waktu", 3, ""],
    )
    assert [(f.row, f.column) for f in found.faults] == [
        (2, "Bobot (%)"),
        (2, "Tenggat"),
        (2, "Target"),
        (2, "Aspek"),
        (3, "Rencana hasil kerja"),
        (3, "Indikator kinerja individu"),
    ]
    assert "Kuantitas, Kualitas, Waktu, Biaya" in found.faults[3].reason
    back = reader.read(found.error_workbook(), "salah.xlsx")[0]
    assert back.rows[0][-2:] == ["Kesalahan", "Baris asal"]
    assert "Aspek" in str(back.rows[1][-2])


def test_the_first_row_cannot_go_on_with_nothing() -> None:
    found = read(["", "", "", "Indikator tanpa hasil", "Waktu", 3, "hari"])
    assert [(f.row, f.column) for f in found.faults] == [(2, "Rencana hasil kerja")]


def test_other_files_are_refused_with_the_way_out() -> None:
    with pytest.raises(Refused, match="Unduh templat"):
        read(["a", "b"], headings=["Nama", "NIP"])
    with pytest.raises(Refused):
        sheets.read_plan(b"<html>", "isi.xlsx", ())


def test_codes_of_others_and_twice_the_same_are_refused() -> None:
    present = (plain.Result("Akta", id=5, indicators=(plain.Indicator("Waktu", id=8),)),)
    heads = ["Rencana hasil kerja", "Indikator kinerja individu", "Kode hasil", "Kode indikator"]
    rows = (["Akta", "Waktu", "5", "8"], ["Akta lagi", "Waktu", "5", "9"], ["Lain", "Waktu", "77", "8"])
    found = sheets.read_plan(book(*rows, headings=heads), "isi.xlsx", present)
    assert [(f.row, f.column) for f in found.faults] == [
        (3, "Kode hasil"),
        (3, "Kode indikator"),
        (4, "Kode hasil"),
        (4, "Kode indikator"),
    ]


@pytest.mark.parametrize("hostile", ["=1+1", "+62", "-5 hari", "@mention"])
def test_texts_that_look_like_formulas_survive(hostile: str) -> None:
    present = (plain.Result(hostile, id=1, indicators=(plain.Indicator(hostile, id=2),)),)
    found = sheets.read_plan(sheets.plan_workbook(present), "isi.xlsx", present)
    assert (found.faults, plain.diff(present, found.results)) == ([], [])


def sent(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("SKP.xlsx", content)


@pytest.mark.django_db
def test_the_stored_plan_is_identical_after_no_change(world: World) -> None:
    (parent,) = plans.heads_results(world)
    skp = plans.draft(world)
    row = plans.result(world, skp, parent_id=parent.pk, weight=Decimal("33.33"))
    plans.indicator(world, row, target=Decimal("1234567.8901"))
    plans.result(world, skp, title="Rapat", kind="additional", weight=None, parent_state="none", ends=None)
    before = (list(WorkResult.objects.values()), list(Indicator.objects.values()))
    mine = world.client("employee")
    content = mine.get(reverse("planning:workbook", args=[skp.pk])).content
    answer = mine.post(reverse("planning:upload", args=[skp.pk]), {"file": sent(content), "remove_others": "on"})
    assert answer.status_code == 303
    assert (list(WorkResult.objects.values()), list(Indicator.objects.values())) == before


@pytest.mark.django_db
def test_changed_rows_change_others_are_added_and_the_rest_stays(world: World) -> None:
    skp = plans.complete(world)
    row = WorkResult.objects.get(skp=skp)
    extra = plans.indicator(world, row, text="Keluhan", aspect="quality")
    present = queries.plain_results(queries.content(skp.pk))
    first = present[0]
    changed = replace(first, title="Akta terbit sehari", indicators=(replace(first.indicators[0], target=Decimal(99)),))
    content = sheets.plan_workbook([changed, plain.Result("Arsip", kind="additional", parent_state="none")])
    read_back = sheets.read_plan(content, "isi.xlsx", present, Skp.objects.get(pk=skp.pk))
    written = actions.import_plan(skp_id=skp.pk, results=read_back.results, by=world.viewer("employee"))
    assert (written.added, written.changed, written.removed) == (1, 2, 0)
    row.refresh_from_db()
    assert row.title == "Akta terbit sehari"
    assert Indicator.objects.filter(pk=extra.pk).exists()
    gone = actions.import_plan(
        skp_id=skp.pk, results=read_back.results, remove_others=True, by=world.viewer("employee")
    )
    assert gone.removed >= 1
    assert not Indicator.objects.filter(pk=extra.pk).exists()


@pytest.mark.django_db
def test_the_leaders_result_is_found_by_its_title(world: World) -> None:
    (parent,) = plans.heads_results(world, "Pelayanan cepat")
    skp = plans.draft(world)
    heads = ["Rencana hasil kerja", "Indikator", "RHK pimpinan yang diintervensi"]
    rows = (["Akta", "Waktu", "pelayanan CEPAT"], ["Arsip", "Rapi", "Tidak diturunkan"], ["Rapat", "Hadir", "Entah"])
    found = sheets.read_plan(book(*rows, headings=heads), "isi.xlsx", (), skp)
    assert [(r.parent_id, r.parent_state) for r in found.results[:2]] == [(parent.pk, "linked"), (None, "none")]
    assert [(f.row, f.column) for f in found.faults] == [(4, "RHK pimpinan yang diintervensi")]


@pytest.mark.django_db
def test_the_page_shows_faults_and_stores_nothing(world: World) -> None:
    skp = plans.draft(world)
    mine = world.client("employee")
    page = reverse("planning:upload", args=[skp.pk])
    assert "Templat kosong" in mine.get(page).content.decode()
    bad = book(["Akta", 60, "31-12-2026", "Waktu terbit", "Kecepatan", 3, "hari"])
    answer = mine.post(page, {"file": sent(bad)})
    assert answer.status_code == 422 and "Kecepatan" in answer.content.decode()
    assert not WorkResult.objects.filter(skp=skp).exists()
    rows = mine.post(page, {"file": sent(bad), "berkas": "1"})
    assert rows["Content-Disposition"].endswith('"SKP-perlu-diperbaiki.xlsx"')
    assert mine.post(page, {"file": sent(b"bukan excel")}).status_code == 422
    assert mine.post(page, {}).status_code == 422
    good = book(["Akta", 100, f"31-12-{skp.ends.year}", "Waktu terbit", "Waktu", 3, "hari"])
    assert mine.post(page, {"file": sent(good)}).status_code == 303
    assert WorkResult.objects.get(skp=skp).indicators.get().target == 3


@pytest.mark.django_db
def test_the_blank_workbook_reads_back_cleanly(world: World) -> None:
    content = world.client("employee").get(reverse("planning:workbook_blank")).content
    assert sheets.read_plan(content, "templat.xlsx", ()).faults == []
    headings = [str(h) for h in reader.read(content, "templat.xlsx")[0].rows[0]]
    assert headings[:6] == [
        "No", "RHK pimpinan yang diintervensi", "Rencana hasil kerja", "Aspek", "Indikator kinerja individu", "Target",
    ]  # fmt: skip


@pytest.mark.django_db
def test_an_agreed_plan_is_not_overwritten(world: World) -> None:
    skp = plans.agreed(world)
    with pytest.raises(Refused):
        actions.import_plan(skp_id=skp.pk, results=[plain.Result("Lain")], by=world.viewer("employee"))
    assert world.client("employee").get(reverse("planning:upload", args=[skp.pk])).status_code == 302
