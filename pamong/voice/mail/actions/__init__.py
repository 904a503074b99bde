"""Writes of this channel."""

from pamong.voice.mail.actions.taking import Taken, take

__all__ = ["Taken", "take"]
