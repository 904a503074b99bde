from pamong.platform.audit.models.event import Event
from pamong.platform.audit.models.read import Read

__all__ = ["Event", "Read"]
