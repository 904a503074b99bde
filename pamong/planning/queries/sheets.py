"""A plan as a workbook and back: the columns of the form, one row per indicator; every fault named by row and column.

Out and in again without a change is the same plan. Rows are known by their codes, new ones have none; what the person
typed is read as the forms of the pages read it.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from pamong.planning.enums import Aspect, Direction, ParentState, Perspective, ResultKind
from pamong.planning.models import Skp
from pamong.planning.queries.cascade import parents_for
from pamong.planning.queries.service import Link, Offered, offered
from pamong.planning.rules import plain
from pamong.platform.importexport import headings, reader, writer
from pamong.platform.importexport.reasons import reason_workbook
from pamong.platform.importexport.typed import typed
from pamong.platform.ui import forms
from pamong.rulebook.errors import Refused
from pamong.rulebook.tables import Cell, Field, normal
from pamong.rulebook.text import N_

COLUMNS: tuple[Field, ...] = (
    Field("no", "No", ("No", "Nomor")),
    Field(
        "parent", "RHK pimpinan yang diintervensi", ("Rencana hasil kerja pimpinan yang diintervensi", "RHK pimpinan")
    ),
    Field("title", "Rencana hasil kerja", ("Rencana hasil kerja", "RHK", "Hasil kerja"), required=True),
    Field("aspect", "Aspek", ("Aspek", "Aspect")),
    Field("text", "Indikator kinerja individu", ("Indikator kinerja individu", "IKI", "Indikator"), required=True),
    Field("target", "Target", ("Target",)),
    Field("target_max", "Batas atas rentang", ("Batas atas rentang", "Batas atas")),
    Field("unit", "Satuan", ("Satuan", "Unit")),
    Field("target_text", "Ukuran keberhasilan dan target", ("Ukuran keberhasilan dan target", "Ukuran keberhasilan")),
    Field("perspective", "Perspektif", ("Perspektif",)),
    Field("direction", "Arah", ("Arah",)),
    Field("evidence_source", "Sumber bukti", ("Sumber bukti", "Bukti dukung")),
    Field("kind", "Jenis", ("Jenis",)),
    Field("weight", "Bobot (%)", ("Bobot (%)", "Bobot")),
    Field("starts", "Mulai", ("Mulai", "Tanggal mulai")),
    Field("ends", "Tenggat", ("Tenggat", "Tanggal selesai")),
    Field("description", "Keterangan", ("Keterangan", "Catatan")),
    Field("programme", "Program atau kegiatan", ("Program atau kegiatan", "Program")),
    Field("budget_line", "Rekening anggaran", ("Rekening anggaran", "Rekening")),
    Field("result_code", "Kode hasil", ("Kode hasil",)),
    Field("indicator_code", "Kode indikator", ("Kode indikator",)),
)
LABEL = {column.id: column.label for column in COLUMNS}
OF_RESULT = (
    "parent",
    "title",
    "perspective",
    "kind",
    "weight",
    "starts",
    "ends",
    "description",
    "programme",
    "budget_line",
    "result_code",
)
WAITING, NOT_DERIVED = "Menunggu", "Tidak diturunkan"
NOTES = (
    "Satu baris untuk satu indikator. Baris tanpa rencana hasil kerja melanjutkan hasil kerja di atasnya.",
    "Jangan mengubah kolom Kode hasil dan Kode indikator; kosongkan untuk baris baru.",
    "RHK pimpinan: tulis persis judulnya, atau “Menunggu”, atau “Tidak diturunkan”.",
    "Aspek: Kuantitas, Kualitas, Waktu, Biaya. Arah: Makin besar makin baik, Makin kecil makin baik, Harus tepat, Dalam rentang.",
    "Jenis: Hasil kerja utama atau Hasil kerja tambahan. Bobot hasil kerja utama berjumlah 100.",
    "Program atau kegiatan dan Rekening anggaran: tulis persis seperti pada daftar pilihan di formulir hasil kerja.",
    "Angka boleh memakai koma desimal: 97,5. Tanggal: 31-12-2026.",
)
FIELDS: dict[str, Any] = {
    "title": forms.CharField(max_length=300, required=True),
    "description": forms.TextField(max_length=2000, required=False),
    "weight": forms.DecimalField(
        required=False, min_value=Decimal("0.01"), max_value=Decimal(100), max_digits=5, decimal_places=2
    ),
    "starts": forms.DateField(required=False),
    "ends": forms.DateField(required=False),
    "text": forms.CharField(max_length=300, required=True),
    "unit": forms.CharField(max_length=60, required=False),
    "target": forms.DecimalField(required=False, min_value=Decimal(0), max_digits=18, decimal_places=4),
    "target_max": forms.DecimalField(required=False, min_value=Decimal(0), max_digits=18, decimal_places=4),
    "target_text": forms.CharField(max_length=300, required=False),
    "evidence_source": forms.CharField(max_length=200, required=False),
}
NUMBERS_AND_DAYS = ("weight", "starts", "ends", "target", "target_max")
CHOICES: dict[str, Any] = {"aspect": Aspect, "direction": Direction, "kind": ResultKind, "perspective": Perspective}
DEFAULTS = {"aspect": "", "direction": Direction.MORE, "kind": ResultKind.MAIN, "perspective": ""}
NOTHING = Offered({}, {}, {})
OF_LINK = ("programme", "budget_line")  # a plan's alone: a template is for plans of many agencies
UNKNOWN = N_("“%(value)s” tidak dikenal. Pilih: %(known)s.")


@dataclass(frozen=True)
class RowFault:
    """What is wrong in one cell: row of the sheet (from 1), heading of the column, the reason in words."""

    row: int
    column: str
    reason: str


@dataclass
class Read:
    """What a workbook says: the results, or the faults that keep all of it out."""

    results: list[plain.Result] = field(default_factory=list)
    links: list[Link | None] = field(default_factory=list)  # beside the results; None: the workbook does not say
    faults: list[RowFault] = field(default_factory=list)
    sheet: reader.Sheet | None = None
    heading_row: int = 0

    def error_workbook(self) -> bytes:
        """The rows with faults given back with the reason beside them."""
        reasons: dict[int, str] = {}
        for fault in self.faults:
            before = reasons.get(fault.row)
            reason = f"{fault.column}: {fault.reason}"
            reasons[fault.row] = f"{before} {reason}" if before else reason
        if self.sheet is None:
            return b""
        return reason_workbook(self.sheet, self.heading_row, reasons, notes=NOTES)


def plan_workbook(results: Sequence[plain.Result], title: str = "SKP", offer: Offered | None = None) -> bytes:
    """The results in the columns of the form; without results an empty template that reads back cleanly.

    ``offer`` gives the words of what they serve; without it there are no columns for that.
    """
    columns = [column for column in COLUMNS if offer is not None or column.id not in OF_LINK]
    with override("id"):
        found = [row for number, result in enumerate(results, 1) for row in _rows(number, result, offer or NOTHING)]
        rows = [[row[column.id] for column in columns] for row in found]
        return writer.workbook(headings=[c.label for c in columns], rows=rows, sheet=title[:31], notes=NOTES)


def _rows(number: int, result: plain.Result, offer: Offered) -> list[dict[str, writer.Value]]:
    link = offer.present.get(result.id or 0, Link())
    own: dict[str, writer.Value] = {
        "no": str(number),
        "parent": _parent_words(result),
        "title": result.title,
        "perspective": str(Perspective(result.perspective).label) if result.perspective else "",
        "kind": str(ResultKind(result.kind).label),
        "weight": _number(result.weight),
        "starts": result.starts,
        "ends": result.ends,
        "description": result.description,
        "programme": offer.nodes.get(link.node_id or 0, ""),
        "budget_line": offer.lines.get(link.line_id or 0, ""),
        "result_code": str(result.id or ""),
    }
    found: list[dict[str, writer.Value]] = []
    for place, indicator in enumerate(result.indicators or (None,)):
        values: dict[str, writer.Value] = dict(own) if place == 0 else {}
        if indicator is not None:
            values |= {
                "aspect": str(Aspect(indicator.aspect).label) if indicator.aspect else "",
                "text": indicator.text,
                "target": _number(indicator.target),
                "target_max": _number(indicator.target_max),
                "unit": indicator.unit,
                "target_text": indicator.target_text,
                "direction": str(Direction(indicator.direction).label),
                "evidence_source": indicator.evidence_source,
                "indicator_code": str(indicator.id or ""),
            }
        found.append({column.id: values.get(column.id) for column in COLUMNS})
    return found


def _parent_words(result: plain.Result) -> str:
    if result.parent_title:
        return result.parent_title
    return WAITING if result.parent_state == ParentState.WAITING else NOT_DERIVED


def _number(value: Any) -> str:
    """With decimal comma, as text: a spreadsheet would cut digits and take 1.500 for 1,5."""
    return plain.text(value).replace(".", ",")


def read_plan(content: bytes, filename: str, present: Sequence[plain.Result], skp: Skp | None = None) -> Read:
    """Read a workbook against the results it was made from. Raises Refused (field ``file``) for a file that is no plan.

    ``skp`` names the plan whose leader's results may be carried; None for a template, which carries none.
    """
    sheets = reader.read(content, filename)
    found = headings.find(sheets, COLUMNS)
    if found is None:
        raise Refused(
            N_(
                "Kolom “Rencana hasil kerja” dan “Indikator kinerja individu” tidak ditemukan. Unduh templat, lalu isi."
            ),
            field="file",
            code="kolom",
        )
    sheet = sheets[found.sheet]
    with override("id"):
        parser = _Parser(found.columns, present, skp)
        for number, row in enumerate(sheet.rows[found.row + 1 :], found.row + 2):
            parser.take(number, row)
    return Read(parser.results, parser.links, parser.faults, sheet, found.row)


class _Parser:
    """Rows one after the other: a row with a title begins a result, one without goes on with the one above."""

    def __init__(self, columns: Mapping[str, int], present: Sequence[plain.Result], skp: Skp | None) -> None:
        self.columns = columns
        self.present: dict[int | None, plain.Result] = {r.id: r for r in present if r.id}
        self.measures: dict[int | None, tuple[int | None, plain.Indicator]] = {
            i.id: (r.id, i) for r in present for i in r.indicators if i.id
        }
        self.skp = skp
        self.offered: dict[str, tuple[int, str]] | None = None
        self.offer = offered(skp) if skp is not None else NOTHING
        self.links: list[Link | None] = []
        self.results: list[plain.Result] = []
        self.faults: list[RowFault] = []
        self.used: set[str] = set()
        self.row = 0

    def take(self, number: int, row: Sequence[Cell]) -> None:
        """One row of the sheet."""
        self.row = number
        cells = {name: row[at] if at < len(row) else "" for name, at in self.columns.items()}
        if not any(typed(cell) for name, cell in cells.items() if name != "no"):
            return
        if any(typed(cells.get(name, "")) for name in OF_RESULT):
            self.results.append(self._result(cells))
            self.links.append(self._link(cells, self.results[-1].id))
        elif not self.results:
            self._fault("title", _("Isi rencana hasil kerjanya; baris pertama tidak melanjutkan apa pun."))
            return
        if typed(cells.get("text", "")):
            own = self.results[-1]
            self.results[-1] = replace(own, indicators=(*own.indicators, self._indicator(cells, own)))
        elif any(typed(cells.get(name, "")) for name in ("target", "aspect", "target_text", "unit", "indicator_code")):
            self._fault("text", _("Isi indikatornya."))

    def _fault(self, column: str, reason: str) -> None:
        self.faults.append(RowFault(self.row, LABEL[column], reason))

    def _result(self, cells: Mapping[str, Cell]) -> plain.Result:
        code = self._code(cells, "result_code", self.present)
        before = self.present.get(code)
        values = {name: self._value(cells, name) for name in ("title", "weight", "starts", "ends", "description")}
        values |= {name: self._choice(cells, name) for name in ("kind", "perspective")}
        if values["starts"] and values["ends"] and values["ends"] < values["starts"]:
            self._fault("ends", _("Tenggat tidak boleh sebelum tanggal mulai."))
        if values["kind"] != ResultKind.MAIN:
            values["weight"] = None
        return plain.Result(id=code, **values, **self._parent(cells, before))

    def _indicator(self, cells: Mapping[str, Cell], own: plain.Result) -> plain.Indicator:
        code = self._code(cells, "indicator_code", self.measures)
        of, before = self.measures.get(code, (None, plain.Indicator("")))
        if code and of != own.id:
            self._fault("indicator_code", _("Kode indikator ini milik hasil kerja lain. Kosongkan untuk baris baru."))
        names = ("text", "target", "target_max", "unit", "target_text", "evidence_source")
        values = {name: self._value(cells, name) for name in names}
        values |= {name: self._choice(cells, name) for name in ("aspect", "direction")}
        upper, lower = values["target_max"], values["target"]
        if values["direction"] != Direction.RANGE:
            values["target_max"] = None
        elif upper is not None and (lower is None or upper < lower):
            self._fault("target_max", _("Batas atas harus sama dengan atau lebih besar dari batas bawah."))
        return replace(before, id=code, **values)

    def _code(self, cells: Mapping[str, Cell], name: str, known: Mapping[Any, Any]) -> int | None:
        text = typed(cells.get(name, ""))
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) < 19 and int(text) in known):
            self._fault(name, _("Kode ini tidak ada pada SKP ini. Kosongkan untuk baris baru."))
            return None
        if f"{name}:{text}" in self.used:
            self._fault(name, _("Kode ini dipakai dua kali. Kosongkan pada baris yang baru."))
            return None
        self.used.add(f"{name}:{text}")
        return int(text)

    def _value(self, cells: Mapping[str, Cell], name: str) -> Any:
        cell = cells.get(name, "")
        try:
            given = cell if isinstance(cell, dt.date) and name in ("starts", "ends") else typed(cell)
            value = FIELDS[name].clean(_day(given) if name in ("starts", "ends") else given)
        except ValidationError as error:
            self._fault(name, " ".join(error.messages))
            return None if name in NUMBERS_AND_DAYS else ""
        return value

    def _choice(self, cells: Mapping[str, Cell], name: str) -> str:
        text = typed(cells.get(name, ""))
        if not text:
            return str(DEFAULTS[name])
        for choice in CHOICES[name]:
            if normal(text) in (normal(str(choice.label)), normal(choice.value)):
                return str(choice.value)
        known = ", ".join(str(choice.label) for choice in CHOICES[name])
        self._fault(name, _(UNKNOWN) % {"value": text, "known": known})
        return str(DEFAULTS[name])

    def _link(self, cells: Mapping[str, Cell], code: int | None) -> Link | None:
        """What the row serves; None where the workbook has no such column, so that the link stays as it is."""
        if self.skp is None or "programme" not in self.columns:
            return None
        before = self.offer.present.get(code or 0, Link())
        line = self._named(cells, "budget_line", self.offer.lines, before.line_id)
        if "budget_line" not in self.columns:
            line = before.line_id
        node = self._named(cells, "programme", self.offer.nodes, before.node_id)
        if node is None and typed(cells.get("budget_line", "")) and not typed(cells.get("programme", "")):
            self._fault("programme", _("Pilih program atau kegiatannya juga."))
        return Link(node, line if node else None)

    def _named(self, cells: Mapping[str, Cell], name: str, known: Mapping[int, str], before: int | None) -> int | None:
        """What a cell names among the known; the one named before where several have the same text."""
        text = normal(typed(cells.get(name, "")))
        if not text or text == normal(known.get(before or 0, "")):
            return before if text else None
        for pk, label in known.items():
            if normal(label) == text:
                return pk
        self._fault(name, _("Tidak ada dalam daftar perangkat daerah ini. Salin tulisannya dari formulir hasil kerja."))
        return None

    def _parent(self, cells: Mapping[str, Cell], before: plain.Result | None) -> dict[str, Any]:
        text = normal(typed(cells.get("parent", "")))
        if before is not None and before.parent_id and text == normal(before.parent_title):
            return {"parent_id": before.parent_id, "parent_state": "linked", "parent_title": before.parent_title}
        if text == normal(NOT_DERIVED):
            return {"parent_state": ParentState.NONE.value}
        if not text or text == normal(WAITING) or self.skp is None:
            return {"parent_state": ParentState.WAITING.value}
        if self.offered is None:
            self.offered = {normal(p.title): (p.pk, p.title) for p in reversed(parents_for(self.skp)[:200])}
        if text not in self.offered:
            self._fault(
                "parent", _("Hasil kerja pimpinan ini tidak ada dalam daftar Anda. Tulis “Menunggu” bila belum ada.")
            )
            return {"parent_state": ParentState.WAITING.value}
        parent_id, title = self.offered[text]
        return {"parent_id": parent_id, "parent_state": "linked", "parent_title": title}


def _day(given: Any) -> Any:
    if isinstance(given, dt.datetime):
        return given.date()
    return given
