from pamong.platform.access.models.answered_request import AnsweredRequest
from pamong.platform.access.models.attempt import Attempt

__all__ = ["AnsweredRequest", "Attempt"]
