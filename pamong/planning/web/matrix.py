"""The form of the role-result matrix: a way and a result in between for each of the leader's results and each person."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from pamong.planning.enums import Intervention
from pamong.planning.queries.roles import Helper, Roles
from pamong.platform.ui import forms

WAYS = [("", _l("Tanpa peran")), *Intervention.choices]
BY_RESULT, BY_PERSON = "hasil", "pegawai"


@dataclass(frozen=True)
class Row:
    """One place of the matrix: the bound fields, and the way that stands (or was typed)."""

    name: str
    note: str
    way: BoundField
    between: BoundField
    value: str
    carried: list[str]  # what the person planned for the result already

    @property
    def wrong(self) -> bool:
        """Something was refused here."""
        return bool(self.way.errors or self.between.errors)


@dataclass(frozen=True)
class Group:
    """A result with its people, or a person with the results; folded until it is wanted."""

    key: str
    title: str
    note: str
    rows: list[Row]
    open: bool

    @property
    def direct(self) -> int:
        """How many carry it directly."""
        return sum(row.value == Intervention.DIRECT for row in self.rows)

    @property
    def indirect(self) -> int:
        """How many help through a result in between."""
        return sum(row.value == Intervention.INDIRECT for row in self.rows)

    @property
    def planned(self) -> int:
        """How many planned for it without having been given a role."""
        return sum(bool(row.carried) and not row.value for row in self.rows)

    @property
    def bare(self) -> bool:
        """Nobody carries it, or the person carries nothing."""
        return not any(row.value or row.carried for row in self.rows)


class RolesForm(forms.Form):
    """One select and one text per result and person; the page may also set the select by dragging."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, roles: Roles, **kwargs: Any) -> None:
        self.roles = roles
        super().__init__(*args, initial={"seen": roles.seen}, **kwargs)
        for result in roles.results:
            for helper in roles.people:
                way, between = roles.given.get((result.pk, helper.id), ("", ""))
                words = {"name": helper.name, "title": result.title}
                label = _("Peran %(name)s dalam: %(title)s") % words
                place = f"{result.pk}_{helper.id}"
                self.fields[f"peran_{place}"] = forms.ChoiceField(
                    label=label, choices=WAYS, required=False, initial=way
                )
                self.fields[f"antara_{place}"] = forms.CharField(
                    label=_("Hasil antara %(name)s") % words, required=False, max_length=300, initial=between
                )

    def _row(self, result: Any, helper: Helper, name: str, note: str) -> Row:
        way, between = (self[f"{field}_{result.pk}_{helper.id}"] for field in ("peran", "antara"))
        carried = self.roles.carried.get((result.pk, helper.id), [])
        return Row(name, note, way, between, str(way.value() or ""), carried)

    def by_result(self) -> Iterator[Group]:
        """Each result with its people; roles given come first."""
        for result in self.roles.results:
            rows = [self._row(result, helper, helper.name, helper.post) for helper in self.roles.people]
            rows.sort(key=lambda row: (row.value == "", row.name))
            alone = len(self.roles.results) == 1
            yield Group(f"hasil-{result.pk}", result.title, "", rows, alone or any(row.wrong for row in rows))

    def by_person(self) -> Iterator[Group]:
        """Each person with the results of the leader, in their order."""
        for helper in sorted(self.roles.people, key=lambda one: one.name):
            rows = [self._row(result, helper, result.title, "") for result in self.roles.results]
            alone = len(self.roles.people) == 1
            yield Group(f"pegawai-{helper.id}", helper.name, helper.post, rows, alone or any(r.wrong for r in rows))

    def wanted(self) -> dict[tuple[int, int], tuple[str, str]]:
        """What was sent, by result and person."""
        data = self.cleaned_data
        return {
            (result.pk, helper.id): (
                data[f"peran_{result.pk}_{helper.id}"],
                data[f"antara_{result.pk}_{helper.id}"],
            )
            for result in self.roles.results
            for helper in self.roles.people
        }
