"""Writes of feedback."""

from pamong.feedback.actions.giving import FeedbackRow, answer, give, load
from pamong.feedback.actions.threads import (
    answer_request,
    ask,
    comment,
    decline_request,
    react,
    remind_requests,
)
from pamong.feedback.actions.wording import keep_phrase, show_praise

__all__ = [
    "FeedbackRow",
    "answer",
    "answer_request",
    "ask",
    "comment",
    "decline_request",
    "give",
    "keep_phrase",
    "load",
    "react",
    "remind_requests",
    "show_praise",
]
