from pamong.feedback.models.feedback import Feedback, FeedbackAnswer

__all__ = ["Feedback", "FeedbackAnswer"]
