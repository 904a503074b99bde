from pamong.feedback.dialogue.models.coaching import CoachingNote
from pamong.feedback.dialogue.models.followup import FollowUp
from pamong.feedback.dialogue.models.meeting import Line, Meeting

__all__ = ["CoachingNote", "FollowUp", "Line", "Meeting"]
