"""Limits on tries (sign-in, codes), shared by all processes and judged by the database clock, before any costly hash."""

import datetime as dt
import hashlib
import ipaddress
import math

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

WINDOW = dt.timedelta(minutes=15)
PER_ACCOUNT = 10
PER_ADDRESS = 30
# One statement: the row lock lets parallel tries through one after the other, each seeing those before it.
_CLAIM = """
INSERT INTO access_attempt AS a (key, tries, allowed) VALUES (%(key)s, ARRAY[clock_timestamp()], true)
ON CONFLICT (key) DO UPDATE SET (tries, allowed) = (
  SELECT CASE WHEN coalesce(cardinality(r.recent), 0) < %(limit)s THEN r.recent || clock_timestamp() ELSE r.recent END,
         coalesce(cardinality(r.recent), 0) < %(limit)s
  FROM (SELECT ARRAY(
    SELECT t FROM unnest(a.tries) t WHERE t > clock_timestamp() - make_interval(secs => %(window)s)
    ORDER BY t) AS recent) r)
RETURNING allowed, extract(epoch FROM tries[1] + make_interval(secs => %(window)s) - clock_timestamp())
"""


def _key(scope: str, who: str) -> str:
    """A digest under the installation's secret: the table names neither accounts nor addresses."""
    return salted_hmac(f"pamong.throttle.{scope}", who, algorithm="sha256").hexdigest()


def claim(scope: str, who: str, *, limit: int = PER_ACCOUNT, window: dt.timedelta = WINDOW) -> int:
    """Count one try. Returns 0 when it is within ``limit`` per ``window``, else the seconds to wait (the try is not counted,
    so that knocking on does not lengthen the wait)."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"key": _key(scope, who), "limit": limit, "window": window.total_seconds()})
        allowed, wait = cursor.fetchone()
    return 0 if allowed else max(1, math.ceil(wait))


def release(scope: str, who: str) -> None:
    """Take back the newest try after a success: only failures fill the window, and nobody's success clears others' failures."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE access_attempt SET tries = tries[:cardinality(tries) - 1] WHERE key = %s AND cardinality(tries) > 0",
            [_key(scope, who)],
        )


def prune(older_than: dt.timedelta = dt.timedelta(days=1)) -> int:
    """Forget keys whose newest try is older; returns how many rows went."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM access_attempt"
            " WHERE coalesce(tries[cardinality(tries)], '-infinity') < clock_timestamp() - make_interval(secs => %s)",
            [older_than.total_seconds()],
        )
        return int(cursor.rowcount)


def client_address(request: HttpRequest) -> str:
    """The address tries are counted by. ``X-Forwarded-For`` counts only behind as many proxies as the settings trust; a whole
    /64 is one address in IPv6."""
    address = request.META.get("REMOTE_ADDR", "")
    proxies: int = settings.TRUSTED_PROXIES
    if proxies:
        forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        if len(forwarded) >= proxies:
            address = forwarded[-proxies]
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown:" + hashlib.sha256(address.encode()).hexdigest()[:16]
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.IPv6Network((parsed, 64), strict=False).network_address)
    return str(parsed)
