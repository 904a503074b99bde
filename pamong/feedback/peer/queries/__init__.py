"""Reads of peer feedback. What a page shows takes ``viewer``; an answer is never read together with an invitation."""

from pamong.feedback.peer.queries.home import home_cards
from pamong.feedback.peer.queries.rounds import (
    Choice,
    choices,
    policies,
    policy_agencies,
    policy_on,
    progress,
    round_for,
    rounds,
    unit_for,
)
from pamong.feedback.peer.queries.subjects import (
    Asking,
    invitation_for,
    invited,
    mine_to_answer,
    my_subjects,
    reports_to_decide,
    subject_for,
    subjects_of_reports,
)
from pamong.feedback.peer.queries.summary import Heard, Round, Summary, Value, answer_of, heard, summary

__all__ = [
    "Asking",
    "Choice",
    "Heard",
    "Round",
    "Summary",
    "Value",
    "answer_of",
    "choices",
    "heard",
    "home_cards",
    "invitation_for",
    "invited",
    "mine_to_answer",
    "my_subjects",
    "policies",
    "policy_agencies",
    "policy_on",
    "progress",
    "reports_to_decide",
    "round_for",
    "rounds",
    "subject_for",
    "subjects_of_reports",
    "summary",
    "unit_for",
]
