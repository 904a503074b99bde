"""What a request from a device's queue says about itself: for whom it is, and when its writer finished it.

Both times come from the device; only their distance is believed, and that only up to the week for which a queue keeps
anything. So work written in time counts as in time however late the signal came back, and a wrong clock does no harm.
"""

import datetime as dt
import hashlib
from contextvars import ContextVar
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse

from pamong.platform.offline.models import Receipt

LIFE = dt.timedelta(days=7, hours=1)
PUBLIC = "publik"  # owner of what is written without signing in


class Queued(NamedTuple):
    """The device's words."""

    owner: str
    device_at: dt.datetime
    age: dt.timedelta


_current: ContextVar[Queued | None] = ContextVar("queued", default=None)


def told(request: HttpRequest) -> Queued | None:
    """What the headers of a request say; None when it does not come from a queue."""
    if not request.headers.get("X-Pamong-Queue"):
        return None
    written, sent = (_moment(request.headers.get(f"X-Pamong-{name}-At", "")) for name in ("Written", "Sent"))
    age = sent - written if written and sent else dt.timedelta()
    owner = request.headers.get("X-Pamong-Queue", "")[:40]
    return Queued(owner, written or dt.datetime.now(dt.UTC), min(max(age, dt.timedelta()), LIFE))


def set_current(queued: Queued | None) -> None:
    """For the time of a request (the middleware)."""
    _current.set(queued)


def written_at(now: dt.datetime) -> dt.datetime:
    """When what is being stored was written: now, or as much earlier as it lay in the device's queue.

    Judge lateness by it, and everything else by ``now``.
    """
    queued = _current.get()
    return now - queued.age if queued else now


def note(request: HttpRequest, response: HttpResponse, policy: str, person_id: int | None) -> None:
    """Store when it was written and when it came, beside what the request made, in its transaction."""
    queued = _current.get()
    made = response.headers.get("X-Object-Id")
    if queued is None or not made or response.status_code >= 400 or response.has_header("Idempotent-Replay"):
        return
    Receipt.objects.create(
        policy=policy,
        object_id=made[:40],
        person_id=person_id,
        device_at=queued.device_at,
        age=queued.age,
        files=hashes(request),
    )


def hashes(request: HttpRequest) -> list[str]:
    """SHA-256 of every file as it arrived."""
    found = []
    for name in sorted(request.FILES):
        for upload in request.FILES.getlist(name):
            digest = hashlib.sha256()
            upload.seek(0)
            for chunk in upload.chunks():
                digest.update(chunk)
            upload.seek(0)
            found.append(digest.hexdigest())
    return found


def _moment(text: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(text)
        return moment.astimezone(dt.UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None
