"""Writes of dialogues, and news to those who reported by message or letter."""

from pamong.voice.channels.actions.dialogue import Said, converse, forget
from pamong.voice.channels.actions.telling import tell_reporter

__all__ = ["Said", "converse", "forget", "tell_reporter"]
