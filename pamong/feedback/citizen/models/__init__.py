from pamong.feedback.citizen.models.voice import CitizenVoice

__all__ = ["CitizenVoice"]
