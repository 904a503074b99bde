"""A plan out as a workbook and in again: the same; what is changed, new or wrong is named by sheet, row and column."""

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from pamong.platform.importexport import reader
from pamong.platform.importexport.typed import figure
from pamong.platform.ui.text import normalised
from pamong.programmes.models import StrategicPlan
from pamong.programmes.queries import judging, sheets, stored
from pamong.programmes.queries import workbook as out
from pamong.programmes.queries.stored import Above, PlanState, Words
from pamong.programmes.rules import sheet
from pamong.programmes.rules.sheet import Judged, Stored
from pamong.rulebook.errors import Refused

YEARS = (2025, 2026, 2027)
RENSTRA = StrategicPlan(pk=1, kind="renstra", agency_id=7, title="Renstra", first_year=YEARS[0], last_year=YEARS[-1])
REGION = StrategicPlan(pk=2, kind="rpjmd", agency_id=None, title="RPJMD", first_year=YEARS[0], last_year=YEARS[-1])
WORDS = Words(
    kinds={"goal": "Tujuan", "outcome": "Sasaran", "programme": "Program", "activity": "Kegiatan"},
    measure_kinds={"outcome": "Hasil (outcome)", "output": "Keluaran (output)"},
    better={"more": "Makin besar makin baik", "less": "Makin kecil makin baik"},
    metrics={"voice.rating": "Nilai warga"},
    agencies={},
    units={3: "Bidang Akta", 4: "Bidang Lama"},
    closed=frozenset({4}),
)
TEXT = st.text(st.characters(codec="utf-8", categories=("Ll", "Lu", "Nd", "Po", "Sm")), min_size=1, max_size=20).filter(
    lambda t: t == t.strip() and "_x" not in t and t.isprintable() and normalised(t) == t
)
NUMBER = st.decimals(min_value=-(10**13), max_value=10**13, places=4, allow_nan=False)
MONEY = st.decimals(min_value=0, max_value=10**15, places=2, allow_nan=False)


def node_row(pk: int, kind: str, code: str, name: str, parent: Stored | None = None, **more: Any) -> Stored:
    """A stored node, as the queries read it."""
    unit = more.get("unit_id")
    cells = {
        "kind": WORDS.kinds[kind],
        "code": code,
        "name": name,
        "parent": parent.cells["code"] if parent else "",
        "region_parent": more.get("above", ""),
        "agency": "",
        "unit": WORDS.units.get(unit or 0, ""),
        "id": pk,
        "version": more.get("version", 1),
    }
    above = 900 if more.get("above") else None
    values = {"kind": kind, "code": code, "name": name, "agency_id": 7, "unit_id": unit}
    return Stored(pk, cells["version"], cells, {**values, "parent_id": parent.id if parent else above})


def measure_row(pk: int, node: Stored, text: str, baseline: Decimal | None = None, **targets: Decimal | None) -> Stored:
    """A stored indicator."""
    year = 2024 if baseline is not None else None
    values = {
        "text": text, "kind": "output", "unit": "=hari", "better": "less", "baseline": baseline, "baseline_year": year,
        "source": "+62", "metric": "", **{sheet.target(y): targets.get(f"y{y}") for y in YEARS}, "node_id": node.id,
    }  # fmt: skip
    cells = {
        **values,
        "node": node.cells["code"],
        "kind": WORDS.measure_kinds["output"],
        "better": WORDS.better["less"],
        "baseline": figure(baseline),
        **{sheet.target(y): figure(targets.get(f"y{y}")) for y in YEARS},
        "id": pk,
        "version": 2,
    }
    return Stored(pk, 2, cells, values)


def budget_row(pk: int, node: Stored, code: str, ceiling: Decimal, realised: Decimal | None = None) -> Stored:
    """A stored budget line."""
    day = dt.date(2026, 6, 30) if realised is not None else None
    values = {"year": 2026, "code": code, "name": "Belanja", "ceiling": ceiling, "realised": realised}
    values |= {"realised_on": day, "node_id": node.id}
    figures = {"ceiling": figure(ceiling), "realised": figure(realised)}
    return Stored(pk, 1, {**values, **figures, "node": node.cells["code"], "id": pk, "version": 1}, values)


