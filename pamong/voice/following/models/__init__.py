from pamong.voice.following.models.follow import Follow

__all__ = ["Follow"]
