"""Ways out of the application: each takes one message and says whether it left."""

from pamong.platform.notifications.channels.base import Failed, Outgoing
from pamong.platform.notifications.channels.choosing import repeatable, send

__all__ = ["Failed", "Outgoing", "repeatable", "send"]
