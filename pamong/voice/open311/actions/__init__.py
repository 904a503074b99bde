"""Writes of Open311: keys, and reports that programs send."""

from pamong.voice.open311.actions.intake import Sent, submit
from pamong.voice.open311.actions.keys import make_key, note_use, revoke_key

__all__ = ["Sent", "make_key", "note_use", "revoke_key", "submit"]