def state_of(nodes: list[Stored], measures: list[Stored], budget: list[Stored]) -> PlanState:
    """A plan of these rows."""
    parents = frozenset(n.values["parent_id"] for n in nodes if n.values["parent_id"])
    rows = {sheet.NODE: nodes, sheet.MEASURE: measures, sheet.BUDGET: budget}
    return PlanState(RENSTRA, rows, WORDS, (Above(900, "outcome", "S1"),), parents)


@st.composite
def states(draw: st.DrawFn) -> PlanState:
    codes = draw(st.lists(TEXT, min_size=3, max_size=6, unique=True))
    goal = node_row(1, "goal", codes[0], draw(TEXT), above=draw(st.sampled_from(["", "S1"])))
    outcome = node_row(2, "outcome", codes[1], draw(TEXT), goal, unit_id=draw(st.sampled_from([None, 3, 4])))
    nodes = [goal, outcome, *(node_row(10 + i, "programme", c, draw(TEXT), outcome) for i, c in enumerate(codes[2:]))]
    texts = draw(st.lists(TEXT, max_size=4, unique=True))
    numbers = st.none() | NUMBER
    measures = [
        measure_row(20 + i, draw(st.sampled_from(nodes)), t, draw(numbers), y2026=draw(numbers), y2027=draw(numbers))
        for i, t in enumerate(texts)
    ]
    accounts = draw(st.lists(TEXT, max_size=3, unique=True))
    lines = [
        budget_row(30 + i, draw(st.sampled_from(nodes)), a, draw(MONEY), draw(st.none() | MONEY))
        for i, a in enumerate(accounts)
    ]
    return state_of(nodes, measures, lines)


@given(state=states())
@settings(max_examples=20, deadline=None)
def test_out_and_in_again_is_the_same(state: PlanState) -> None:
    found = sheets.read_book(out.state_workbook(state), "rencana.xlsx", RENSTRA)
    judged = judging.judge(state, found.lines)
    assert [(one.line.row, one.changes, one.faults) for one in judged if one.state != "same"] == []
    assert len(judged) == sum(len(rows) for rows in state.rows.values())
    assert all(one.stored and one.values == one.stored.values for one in judged)
    assert found.left_out == []


@given(state=states())
@settings(max_examples=8, deadline=None)
def test_without_ids_the_rows_are_known_by_their_names(state: PlanState) -> None:
    found = sheets.read_book(out.state_workbook(state), "rencana.xlsx", RENSTRA)
    lines = [
        sheet.Line(one.kind, one.sheet, one.row, {n: c for n, c in one.cells.items() if n not in ("id", "version")})
        for one in found.lines
    ]
    assert {one.state for one in judging.judge(state, lines)} <= {"same"}


GOAL = node_row(1, "goal", "1", "Tertib", above="S1")
OUTCOME = node_row(2, "outcome", "1.1", "Akta tepat waktu", GOAL)
PROGRAMME = node_row(3, "programme", "2.12.03", "Pencatatan Sipil", OUTCOME, unit_id=3, version=4)
PLAN = state_of(
    [GOAL, OUTCOME, PROGRAMME],
    [measure_row(20, OUTCOME, "Akta tepat waktu", Decimal(70), y2026=Decimal("95.5"))],
    [budget_row(30, PROGRAMME, "5.1.02", Decimal(250_000_000), Decimal("1000.5"))],
)


def written(**tables: list[list[Any]]) -> bytes:
    """A workbook as an office types it: sheet by name, its first row the headings."""
    content = io.BytesIO()
    made = xlsxwriter.Workbook(content)
    for name, rows in tables.items():
        page = made.add_worksheet(name)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    made.close()
    return content.getvalue()


def judged(state: PlanState = PLAN, **tables: list[list[Any]]) -> list[Judged]:
    """The lines of such a workbook."""
    return judging.judge(state, sheets.read_book(written(**tables), "isi.xlsx", state.plan).lines)


