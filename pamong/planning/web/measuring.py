"""The part of the indicator form that says how an indicator measures itself, and with which one it is paired."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from pamong.evidence import queries as evidence
from pamong.evidence.queries import Aggregation
from pamong.planning.enums import Aspect, MeasureScope
from pamong.planning.queries import IndicatorView
from pamong.planning.rules.measure import Binding, parse
from pamong.platform.ui import forms

NAMES = ("metric", "aggregation", "percentile", "scope", "subject", "pair_with")
NINETY = 90


def fields(agency_id: int, others: Iterable[IndicatorView]) -> dict[str, Any]:
    """The fields by name. ``subject`` and ``pair_with`` only where there is something to choose."""
    made: dict[str, Any] = {
        "metric": forms.ChoiceField(label=_l("Ukuran"), required=False, choices=_metrics()),
        "aggregation": forms.ChoiceField(
            label=_l("Cara menghitung"),
            required=False,
            choices=[("", _("Yang lazim untuk ukuran itu")), *Aggregation.choices],
        ),
        "percentile": forms.IntegerField(
            label=_l("Persentil ke-"),
            required=False,
            min_value=1,
            max_value=100,
            help_text=_l("Hanya untuk persentil. 90 berarti: sembilan dari sepuluh selesai paling lama sekian."),
        ),
        "scope": forms.ChoiceField(
            label=_l("Cakupan"), required=False, choices=MeasureScope.choices, initial=MeasureScope.ME
        ),
    }
    groups = evidence.subjects_of(agency_id) if agency_id else []
    if groups:
        made["subject"] = forms.ChoiceField(
            label=_l("Hanya tentang"), required=False, choices=[("", _("Semua")), *groups]
        )
    sides = [(str(o.id), o.text) for o in others if o.aspect in (Aspect.QUANTITY, Aspect.QUALITY)]
    if sides:
        made["pair_with"] = forms.ChoiceField(
            label=_l("Berpasangan dengan"),
            required=False,
            choices=[("", _("Tidak berpasangan")), *sides],
            help_text=_l("Kuantitas dengan kualitas: ditampilkan dan dinilai bersama."),
        )
    return made


def _metrics() -> list[tuple[str, str]]:
    """The metrics a plan may use, each with its unit."""
    named = [(m.id, _(str(m.title)), _(str(m.unit)) if m.unit else "") for m in evidence.metrics() if m.bindable]
    return [("", _("Tidak: dari catatan harian")), *((i, f"{t} ({u})" if u else t) for i, t, u in named)]


def initial(measure: str) -> dict[str, Any]:
    """What the form shows of a kept binding."""
    binding = parse(measure)
    names = ("metric", "aggregation", "percentile", "scope", "subject")
    return {name: getattr(binding, name) for name in names} if binding else {}


def text(data: Mapping[str, Any]) -> str:
    """The binding of a cleaned form, '' without a metric. What cannot be agreed the action refuses, naming the field."""
    if not data.get("metric"):
        return ""
    usual = next(iter(evidence.aggregations(data["metric"])), "")
    aggregation = str(data.get("aggregation") or usual)
    percent = data.get("percentile") if aggregation == Aggregation.PERCENTILE else None
    if aggregation == Aggregation.PERCENTILE and percent is None:
        percent = NINETY
    scope = data.get("scope") or MeasureScope.ME.value
    return Binding(data["metric"], aggregation, scope, percent, data.get("subject") or "").text()
