"""Forms of appraisal."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from pamong.appraisal.actions import Chosen, SelfLine
from pamong.appraisal.enums import Achievement, Rating, YearWay
from pamong.appraisal.queries import Line
from pamong.platform.ui import forms

_OF_LINE = re.compile(r"(?:explanation|declared|source)_([0-9]{1,18})")


class SelfForm(forms.Form):
    """Self-evaluation: words as a whole, and per line an explanation; where no evidence stands, a declared number."""

    text = forms.TextField(
        label=_("Evaluasi diri secara umum"),
        required=False,
        max_length=4000,
        rows=5,
        help_text=_("Apa yang berhasil, apa yang belum, dan apa yang Anda perlukan."),
    )

    def __init__(self, data: Mapping[str, Any] | None, lines: list[Line], **kwargs: Any) -> None:
        self.lines = lines
        kwargs["initial"] = {**_initial(lines), **kwargs.get("initial", {})}
        super().__init__(data, **kwargs)
        for line in lines:
            self._add(line)

    def _add(self, line: Line) -> None:
        asked = _of_line(line.id)
        for name in list(asked)[: 1 if line.evidence_n else None]:
            self.fields[name] = asked[name]

    def parts(self) -> list[tuple[Line, list[Any]]]:
        """Each line with its bound fields, for the page."""
        names = ("explanation", "declared", "source")
        return [
            (line, [self[f"{name}_{line.id}"] for name in names if f"{name}_{line.id}" in self.fields])
            for line in self.lines
        ]


class SelfSent(forms.Form):
    """A self-evaluation as sent: its lines are those it names, so that nothing need be read to understand it. The action
    knows which lines there are.
    """

    text = forms.TextField(required=False, max_length=4000)

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.ids = sorted({int(found[1]) for name in data if (found := _OF_LINE.fullmatch(name))})
        for line_id in self.ids:
            self.fields.update(_of_line(line_id))

    def said(self) -> dict[int, SelfLine]:
        """What was said per line."""
        data = self.cleaned_data
        return {
            line_id: SelfLine(
                explanation=data[f"explanation_{line_id}"] or "",
                declared=data[f"declared_{line_id}"],
                source=data[f"source_{line_id}"] or "",
            )
            for line_id in self.ids
        }


def _of_line(line_id: int) -> dict[str, Any]:
    """The fields of a line; only the first where evidence stands."""
    return {
        f"explanation_{line_id}": forms.TextField(label=_("Penjelasan"), required=False, max_length=4000, rows=2),
        f"declared_{line_id}": forms.DecimalField(
            label=_("Realisasi menurut Anda"),
            required=False,
            help_text=_("Hanya bila belum ada bukti; ditampilkan terpisah sebagai pernyataan."),
        ),
        f"source_{line_id}": forms.CharField(
            label=_("Sumber angka ini"), required=False, max_length=300, help_text=_("Nomor dan tanggal laporan.")
        ),
    }


def _initial(lines: list[Line]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for line in lines:
        found[f"explanation_{line.id}"] = line.explanation
        found[f"declared_{line.id}"] = line.declared
        found[f"source_{line.id}"] = line.declared_source
    return found


class RateForm(forms.Form):
    """Two ratings of three steps; nothing is preselected."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    results_rating = forms.ChoiceField(label=_("Rating hasil kerja"), choices=Rating.choices, widget=forms.RadioSelect)
    results_reason = forms.TextField(
        label=_("Alasan rating hasil kerja"),
        required=False,
        max_length=4000,
        rows=3,
        help_text=_("Wajib, sekurangnya 20 karakter, bila di atas atau di bawah ekspektasi."),
    )
    conduct_rating = forms.ChoiceField(
        label=_("Rating perilaku kerja"), choices=Rating.choices, widget=forms.RadioSelect
    )
    conduct_reason = forms.TextField(
        label=_("Alasan rating perilaku kerja"),
        required=False,
        max_length=4000,
        rows=3,
        help_text=_("Wajib, sekurangnya 20 karakter, bila di atas atau di bawah ekspektasi."),
    )

    def chosen(self) -> Chosen:
        """The ratings as chosen."""
        return Chosen(**{name: self.cleaned_data[name] for name in self.fields if name != "version"})


class SignForm(forms.Form):
    """Signing, with the right of answer."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.TextField(
        label=_("Tanggapan Anda"),
        required=False,
        max_length=4000,
        rows=4,
        help_text=_(
            "Boleh kosong. Tanggapan dicetak pada dokumen. Menandatangani berarti sudah membaca, bukan berarti setuju."
        ),
    )


class SetForm(forms.Form):
    """Setting an unsigned evaluation."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.TextField(label=_("Alasan penetapan"), max_length=4000, rows=3)


class AchievementForm(forms.Form):
    """Achievement of the agency for a period."""

    period = forms.CharField(widget=forms.HiddenInput, max_length=60)
    achievement = forms.ChoiceField(label=_("Capaian kinerja organisasi"), choices=Achievement.choices)
    basis = forms.CharField(
        label=_("Dasar penetapan"), max_length=300, help_text=_("Nomor dan tanggal keputusan atau berita acara.")
    )


class YearRuleForm(forms.Form):
    """How an agency joins the parts of a year."""

    agency = forms.ChoiceField(label=_("Perangkat daerah"))
    from_year = forms.IntegerField(label=_("Mulai tahun"), min_value=2019, max_value=2100)
    way = forms.ChoiceField(
        label=_("Predikat yang mewakili setahun"), choices=YearWay.choices, widget=forms.RadioSelect
    )
    basis = forms.CharField(
        label=_("Dasar penetapan"),
        max_length=300,
        help_text=_("Nomor dan tanggal keputusan atau peraturan kepala daerah."),
    )

    def __init__(self, *args: Any, agencies: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = list(agencies)  # type: ignore[attr-defined]  # a ChoiceField


class CodeForm(forms.Form):
    """The check code as printed on the document."""

    code = forms.CharField(
        label=_("Kode periksa"),
        max_length=80,
        help_text=_("20 huruf dan angka di kaki halaman dokumen, misalnya 7K3M-…"),
    )


class FileForm(forms.Form):
    """A document to compare."""

    file = forms.FileField(label=_("Berkas PDF yang Anda terima"), accept=".pdf,application/pdf", shrink=False)