def told(lines: list[Judged]) -> list[tuple[int, str, list[str]]]:
    """Row, state, and the columns at fault."""
    return [(one.line.row, one.state, [column for column, _reason in one.faults]) for one in lines]


def test_an_office_types_in_its_own_order_and_words() -> None:
    lines = judged(
        Lembar1=[
            ["Daftar program dinas"],
            ["Nama", "Kode", "LEVEL", "Induk", "Catatan"],
            ["Pelayanan KIA", "2.12.04", "program", 1.1, "baru"],
            ["Kegiatan KIA", "2.12.04.01", "Kegiatan", "2.12.04", ""],
        ],
        Indikatornya=[
            ["2026", "Indikator kinerja", "Kode bagian", "Satuan", "Target 2027", "Arah"],
            ["97,5", "Anak punya KIA", "2.12.04", "persen", 98, "makin besar makin baik"],
        ],
        Uang=[
            ["Pagu", "Tahun", "Rekening", "Uraian", "Kode"],
            ["1.250.000", 2026, "5.1", "Belanja", "2.12.04.01"],
        ],
    )
    assert told(lines) == [(3, "new", []), (4, "new", []), (2, "new", []), (2, "new", [])]
    programme, activity, measure, line = lines
    assert (programme.node, activity.node, measure.node, line.node) == (2, programme, programme, activity)
    assert (measure.values["target_2026"], measure.values["target_2027"]) == (Decimal("97.5"), Decimal(98))
    assert (measure.values["kind"], measure.values["target_2025"]) == ("outcome", None)
    assert line.values["ceiling"] == Decimal(1_250_000)


def test_changes_are_named_old_and_new() -> None:
    lines = judged(
        Rencana=[["Tingkat", "Kode", "Nama", "ID", "Versi"], ["Program", "2.12.09", "Pencatatan", 3, 4]],
        Indikator=[["Kode bagian", "Indikator", "Target 2026", "Jenis"], ["1.1", "Akta tepat waktu", 96, "Output"]],
        Anggaran=[
            ["Kode bagian", "Tahun", "Kode rekening", "Pagu", "Realisasi"],
            ["2.12.09", 2026, "5.1.02", 300000000, ""],
        ],
    )
    assert [one.state for one in lines] == ["changed"] * 3
    assert lines[0].changes == [("Kode", "2.12.03", "2.12.09"), ("Nama", "Pencatatan Sipil", "Pencatatan")]
    assert lines[0].node == 2  # no column for the parent: it stays
    assert lines[1].changes == [("Target 2026", "95,5", "96")]
    assert [change[0] for change in lines[2].changes] == ["Pagu", "Realisasi", "Realisasi per tanggal"]
    assert lines[2].values["realised_on"] is None


