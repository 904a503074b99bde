"""What stands beside a rating as information: peers, dialogue and citizens, in counts, and who led. It makes no rating."""

from dataclasses import dataclass
from typing import Any

from pamong.appraisal.models import Evaluation
from pamong.appraisal.queries.assessors import Led, superiors_within
from pamong.feedback.citizen import queries as citizen
from pamong.feedback.dialogue import queries as dialogue
from pamong.feedback.peer import queries as peer
from pamong.platform.counting import Ask, asked_together


@dataclass(frozen=True)
class Beside:
    """Everything of the period that is no fact of a plan's line."""

    rounds: list[peer.Round]
    held: dialogue.Held
    citizens: citizen.Heard
    superiors: list[Led]  # direct superiors of the period: more than one where only the superior changed

    @property
    def anything(self) -> bool:
        """Whether there is anything to show."""
        held, citizens = self.held, self.citizens
        return bool(
            self.rounds
            or held.meetings
            or held.coaching
            or held.actions
            or citizens.praise
            or citizens.complaints
            or citizens.scores
        )


def beside(evaluation: Evaluation) -> Beside:
    """Of the evaluated person in the period (one statement); the caller holds the right to see the evaluation."""
    of = evaluation.person_id, evaluation.starts, evaluation.ends
    asks: list[Ask[Any]] = [peer.heard(*of), dialogue.held(*of), citizen.heard(*of), superiors_within(*of)]
    return Beside(*asked_together(asks))
