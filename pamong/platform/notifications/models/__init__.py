from pamong.platform.notifications.models.notification import Notification

__all__ = ["Notification"]
