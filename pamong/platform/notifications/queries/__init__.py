"""Reads of notices, of what leaves the application, and of what people want to hear."""

from pamong.platform.notifications.queries.deliveries import (
    channels_due,
    delivery_counts,
    delivery_log,
    unread_notice,
    unread_of_digest,
    waiting_for_digest,
)
from pamong.platform.notifications.queries.notices import notice_for, notices
from pamong.platform.notifications.queries.wishes import (
    USUAL,
    Hours,
    browsers,
    browsers_of,
    choices_of,
    hours_of,
    policies,
    profile_of,
    ways_of,
)

__all__ = [
    "USUAL",
    "Hours",
    "browsers",
    "browsers_of",
    "channels_due",
    "choices_of",
    "delivery_counts",
    "delivery_log",
    "hours_of",
    "notice_for",
    "notices",
    "policies",
    "profile_of",
    "unread_notice",
    "unread_of_digest",
    "waiting_for_digest",
    "ways_of",
]
