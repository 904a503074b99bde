"""Writes of dialogue."""

from pamong.feedback.dialogue.actions.coaching import coach
from pamong.feedback.dialogue.actions.followups import agree, finish, remind
from pamong.feedback.dialogue.actions.meetings import add, cancel, hold, plan

__all__ = ["add", "agree", "cancel", "coach", "finish", "hold", "plan", "remind"]
