"""What other areas may listen to."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class FactRecorded:
    """A fact of a metric by which citizens speak (``citizen`` in the registry) was recorded, corrected or taken back.

    ``words`` are the citizen's, cleared by a moderator; empty where there are none. ``corrects`` names the fact that this one
    corrects; with ``withdrawn`` nothing of it stands any more.
    """

    fact_id: int
    metric: str
    agency_id: int
    unit_id: int
    person_id: int | None
    value: Decimal
    day: dt.date
    source: str
    words: str
    corrects: int | None
    withdrawn: bool
