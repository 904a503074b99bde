"""What would come of each line of a workbook, against the plan as it is now; nothing is written, nothing is asked twice."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from pamong.platform.calendar.queries import today
from pamong.platform.ui import forms
from pamong.platform.ui.text import refusal_text
from pamong.programmes.enums import Better, MeasureKind
from pamong.programmes.queries._table import Table
from pamong.programmes.queries.stored import PlanState
from pamong.programmes.queries.tree import MOST_NODES
from pamong.programmes.rules import measures, sheet, tree
from pamong.programmes.rules.sheet import Judged, Line
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

NAME: dict[str, Any] = {"max_length": 300, "required": True}
YEAR: dict[str, Any] = {"min_value": 2000, "max_value": 2100}
CODE_TAKEN = _l("Kode ini sudah dipakai dalam rencana ini.")
TEXT_TAKEN = _l("Indikator dengan bunyi itu sudah ada di sini.")
LINE_TAKEN = _l("Kode rekening ini sudah ada di sini pada tahun itu.")


def judge(state: PlanState, lines: Sequence[Line]) -> list[Judged]:
    """Judge all lines, in their order. Raises Refused when the plan would have more parts than a page can show."""
    judged = [Judged(line) for line in lines]
    of = {kind: [one for one in judged if one.line.kind == kind] for kind in sheet.KINDS}
    nodes = _Nodes(state, of[sheet.NODE])
    nodes.settle()
    if len(state.rows[sheet.NODE]) + sum(one.state == sheet.NEW for one in of[sheet.NODE]) > MOST_NODES:
        raise Refused(N_("Satu rencana memuat paling banyak %(most)s bagian."), field="file", most=MOST_NODES)
    _Measures(state, of[sheet.MEASURE], nodes).settle()
    _Budget(state, of[sheet.BUDGET], nodes).settle()
    return judged


class _Nodes(Table):
    kind = sheet.NODE
    fields = {"code": forms.CharField(max_length=40, required=True), "name": forms.CharField(**NAME)}

    def __init__(self, state: PlanState, judged: Sequence[Judged]) -> None:
        super().__init__(state, judged)
        agency_id = state.plan.agency_id
        self.defaults = {"kind": "", "agency_id": agency_id, "unit_id": None, "parent_id": None}
        self.chosen = {"kind": state.words.kinds, "agency": state.words.agencies, "unit": self._open_units()}
        if agency_id is None:
            del self.chosen["unit"]
        else:
            del self.chosen["agency"]
        self.by_code = {row.values["code"]: row for row in self.stored.values()}
        self.final: dict[str, int | Judged] = {}
        self.kinds: dict[int | Judged, str] = {}
        self.read_changes: dict[Judged, list[tuple[str, str, str]]] = {}

    def _open_units(self) -> Mapping[int, str]:
        words = self.state.words
        return {pk: label for pk, label in words.units.items() if pk not in words.closed}

    def column_of(self, name: str) -> str:
        return {"agency": "agency_id", "unit": "unit_id"}.get(name, name)

    def settle(self) -> None:
        for one in self.judged:
            self.meant(one, self.named(one) or (None if one.faults else self.by_code.get(self.cell(one, "code"))))
            self.read(one)
            self._check_kind(one)
        self.read_changes = {one: list(one.changes) for one in self.judged}
        rounds = (self._check_codes, self._check_places, self._check_missing)
        while any(self._refused_by(check) for check in rounds):
            pass  # a refused line keeps its old code and place, which others may rely on: all once more

    def _refused_by(self, check: Callable[[list[Judged]], None]) -> bool:
        """Whether a check refuses a line more."""
        good = [one for one in self.judged if not one.faults]
        check(good)
        return any(one.faults for one in good)

    def _check_kind(self, one: Judged) -> None:
        if not one.values["kind"] and not one.faults:
            self.fault(one, "kind", str(forms.CharField.default_error_messages["required"]))
        if one.stored and one.values["kind"] != one.stored.values["kind"] and one.stored.id in self.state.with_children:
            self.fault(one, "kind", _("Tingkat tidak dapat diubah selama ada turunan di bawahnya."))

    def _check_codes(self, good: list[Judged]) -> None:
        """Codes as they would be after the import; who keeps his own comes first."""
        moved = {one.stored.id for one in good if one.stored}
        self.final = {row.values["code"]: row.id for row in self.stored.values() if row.id not in moved}
        self.kinds = {row.id: row.values["kind"] for row in self.stored.values()}
        for one in sorted(good, key=lambda one: not one.stored or one.stored.values["code"] != one.values["code"]):
            if one.values["code"] in self.final:
                self.fault(one, "code", str(CODE_TAKEN))
                continue
            here = one.stored.id if one.stored else one
            self.final[one.values["code"]], self.kinds[here] = here, one.values["kind"]

    def _check_places(self, good: list[Judged]) -> None:
        for one in good:
            one.changes = list(self.read_changes[one])
            self._place(one)
            if not one.faults:
                self._note_parent(one)
                self.check_version(one)

    def _check_missing(self, good: list[Judged]) -> None:
        """Lines whose parent is not there. A code that another line leaves behind may come back: those are refused last."""
        named = [(one, self.cell(one, "parent")) for one in good]
        missing = [(one, code) for one, code in named if code and code not in self.final]
        unknown = [(one, code) for one, code in missing if code not in self.by_code]
        for one, code in unknown or missing:
            self.find(one, "parent", code)

    def _place(self, one: Judged) -> None:
        own, above = self.cell(one, "parent"), self.cell(one, "region_parent")
        kind, plan = "", ""
        one.node = None
        if own and above:
            self.fault(one, "region_parent", _("Isi salah satu: Kode induk atau Kode induk RPJMD."))
            return
        if own:
            one.node = self.final.get(own)
            if one.node is None:
                return
            kind, plan = self.kinds[one.node], self.state.plan.kind
        elif above:
            kind, plan = self._under_region(one, above), tree.RPJMD
            if not kind:
                return
        elif one.stored is not None and self._left_alone(one):
            one.node = one.stored.values["parent_id"]
            return
        try:
            tree.check_place(plan=self.state.plan.kind, kind=one.values["kind"], parent=kind, parent_plan=plan)
        except Refused as refused:
            self.fault(one, refused.field or "parent", refusal_text(refused))

    def _left_alone(self, one: Judged) -> bool:
        """Whether nothing says where it stands: no column for it, or a parent that the workbook cannot name."""
        cells = one.stored.cells if one.stored else {}
        return all(name not in one.line.cells or not cells[name] for name in ("parent", "region_parent"))

    def _under_region(self, one: Judged, code: str) -> str:
        found = [above for above in self.state.above if above.code == code]
        present = one.stored.values["parent_id"] if one.stored else None
        for above in sorted(found, key=lambda above: above.id != present):
            one.node = above.id
            return above.kind
        text = _("RPJMD tidak punya tujuan atau sasaran dengan kode “%(code)s”. Pilih dari lembar Daftar.")
        self.fault(one, "region_parent", text % {"code": code[:40]})
        return ""

    def find(self, one: Judged, column: str, code: str) -> "int | Judged | None":
        """The node of a code after the import; a line that names none is refused."""
        node = self.final.get(code)
        if node is None:
            refused = {self.cell(other, "code") for other in self.judged if other.faults}
            text = (
                _("Bagian “%(code)s” pada lembar Rencana ditolak. Perbaiki baris itu dahulu.")
                if code in refused and code not in self.by_code
                else _("Tidak ada bagian dengan kode “%(code)s” pada rencana ini. Periksa lembar Rencana.")
            )
            one.faults.append((LABELS[column], text % {"code": code[:40]}))
        return node

    def _note_parent(self, one: Judged) -> None:
        """Where it stands now; a parent that is new as well has no id yet."""
        before = one.stored.values["parent_id"] if one.stored else None
        if one.stored is not None and one.node != before:
            was = one.stored.cells["parent"] or one.stored.cells["region_parent"]
            now = self.cell(one, "parent") or self.cell(one, "region_parent")
            one.changes.append((LABELS["parent"], str(was), now))
        if one.stored is not None and one.values["agency_id"] != one.stored.values["agency_id"]:
            one.values["unit_id"] = None


LABELS = {"parent": "Kode induk", "node": "Kode bagian"}


class _Under(Table):
    """What stands under a node: its code is looked up among those that the workbook leaves."""

    def __init__(self, state: PlanState, judged: Sequence[Judged], nodes: _Nodes) -> None:
        super().__init__(state, judged)
        self.nodes = nodes

    def key(self, values: Mapping[str, Any], node: Any) -> tuple[Any, ...]:
        """What is there once only."""
        raise NotImplementedError

    def begin(self, one: Judged) -> bool:
        """Find node and row of a line; whether it can be read on."""
        row = self.named(one)
        one.node = self.nodes.find(one, "node", self.cell(one, "node"))
        if row is not None and one.node is not None and one.node != row.values["node_id"]:
            self.fault(one, "node", _("ID ini milik bagian lain. Kosongkan ID untuk membuat baris baru di sini."))
        if not one.faults and row is None:
            row = self.by_key.get(self.key(self.keyed(one), one.node))
        self.meant(one, row)
        return one.stored is not None or not one.faults

    @property
    def by_key(self) -> dict[tuple[Any, ...], Any]:
        if not hasattr(self, "_by_key"):
            self._by_key = {self.key(row.values, row.values["node_id"]): row for row in self.stored.values()}
        return self._by_key

    def keyed(self, one: Judged) -> dict[str, Any]:
        """The cells that tell a row from others, as text."""
        return {name: self.cell(one, name) for name in one.line.cells}


class _Measures(_Under):
    kind = sheet.MEASURE

    def __init__(self, state: PlanState, judged: Sequence[Judged], nodes: _Nodes) -> None:
        super().__init__(state, judged, nodes)
        self.fields = {
            "text": forms.TextField(**NAME),
            "unit": forms.CharField(max_length=60, required=False),
            "baseline": forms.DecimalField(required=False),
            "baseline_year": forms.IntegerField(required=False, **YEAR),
            "source": forms.CharField(max_length=200, required=False),
            **{sheet.target(year): forms.DecimalField(required=False) for year in state.plan.years},
        }
        self.defaults = {
            **dict.fromkeys(self.fields, None),
            **dict.fromkeys(("unit", "source", "metric"), ""),
            "kind": MeasureKind.OUTCOME.value,
            "better": Better.MORE.value,
        }
        words = state.words
        self.chosen = {"kind": words.measure_kinds, "better": words.better, "metric": words.metrics}

    def key(self, values: Mapping[str, Any], node: Any) -> tuple[Any, ...]:
        return (node, values["text"])

    def settle(self) -> None:
        for one in self.judged:
            if not self.begin(one):
                continue
            self.read(one)
            try:
                measures.check_measure(baseline=one.values["baseline"], baseline_year=one.values["baseline_year"])
            except Refused as refused:
                self.fault(one, refused.field or "text", refusal_text(refused))
            self.check_version(one)
        self.once(self.key, "text", str(TEXT_TAKEN))


class _Budget(_Under):
    kind = sheet.BUDGET
    fields = {
        "year": forms.IntegerField(required=True, **YEAR),
        "code": forms.CharField(max_length=60, required=True),
        "name": forms.CharField(**NAME),
        "ceiling": forms.DecimalField(required=True, min_value=Decimal(0), decimal_places=2),
        "realised": forms.DecimalField(required=False, min_value=Decimal(0), decimal_places=2),
        "realised_on": forms.DateField(required=False),
    }
    defaults = {"realised": None, "realised_on": None}

    def key(self, values: Mapping[str, Any], node: Any) -> tuple[Any, ...]:
        return (node, str(values["year"]), values["code"])

    def settle(self) -> None:
        for one in self.judged:
            if not self.begin(one):
                continue
            self.read(one)
            if not one.faults:
                self._check(one)
            self.check_version(one)
        self.once(self.key, "code", str(LINE_TAKEN))

    def _check(self, one: Judged) -> None:
        values, before = one.values, one.stored.values if one.stored else {}
        try:
            measures.check_years([values["year"]], self.state.plan.years, field="year")
        except Refused as refused:
            self.fault(one, "year", refusal_text(refused))
        if values["realised"] is None:
            self.put(one, "realised_on", "realised_on", None, None)
        elif values["realised_on"] is None:
            kept = values["realised"] == before.get("realised")
            day = before["realised_on"] if kept else today()
            one.changes = [change for change in one.changes if change[0] != self.labels["realised_on"]]
            self.put(one, "realised_on", "realised_on", day, day)
            if kept:
                one.changes = [change for change in one.changes if change[0] != self.labels["realised_on"]]
