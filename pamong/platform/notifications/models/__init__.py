from pamong.platform.notifications.models.delivery import Delivery
from pamong.platform.notifications.models.notification import Notification
from pamong.platform.notifications.models.wishes import Choice, HoursPolicy, Profile, PushSubscription

__all__ = ["Choice", "Delivery", "HoursPolicy", "Notification", "Profile", "PushSubscription"]
