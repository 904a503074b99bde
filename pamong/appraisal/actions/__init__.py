"""Writes of appraisal."""

from pamong.appraisal.actions.following import follow_people, follow_plans, open_for
from pamong.appraisal.actions.opening import Opened, follow_revision, open_or_defer, open_period, set_achievement
from pamong.appraisal.actions.rating import Chosen, SelfLine, assess_self, rate
from pamong.appraisal.actions.signing import acknowledge, finalise, note_reading, set_unsigned
from pamong.appraisal.actions.yearly import set_year_rule

__all__ = [
    "Chosen",
    "Opened",
    "SelfLine",
    "acknowledge",
    "assess_self",
    "finalise",
    "follow_people",
    "follow_plans",
    "follow_revision",
    "note_reading",
    "open_for",
    "open_or_defer",
    "open_period",
    "rate",
    "set_achievement",
    "set_unsigned",
    "set_year_rule",
]