def test_faults_name_row_and_column() -> None:
    lines = judged(
        Rencana=[
            ["Tingkat", "Kode", "Nama", "Kode induk", "Kode induk RPJMD", "Unit", "ID", "Versi"],
            ["Bagian", "7", "x" * 301, "", "", "", "", ""],
            ["Program", "8", "Yatim", "9.9", "", "Bidang Entah", "", ""],
            ["Kegiatan", "9", "Di bawah yang ditolak", "8", "", "", "", ""],
            ["Tujuan", "10", "Dua induk", "1", "S1", "", "", ""],
            ["Tujuan", "11", "Salah induk", "", "S9", "", "", ""],
            ["Program", "12", "Salah tingkat", "1", "", "", "77", ""],
            ["Kegiatan", "13", "Salah tempat", "1.1", "", "", "", ""],
            ["Sasaran", "2.12.03", "Kode dipakai", "1", "", "", "2", ""],
            ["Program", "2.12.03", "Diubah orang", "1.1", "", "", "3", "3"],
            ["", "", "", "", "", "", "", ""],
            ["Program", "14", "Dua kali", "1.1", "", "Bidang Lama", "3", ""],
        ],
        Indikator=[
            ["Kode bagian", "Indikator", "Kondisi awal", "Target 2026", "Jenis", "ID"],
            ["8", "Di bawah yang ditolak", "", "", "", ""],
            ["1", "Kondisi tanpa tahun", 70, "banyak", "dampak", ""],
            ["1", "Pindah", "", "", "", 20],
            ["1", "Kembar", "", "", "", ""],
            ["1", "Kembar", "", "", "", ""],
        ],
        Anggaran=[
            ["Kode bagian", "Tahun", "Kode rekening", "Nama rekening", "Pagu"],
            ["1.1", 2031, "5", "Belanja", 1],
            ["1.1", 2026, "5", "", -1],
        ],
    )
    assert told(lines) == [
        (2, "refused", ["Nama", "Tingkat"]),
        (3, "refused", ["Unit penanggung jawab"]),
        (4, "refused", ["Kode induk"]),
        (5, "refused", ["Kode induk RPJMD"]),
        (6, "refused", ["Kode induk RPJMD"]),
        (7, "refused", ["ID"]),
        (8, "refused", ["Kode induk"]),
        (9, "refused", ["Kode"]),
        (10, "refused", ["Versi"]),
        (12, "refused", ["ID", "Unit penanggung jawab"]),
        (2, "refused", ["Kode bagian"]),
        (3, "refused", ["Target 2026", "Jenis", "Tahun kondisi awal"]),
        (4, "refused", ["Kode bagian"]),
        (5, "new", []),
        (6, "refused", ["Indikator"]),
        (2, "refused", ["Tahun"]),
        (3, "refused", ["Nama rekening", "Pagu"]),
    ]
    assert "ditolak" in lines[2].faults[0][1]
    assert "baris 10" in lines[9].faults[0][1]


def test_a_year_outside_the_plan_is_never_taken_for_another() -> None:
    content = written(Indikator=[["Kode bagian", "Indikator", "Target 2035", "Keterangan"], ["1", "Akta", 5, "x"]])
    found = sheets.read_book(content, "isi.xlsx", RENSTRA)
    assert found.left_out == [("Indikator", "Target 2035"), ("Indikator", "Keterangan")]
    (line,) = judging.judge(PLAN, found.lines)
    assert [line.values[sheet.target(year)] for year in YEARS] == [None] * 3


def test_codes_may_change_places() -> None:
    lines = judged(
        Rencana=[
            ["Tingkat", "Kode", "Nama", "Kode induk", "Kode induk RPJMD", "ID"],
            ["Tujuan", "1.1", "Tertib", "", "S1", 1],
            ["Sasaran", "1", "Akta tepat waktu", "1.1", "", 2],
            ["Program", "2.12.03", "Pencatatan Sipil", "1", "", 3],
        ]
    )
    assert [(one.state, [c[0] for c in one.changes]) for one in lines] == [
        ("changed", ["Kode"]),
        ("changed", ["Kode"]),
        ("same", []),
    ]


def test_a_level_with_something_below_keeps_its_level() -> None:
    heads = ["Tingkat", "Kode", "Nama", "Kode induk", "ID"]
    lines = judged(Rencana=[heads, ["Program", "1.1", "Akta tepat waktu", "1", 2]])
    assert told(lines) == [(2, "refused", ["Tingkat"])]


def test_the_refused_rows_go_back_and_in_again() -> None:
    heads = ["Tingkat", "Kode", "Nama", "Kode induk"]
    content = written(Rencana=[heads, ["Program", "8", "Yatim", "9.9"], ["Program", "9", "Baik", "1.1"]])
    found = sheets.read_book(content, "isi.xlsx", RENSTRA)
    back = sheets.refused_book(found, judging.judge(PLAN, found.lines))
    (page, *_notes) = reader.read(back, "ditolak.xlsx")
    assert [str(cell) for cell in page.rows[0]] == [*heads, "Kesalahan", "Baris asal"]
    assert "Kode induk: Tidak ada bagian dengan kode “9.9”" in str(page.rows[1][4])
    again = sheets.read_book(back, "ditolak.xlsx", RENSTRA)
    assert (len(again.lines), again.left_out) == (1, [])


