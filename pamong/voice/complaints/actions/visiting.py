"""What is found at the place while a case is in hand; it may have been written there, without a connection."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from pamong.platform.access.viewer import Viewer
from pamong.platform.events import publish
from pamong.platform.offline.receipts import written_at
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.voice.complaints.actions import _steps as steps
from pamong.voice.complaints.actions.intake import attach
from pamong.voice.complaints.enums import PhotoKind, State, StepKind
from pamong.voice.complaints.events import ComplaintHandled
from pamong.voice.complaints.models import Complaint
from pamong.voice.complaints.rules import texts

IN_WORK = (State.ASSIGNED, State.WORKING)


@transaction.atomic
def on_site(
    *, complaint: Complaint, text: str, photos: Sequence[UploadedFile] = (), explained: str = "", by: Viewer
) -> Complaint:
    """Keep what was found at the place, with pictures, for the officers. A first visit is the first follow-up (5 hari kerja), on
    the day it was written down there. It adds to the case and overwrites nothing, so no version is asked. Raises Refused.
    """
    said = texts.check_text(text)
    fresh = steps.taken(complaint)
    if fresh.state not in IN_WORK:
        raise Refused(
            N_(
                "Laporan ini tidak lagi dikerjakan, jadi catatan kunjungannya tidak dapat ditambahkan. Buka laporannya."
            ),
            code="keadaan",
        )
    fresh.state = State.WORKING
    fresh.followed_up_day = fresh.followed_up_day or _day_there(fresh)
    fresh.handler_id = fresh.handler_id or by.person_id
    if photos:
        attach(complaint=fresh, uploads=photos, kind=PhotoKind.VISIT, explained=explained, by=by)
    steps.keep(fresh, {"state", "followed_up_day", "handler"})
    steps.step(fresh, StepKind.ON_SITE, by=by, text=said, for_reporter=False)
    steps.acted(fresh, StepKind.ON_SITE.value, by=by)
    if by.person_id is not None:
        day = steps.civil_day(fresh)
        publish(ComplaintHandled(complaint_id=fresh.pk, person_id=by.person_id, what=StepKind.ON_SITE.value, day=day))
    return fresh


def _day_there(complaint: Complaint) -> dt.date:
    """The day on which it was written, never before the case came."""
    zone = ZoneInfo(complaint.unit.agency.time_zone if complaint.unit else settings.TIME_ZONE)
    return max(written_at(steps.moment()).astimezone(zone).date(), complaint.received_day)
