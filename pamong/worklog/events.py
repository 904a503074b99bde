"""What happened in the daily log; areas above may listen, in the same transaction."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class EntrySent:
    """An entry was sent, or corrected and sent again."""

    entry_id: int
    person_id: int
    day: date


@dataclass(frozen=True)
class EntryAccepted:
    """The superior (or who carries his duties) accepted an entry."""

    entry_id: int
    person_id: int
    day: date


@dataclass(frozen=True)
class EntryReturned:
    """An entry was returned with a note."""

    entry_id: int
    person_id: int
    day: date
