"""Writes of this channel."""

from pamong.voice.mail.actions.taking import Later, Taken, take

__all__ = ["Later", "Taken", "take"]
