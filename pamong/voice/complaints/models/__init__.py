from pamong.voice.complaints.models.catalogue import AnswerTemplate, Category, Place, Responsible, VoicePolicy
from pamong.voice.complaints.models.closing import Closing, Inspection
from pamong.voice.complaints.models.complaint import Complaint, new_id
from pamong.voice.complaints.models.custody import CustodianKey, Redacted, Unsealing
from pamong.voice.complaints.models.identity import Identity
from pamong.voice.complaints.models.joined import JoinMark
from pamong.voice.complaints.models.photo import DraftPhoto, Photo
from pamong.voice.complaints.models.step import Step

__all__ = [
    "AnswerTemplate",
    "Category",
    "Closing",
    "Complaint",
    "CustodianKey",
    "DraftPhoto",
    "Identity",
    "Inspection",
    "JoinMark",
    "Photo",
    "Place",
    "Redacted",
    "Responsible",
    "Step",
    "Unsealing",
    "VoicePolicy",
    "new_id",
]