def test_the_empty_template_reads_back_with_nothing() -> None:
    content = out.state_workbook(PLAN, empty=True)
    assert sheets.read_book(content, "templat.xlsx", RENSTRA).lines == []
    pages = {page.name: page.rows for page in reader.read(content, "templat.xlsx")}
    assert list(pages) == ["Rencana", "Indikator", "Anggaran", "Daftar", "Petunjuk"]
    listed = [str(row[5]) for row in pages["Daftar"][1:]]
    assert pages["Daftar"][0][4] == "Unit penanggung jawab"
    assert "S1" in listed
    assert "Bidang Lama" not in [str(row[4]) for row in pages["Daftar"][1:]]


def test_the_plan_of_the_region_names_agencies_instead_of_units() -> None:
    words = Words(WORDS.kinds, WORDS.measure_kinds, WORDS.better, {}, {5: "Dinas Kesehatan"}, {}, frozenset())
    state = PlanState(REGION, {kind: [] for kind in sheet.KINDS}, words, (), frozenset())
    heads = ["Tingkat", "Kode", "Nama", "OPD", "Unit"]
    content = written(Rencana=[heads, ["Tujuan", "1", "Sehat", "dinas kesehatan", "Bidang Akta"]])
    found = sheets.read_book(content, "isi.xlsx", REGION)
    assert found.left_out == [("Rencana", "Unit")]
    (line,) = judging.judge(state, found.lines)
    assert (line.state, line.values["agency_id"], line.values["unit_id"]) == ("new", 5, None)


def test_other_files_are_refused_with_the_way_out() -> None:
    with pytest.raises(Refused, match="Unduh buku kerja rencana"):
        sheets.read_book(written(A=[["Nama", "NIP"], ["Sari", "1"]]), "isi.xlsx", RENSTRA)
    with pytest.raises(Refused):
        sheets.read_book(b"<html>", "isi.xlsx", RENSTRA)


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MOST_ROWS", 2)
    rows = [["Tujuan", str(n), "Tertib"] for n in range(5, 8)]
    with pytest.raises(Refused, match="Paling banyak 2 baris"):
        judged(Rencana=[["Tingkat", "Kode", "Nama"], *rows])
    monkeypatch.setattr(judging, "MOST_NODES", 4)
    with pytest.raises(Refused, match="paling banyak 4 bagian"):
        judged(Rencana=[["Tingkat", "Kode", "Nama"], *rows[:2]])


def test_realisation_without_day_counts_as_of_the_stored_day_while_it_stays() -> None:
    heads = ["Kode bagian", "Tahun", "Kode rekening", "Pagu", "Realisasi", "Realisasi per tanggal"]
    (line,) = judged(Anggaran=[heads, ["2.12.03", 2026, "5.1.02", 250000000, "1.000,5", ""]])
    assert (line.state, line.values["realised_on"]) == ("same", dt.date(2026, 6, 30))


@pytest.mark.parametrize("cell", [Decimal("123456789012.3456"), Decimal("0.0001"), Decimal(-5), Decimal("1E+2"), None])
def test_figures_keep_every_digit(cell: Decimal | None) -> None:
    state = state_of([GOAL], [measure_row(20, GOAL, "Akta", cell)], [])
    (_node, line) = judging.judge(state, sheets.read_book(out.state_workbook(state), "x.xlsx", RENSTRA).lines)
    assert line.state == "same"


def test_units_of_the_same_name_are_told_apart() -> None:
    from pamong.people.models import Unit  # only here

    above, other = Unit(pk=1, name="Dinas"), Unit(pk=2, name="Puskesmas")
    units = [above, other, Unit(pk=3, name="TU", parent=above), Unit(pk=4, name="TU", parent=other)]
    units += [Unit(pk=5, name="TU", parent=other)]
    assert stored.unit_labels(units) == {
        1: "Dinas",
        2: "Puskesmas",
        3: "TU – Dinas",
        4: "TU – Puskesmas (unit 4)",
        5: "TU – Puskesmas (unit 5)",
    }
