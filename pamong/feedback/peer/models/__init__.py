from pamong.feedback.peer.models.answer import Answer, Report
from pamong.feedback.peer.models.box import RoundKey, SealedBox
from pamong.feedback.peer.models.invitation import Invitation, UsedInvitation
from pamong.feedback.peer.models.policy import PeerPolicy
from pamong.feedback.peer.models.round import Round, Subject

__all__ = [
    "Answer",
    "Invitation",
    "PeerPolicy",
    "Report",
    "Round",
    "RoundKey",
    "SealedBox",
    "Subject",
    "UsedInvitation",
]
