"""Writes of peer feedback. An answer leaves no audit entry, no fact and no notice: nothing that tells its author."""

from pamong.feedback.peer.actions.answering import answer, decline
from pamong.feedback.peer.actions.inviting import exclude, propose
from pamong.feedback.peer.actions.reading import moderate, report, set_policy, share
from pamong.feedback.peer.actions.rounds import close, open_round, populate, release, release_due, remind
from pamong.feedback.peer.rules.answers import Said

__all__ = [
    "Said",
    "answer",
    "close",
    "decline",
    "exclude",
    "moderate",
    "open_round",
    "populate",
    "propose",
    "release",
    "release_due",
    "remind",
    "report",
    "set_policy",
    "share",
]
