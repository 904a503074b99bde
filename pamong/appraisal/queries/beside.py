"""What stands beside a rating as information: peers, dialogue and citizens, in counts. It makes no rating."""

from dataclasses import dataclass

from pamong.appraisal.models import Evaluation
from pamong.feedback.citizen import queries as citizen
from pamong.feedback.dialogue import queries as dialogue
from pamong.feedback.peer import queries as peer


@dataclass(frozen=True)
class PeerRound:
    """One round of peer feedback about the period: how many answered, and the values named; never a text."""

    title: str
    answers: int
    values: list[peer.Value]


@dataclass(frozen=True)
class Beside:
    """Everything of the period that is no fact of a plan's line."""

    rounds: list[PeerRound]
    held: dialogue.Held
    citizens: citizen.Heard

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
    """Of the evaluated person in the period (five statements at most); the caller holds the right to see the evaluation."""
    person, start, end = evaluation.person_id, evaluation.starts, evaluation.ends
    rounds = [
        PeerRound(subject.round.title, (subject.peers or 0) + (subject.reports or 0), values)
        for subject, values in peer.heard(person, start, end)
    ]
    return Beside(rounds, dialogue.held(person, start, end), citizen.heard(person, start, end))
