"""What happened to complaints; areas above may listen, in the same transaction."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ComplaintReceived:
    """A case was received."""

    complaint_id: int


@dataclass(frozen=True)
class ComplaintHandled:
    """An officer took a case forward; ``what`` is the kind of the step."""

    complaint_id: int
    person_id: int
    what: str
    day: date


@dataclass(frozen=True)
class ComplaintDecided:
    """A case got its decision (again, when it was reopened)."""

    complaint_id: int
    unit_id: int
    person_id: int | None
    outcome: str
    in_time: bool
    day: date


@dataclass(frozen=True)
class ComplaintClosed:
    """A case was closed: confirmed, visited, unconfirmed, refused, handed_over, withdrawn or merged."""

    complaint_id: int
    state: str


@dataclass(frozen=True)
class ReporterMayHear:
    """Somebody other than the reporter, or the passing of a limit, took a case forward by a step that he may read."""

    complaint_id: int
    kind: str
    channel: str
    mode: str
    about_officer: bool
    version: int


@dataclass(frozen=True)
class PraiseGiven:
    """A citizen's praise was delivered to a person."""

    complaint_id: int
    person_id: int
    text: str
