"""When a message may leave: quiet hours, the digest of a local day, pauses between tries."""

import datetime as dt
from zoneinfo import ZoneInfo

ATTEMPTS = 6
PAUSES = (1, 5, 20, 60, 240)  # minutes after the first, second … failed try


def is_quiet(at: dt.time, start: dt.time, end: dt.time) -> bool:
    """Whether a time of day lies in [start, end); the hours may pass midnight; equal times mean no quiet hours."""
    if start == end:
        return False
    return start <= at < end if start < end else at >= start or at < end


def after_quiet(now: dt.datetime, zone: ZoneInfo, start: dt.time, end: dt.time) -> dt.datetime | None:
    """The moment at which quiet hours end for somebody in ``zone``; None when it is not quiet now."""
    local = now.astimezone(zone)
    if not is_quiet(local.time(), start, end):
        return None
    day = local.date() if local.time() < end else local.date() + dt.timedelta(days=1)
    return dt.datetime.combine(day, end, zone).astimezone(dt.UTC)


def digest_cut(now: dt.datetime, zone: ZoneInfo, digest_at: dt.time) -> dt.date:
    """Days before this one are due for a digest: yesterday's leaves today at ``digest_at``, in the person's own zone."""
    local = now.astimezone(zone)
    return local.date() if local.time() >= digest_at else local.date() - dt.timedelta(days=1)


def pause(attempts: int) -> dt.timedelta:
    """How long to wait after so many failed tries."""
    return dt.timedelta(minutes=PAUSES[min(max(attempts, 1), len(PAUSES)) - 1])
