"""A pass: proof, in the event id a browser sends back, that its session was let listen a moment ago.

When a web process dies, all its windows come back within a second. An open stream trusts a look at session and rights for a
minute; a pass lets a window that comes back do the same, by whichever process answers, without a single statement.
"""

import time

from django.utils.crypto import constant_time_compare, salted_hmac

SECONDS = 60  # between two looks at session and rights
SIGNS = 32


def issue(session_key: str | None, topics: list[str]) -> str:
    """A pass for these topics; to be called only right after session and rights were looked at."""
    until = int(time.time()) + SECONDS
    return f"{until}.{_seal(until, session_key, topics)}"


def left(given: str, session_key: str | None, topics: list[str]) -> float:
    """Seconds that this pass is still good for, for just this session and these topics; 0 when it is none."""
    until, _dot, seal = given.partition(".")
    if not (session_key and until.isascii() and until.isdigit() and len(until) < 12):
        return 0.0
    if not constant_time_compare(seal, _seal(int(until), session_key, topics)):
        return 0.0
    return min(max(0.0, int(until) - time.time()), float(SECONDS))


def _seal(until: int, session_key: str | None, topics: list[str]) -> str:
    said = f"{until} {session_key} {','.join(topics)}"
    return salted_hmac("pamong.live.pass", said, algorithm="sha256").hexdigest()[:SIGNS]
