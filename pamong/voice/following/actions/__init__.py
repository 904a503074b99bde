"""Writes of follows: asked for, confirmed, ended, told, tidied."""

from pamong.voice.following.actions.telling import tell
from pamong.voice.following.actions.tidying import tidy
from pamong.voice.following.actions.wishes import ask, confirm, follow_here, stop, stop_mine

__all__ = ["ask", "confirm", "follow_here", "stop", "stop_mine", "tell", "tidy"]
