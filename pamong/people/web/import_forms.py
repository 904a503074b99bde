"""Forms of the import and of the clerk's work list."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pamong.people.enums import Zone
from pamong.people.queries.imports import Column
from pamong.people.rules import headings as h
from pamong.people.rules.units import NEW
from pamong.platform.ui import forms


class UploadForm(forms.Form):
    """One workbook."""

    file = forms.FileField(
        label=gettext_lazy("Buku kerja pegawai"),
        accept=".xlsx,.xls,.csv",
        shrink=False,
    )


class ColumnsForm(forms.Form):
    """Which column is which field; a select each, with heading and examples of every column."""

    def __init__(self, *args: Any, columns: Sequence[Column], chosen: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(str(c.index), self._words(c)) for c in columns]
        for field in h.FIELDS:
            self.fields[field.id] = forms.ChoiceField(
                label=_(field.label),
                choices=[("", _("Tidak diimpor")), *listed],
                required=field.required,
                initial=str(chosen[field.id]) if field.id in chosen else "",
            )
        self.fields["region"] = forms.CharField(
            label=_("Nama daerah"),
            required=False,
            max_length=200,
            help_text=_("Misalnya Kota Salatiga; dipakai perangkat daerah baru."),
        )
        self.fields["time_zone"] = forms.ChoiceField(label=_("Zona waktu perangkat daerah baru"), choices=Zone.choices)

    @staticmethod
    def _words(column: Column) -> str:
        examples = ", ".join(column.samples[:2])
        return f"{column.letter}: {column.heading or '–'}" + (f" ({examples})" if examples else "")

    def columns(self) -> dict[str, int]:
        """Field id → column index, as chosen."""
        chosen = {field.id: self.cleaned_data[field.id] for field in h.FIELDS}
        return {name: int(column) for name, column in chosen.items() if column}

    def field_list(self) -> list[Any]:
        """The selects of the columns, for the template."""
        return [self[field.id] for field in h.FIELDS]


class UnitsForm(forms.Form):
    """Unit names that are nearly equal to others: the same unit or a new one?"""

    def __init__(self, *args: Any, questions: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for number, question in enumerate(questions):
            self.fields[f"unit_{number}"] = forms.ChoiceField(
                label=_("“%(name)s” (%(rows)s kali dalam berkas)")
                % {"name": question["name"], "rows": question["rows"]},
                choices=[
                    ("same", _("Sama dengan “%(like)s”") % {"like": question["like"]}),
                    ("new", _("Unit lain, memang baru")),
                ],
                widget=forms.RadioSelect,
            )

    def answers(self) -> dict[str, str]:
        """Unit key → key it equals, or that it is new."""
        given = {q["key"]: (q["like_key"], self.cleaned_data[f"unit_{n}"]) for n, q in enumerate(self.questions)}
        return {key: like if answer == "same" else NEW for key, (like, answer) in given.items()}


class CloseForm(forms.Form):
    """Why nothing is changed."""

    reason = forms.TextField(label=gettext_lazy("Mengapa tidak ada yang diubah?"), max_length=300, rows=2)
