"""Reads of counts, signals and inquiries."""

from pamong.voice.insight.models import Inquiry, Signal, SignalPolicy, Tally
from pamong.voice.insight.queries.figures import (
    AXES,
    Figures,
    Line,
    Wanted,
    figure_cases,
    figures,
    unit_choices,
)
from pamong.voice.insight.queries.places import Spot, public_places
from pamong.voice.insight.queries.signals import (
    cases_of,
    inquiries,
    inquiry_for,
    policy_on,
    signal_for,
    signals,
)
from pamong.voice.insight.queries.units import UnitCard, public_unit, public_units

__all__ = [
    "AXES",
    "Figures",
    "Inquiry",
    "Line",
    "Signal",
    "SignalPolicy",
    "Spot",
    "Tally",
    "UnitCard",
    "Wanted",
    "cases_of",
    "figure_cases",
    "figures",
    "inquiries",
    "inquiry_for",
    "policy_on",
    "public_places",
    "public_unit",
    "public_units",
    "signal_for",
    "signals",
    "unit_choices",
]
