"""What the gate understands: not visible (404), not allowed (403), changed meanwhile (409)."""

from dataclasses import dataclass


class NotVisible(LookupError):
    """The record does not exist for this viewer; the answer is the same as for one that does not exist."""


class NotAllowed(PermissionError):
    """The viewer may see the record but not do this with it."""


@dataclass
class Conflict(Exception):  # the field's word for it
    """Somebody else changed the record since the form was opened; both versions are shown, nothing is overwritten."""

    mine: dict[str, str]
    theirs: dict[str, str]
    by: str = ""
