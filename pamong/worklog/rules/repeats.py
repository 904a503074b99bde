"""When the same text is asked about: a question to two people who know the work, never a verdict and never a number.

Much work is the same every day. The figures only keep the list short enough to be read.
"""

from dataclasses import dataclass
from datetime import date, timedelta

DAYS = 30  # looked back
SAME_DAYS = 8  # days on which one person wrote the same
SAME_PEOPLE = 3  # people of one superior who wrote the same on one day
SHORTEST = 12  # letters; "Rapat" says nothing about copying


@dataclass(frozen=True)
class Repeat:
    """One text of one person. ``days`` are those on which he wrote it, ``people`` most who wrote it on one day."""

    days: int
    people: int
    text: str

    @property
    def asked(self) -> bool:
        """Whether it is worth a question."""
        return len(self.text.strip()) >= SHORTEST and (self.days >= SAME_DAYS or self.people >= SAME_PEOPLE)


def span(today: date) -> tuple[date, date]:
    """The days looked at."""
    return today - timedelta(days=DAYS - 1), today
