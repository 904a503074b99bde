from pamong.feedback.models.feedback import Feedback, FeedbackAnswer
from pamong.feedback.models.phrase import Phrase, PraiseShown
from pamong.feedback.models.thread import Comment, FeedbackRequest, Reaction

__all__ = ["Comment", "Feedback", "FeedbackAnswer", "FeedbackRequest", "Phrase", "PraiseShown", "Reaction"]
