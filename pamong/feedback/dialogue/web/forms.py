"""Forms of dialogue."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from pamong.feedback.dialogue.enums import LineKind
from pamong.platform.ui import forms


class PlanForm(forms.Form):
    """Plan a conversation; a superior chooses with whom."""

    person = forms.ChoiceField(label=_("Dengan siapa"))
    day = forms.DateField(label=_("Tanggal"))
    topic = forms.CharField(
        label=_("Pokok pembicaraan"), max_length=200, help_text=_("Misalnya: kemajuan triwulan ini dan kendalanya.")
    )

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = list(people)  # type: ignore[attr-defined]  # a ChoiceField


class LineForm(forms.Form):
    """A question before, a note during or after."""

    kind = forms.ChoiceField(
        label=_("Jenis"), choices=LineKind.choices, widget=forms.RadioSelect, initial=LineKind.QUESTION
    )
    text = forms.TextField(label=_("Isi"), max_length=2000, rows=3)


class AgreeForm(forms.Form):
    """An agreed action."""

    title = forms.CharField(label=_("Yang disepakati"), max_length=200)
    owner = forms.TypedChoiceField(label=_("Penanggung jawab"), coerce=int)
    due = forms.DateField(label=_("Paling lambat"))

    def __init__(self, *args: Any, owners: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = list(owners)  # type: ignore[attr-defined]  # a ChoiceField


class FinishForm(forms.Form):
    """What came of it."""

    note = forms.CharField(label=_("Hasilnya"), max_length=300, required=False)


class CoachForm(forms.Form):
    """A coaching note: strength first, then growth, then the next step."""

    strength = forms.TextField(
        label=_("Kekuatan yang Anda lihat"),
        max_length=2000,
        rows=3,
        help_text=_("Apa yang sudah dilakukan dengan baik?"),
    )
    grow = forms.TextField(
        label=_("Yang dapat bertumbuh"), max_length=2000, rows=3, help_text=_("Satu kemampuan yang paling membantu.")
    )
    step = forms.TextField(
        label=_("Langkah kecil berikutnya"),
        max_length=2000,
        rows=3,
        help_text=_("Apa yang dicoba minggu ini, dan bantuan apa dari Anda?"),
    )
