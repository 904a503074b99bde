"""One table of a workbook against what is stored: which row a line means, and what its cells say."""

import datetime as dt
from collections.abc import Callable, Hashable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from pamong.platform.importexport.typed import figure, typed, unchanged
from pamong.platform.ui import forms
from pamong.platform.ui.text import normalised
from pamong.programmes.queries.stored import PlanState
from pamong.programmes.rules import sheet
from pamong.programmes.rules.sheet import Judged, Stored
from pamong.rulebook.tables import Cell, normal, shown

Named = Mapping[Any, str]  # label by value
REQUIRED = forms.CharField.default_error_messages["required"]


class Table:
    """The lines of one kind. Subclasses say how cells are read (``fields``), chosen (``chosen``) and filled when empty."""

    kind: str
    fields: Mapping[str, Any]
    defaults: Mapping[str, Any]

    def __init__(self, state: PlanState, judged: Sequence[Judged]) -> None:
        self.state, self.judged = state, judged
        self.chosen: dict[str, Named] = {}
        years, region = state.plan.years, state.plan.agency_id is None
        self.labels = {f.id: f.label for f in sheet.columns(self.kind, years, region=region)}
        self.stored = {row.id: row for row in state.rows[self.kind]}
        self.first: dict[int, int] = {}  # id of a row → the line that named it first

    def fault(self, one: Judged, column: str, reason: str) -> None:
        """Refuse a line for one of its columns."""
        one.faults.append((self.labels.get(column, column), reason))

    def cell(self, one: Judged, name: str) -> str:
        """A cell as text, numbers with a point: for codes."""
        return normalised(typed(one.line.cells.get(name, ""), "."))

    # --- which row ---

    def named(self, one: Judged) -> Stored | None:
        """The stored row of the ID, if the line has one."""
        text = self.cell(one, "id")
        if not text:
            return None
        row = self.stored.get(int(text)) if text.isascii() and text.isdigit() and len(text) < 19 else None
        if row is None:
            self.fault(one, "id", _("ID ini tidak ada pada rencana ini. Kosongkan untuk baris baru."))
        return row

    def meant(self, one: Judged, row: Stored | None) -> None:
        """Note which row a line means; a row is named once."""
        if row is None:
            return
        if row.id in self.first:
            text = _("Baris ini sudah disebut pada baris %(row)s. Kosongkan ID bila ini baris baru.")
            self.fault(one, "id", text % {"row": self.first[row.id]})
            return
        self.first[row.id] = one.line.row
        one.stored = row

    # --- what it says ---

    def read(self, one: Judged) -> None:
        """Take the cells of a line over what is stored, or over what a new row begins with."""
        one.values = {**self.defaults, **(one.stored.values if one.stored else {})}
        for name in (*self.fields, *self.chosen):
            self.take(one, name)

    def take(self, one: Judged, name: str) -> None:
        """One cell. A column that is not there leaves the field as it is; an untouched cell is not read anew."""
        field = self.fields.get(name)
        if name not in one.line.cells:
            if one.stored is None and field is not None and field.required:
                self.fault(one, name, str(REQUIRED))
            return
        cell = one.line.cells[name]
        if one.stored is not None and unchanged(cell, one.stored.cells[name]):
            return
        if field is None:
            self._choose(one, name, cell)
            return
        value, problem = cleaned(field, self._given(name, cell))
        if problem:
            self.fault(one, name, problem)
        else:
            self.put(one, name, name, value, value)

    def _given(self, name: str, cell: Cell) -> Any:
        if isinstance(self.fields[name], forms.DateField) and isinstance(cell, dt.date):
            return cell.date() if isinstance(cell, dt.datetime) else cell
        number = isinstance(self.fields[name], forms.DecimalField)
        return typed(cell, "," if number else ".")

    def _choose(self, one: Judged, name: str, cell: Cell) -> None:
        text = normal(typed(cell))
        known = self.chosen[name]
        field = self.column_of(name)
        if not text:
            self.put(one, name, field, self.defaults[field], "")
            return
        for value, label in known.items():
            if text in (normal(label), normal(str(value))):
                self.put(one, name, field, value, label)
                return
        some = ", ".join(list(known.values())[:8])
        text = _("“%(value)s” tidak dikenal. Pilih dari lembar Daftar, misalnya: %(known)s.")
        self.fault(one, name, text % {"value": shown(cell)[:80], "known": some})

    def column_of(self, name: str) -> str:
        """The field of a chosen column."""
        return {"agency": "agency_id"}.get(name, name)

    def put(self, one: Judged, column: str, field: str, value: Any, words: Any) -> None:
        """Set a field and note the change in words."""
        if one.values.get(field) == value:
            return
        one.values[field] = value
        if one.stored is not None:
            before = one.stored.cells.get(column, "")
            one.changes.append((self.labels.get(column, column), said(before), said(words)))

    def check_version(self, one: Judged) -> None:
        """A row that somebody changed after the workbook was made is not written over unseen."""
        text = self.cell(one, "version")
        if one.stored is None or not one.changes or not (text.isascii() and text.isdigit()):
            return
        if int(text[:9]) < one.stored.version:
            self.fault(
                one,
                "version",
                _(
                    "Baris ini diubah orang lain sesudah berkas diunduh. Unduh ulang rencananya, atau kosongkan Versi untuk menimpanya."
                ),
            )

    def once(self, key: Callable[[Mapping[str, Any], Any], Hashable], column: str, reason: str) -> None:
        """Refuse lines that would make a second row of the same key, until no more are found."""
        found = True
        while found:
            found = False
            good = [one for one in self.judged if not one.faults]
            moved = {one.stored.id for one in good if one.stored}
            before = {row.id: key(row.values, row.values.get("node_id")) for row in self.stored.values()}
            seen = {mark for pk, mark in before.items() if pk not in moved}
            # who keeps his key comes first
            for one in sorted(good, key=lambda o: not o.stored or before[o.stored.id] != key(o.values, o.node)):
                mark = key(one.values, one.node)
                if mark in seen:
                    self.fault(one, column, reason)
                    found = True
                seen.add(mark)


def cleaned(field: Any, given: Any) -> tuple[Any, str]:
    """What a field makes of a text written in Indonesian, or why it cannot: in the language of the reader."""
    with override("id"):
        try:
            return field.clean(given), ""
        except ValidationError as error:
            problem = error
    return None, " ".join(problem.messages)


def said(value: Any) -> str:
    """A value in words, for the list of changes."""
    if isinstance(value, Decimal):
        value = figure(value)
        return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value)
    return shown(value)
