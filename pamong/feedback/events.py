"""What other areas may listen to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FeedbackGiven:
    """Somebody gave feedback about a person."""

    feedback_id: int
    person_id: int
    kind: str
    source: str
