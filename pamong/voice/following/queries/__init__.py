"""Reads of follows. Nobody reads who follows what: there is no list, no count and no page of it for officers."""

from pamong.voice.following.queries.follows import Subject, follow_of, mark_of, mine, name_of
from pamong.voice.following.queries.links import CONFIRM, STOP, read_link

__all__ = ["CONFIRM", "STOP", "Subject", "follow_of", "mark_of", "mine", "name_of", "read_link"]
