"""What a person wants to hear; the hours of an agency; filters of the log."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from pamong.platform.notifications.enums import Channel, Mode, State
from pamong.platform.notifications.kinds import Kind
from pamong.platform.ui import forms


class WishesForm(forms.Form):
    """Per kind of event one select; the ways; quiet hours of one's own."""

    email = forms.BooleanField(label=_("Surel"), required=False)
    whatsapp = forms.BooleanField(label=_("WhatsApp"), required=False)
    own_quiet = forms.BooleanField(label=_("Pakai jam tenang saya sendiri"), required=False)
    quiet_from = forms.TimeField(label=_("Tenang dari jam"), required=False)
    quiet_to = forms.TimeField(label=_("Sampai jam"), required=False)

    def __init__(self, *args: Any, kinds: Sequence[Kind] = (), chosen: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kinds = {f"kind_{kind.id.replace('.', '_')}": kind for kind in kinds if len(kind.allows) > 1}
        for name, kind in self._kinds.items():
            choices = [(str(mode), self._word(mode, kind)) for mode in kind.allows]
            initial = chosen.get(kind.id, str(kind.default))
            self.fields[name] = forms.ChoiceField(label=str(kind.title), choices=choices, initial=initial)

    @staticmethod
    def _word(mode: Mode, kind: Kind) -> str:
        return _now("%(mode)s (bawaan)") % {"mode": mode.label} if mode is kind.default else str(mode.label)

    def kind_fields(self) -> list[Any]:
        """The selects, in the order in which areas declared their kinds."""
        return [self[name] for name in self._kinds]

    def modes(self) -> dict[str, str]:
        """What was chosen, by kind."""
        return {kind.id: self.cleaned_data[name] for name, kind in self._kinds.items()}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("own_quiet"):
            for name in ("quiet_from", "quiet_to"):
                if data.get(name) is None and name not in self.errors:
                    self.add_error(name, _now("isi jamnya, atau kosongkan centang jam tenang sendiri."))
        else:
            data["quiet_from"] = data["quiet_to"] = None
        return data


class HoursForm(forms.Form):
    """When an agency's people are not disturbed, and when the digest leaves."""

    agency = forms.ChoiceField(label=_("Berlaku untuk"))
    valid_from = forms.DateField(label=_("Berlaku mulai"))
    quiet_from = forms.TimeField(label=_("Tenang dari jam"))
    quiet_to = forms.TimeField(label=_("Sampai jam"))
    digest_at = forms.TimeField(
        label=_("Jam kirim ringkasan"),
        help_text=_("Ringkasan satu hari dikirim keesokan harinya, menurut jam setempat."),
    )

    def __init__(self, *args: Any, agencies: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = list(agencies)  # type: ignore[attr-defined]  # a ChoiceField


class LogForm(forms.Form):
    """Filters of the log; they live in the address."""

    keadaan = forms.ChoiceField(label=_("Keadaan"), required=False, choices=[("", _("Semua")), *State.choices])
    jalur = forms.ChoiceField(label=_("Jalur"), required=False, choices=[("", _("Semua")), *Channel.choices])
