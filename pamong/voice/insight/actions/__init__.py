"""Writes of counts, signals and inquiries."""

from pamong.voice.insight.actions.counting import count
from pamong.voice.insight.actions.deciding import add_note, close, dismiss, open_inquiry, set_policy
from pamong.voice.insight.actions.watching import watch

__all__ = ["add_note", "close", "count", "dismiss", "open_inquiry", "set_policy", "watch"]
