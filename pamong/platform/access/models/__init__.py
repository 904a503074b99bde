from pamong.platform.access.models.answered_request import AnsweredRequest

__all__ = ["AnsweredRequest"]
