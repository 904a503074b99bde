from pamong.platform.live.models.event import LiveEvent

__all__ = ["LiveEvent"]
