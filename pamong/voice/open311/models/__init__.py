from pamong.voice.open311.models.api_key import ApiKey

__all__ = ["ApiKey"]
