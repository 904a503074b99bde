"""Writes of dialogues."""

from pamong.voice.channels.actions.dialogue import Said, converse, forget

__all__ = ["Said", "converse", "forget"]
