"""The form of the role-result matrix: a way and a result in between for each of the leader's results and each person."""

from collections.abc import Iterator
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from pamong.planning.enums import Intervention
from pamong.planning.queries.roles import Helper, Roles
from pamong.platform.ui import forms

WAYS = [("", _l("Tidak diberi peran")), *Intervention.choices]


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

    def cards(self) -> Iterator[tuple[Any, list[tuple[Helper, BoundField, BoundField, str, list[str]]]]]:
        """Each result with its people: bound fields, and the way that stands (or was typed); roles given come first."""
        for result in self.roles.results:
            rows = []
            for helper in self.roles.people:
                way = self[f"peran_{result.pk}_{helper.id}"]
                carried = self.roles.carried.get((result.pk, helper.id), [])
                rows.append((helper, way, self[f"antara_{result.pk}_{helper.id}"], str(way.value() or ""), carried))
            yield result, sorted(rows, key=lambda row: (row[3] == "", row[0].name))

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
