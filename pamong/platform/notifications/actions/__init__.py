"""Writes of notices and of what leaves the application."""

from pamong.platform.notifications.actions.deliveries import (
    claim,
    finish,
    mail_of,
    make_digests,
    moment,
    retry,
    send_direct,
    send_letters,
)
from pamong.platform.notifications.actions.housekeeping import prune, rescue
from pamong.platform.notifications.actions.notices import Notice, mark_read, notify, notify_many
from pamong.platform.notifications.actions.wishes import (
    choose,
    drop_browsers,
    forget_browser,
    remember_browser,
    set_hours,
    set_profile,
)

__all__ = [
    "Notice",
    "choose",
    "claim",
    "drop_browsers",
    "finish",
    "forget_browser",
    "mail_of",
    "make_digests",
    "mark_read",
    "moment",
    "notify",
    "notify_many",
    "prune",
    "remember_browser",
    "rescue",
    "retry",
    "send_direct",
    "send_letters",
    "set_hours",
    "set_profile",
]
