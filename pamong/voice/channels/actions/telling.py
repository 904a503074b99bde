"""Whoever reported openly by WhatsApp, SMS or letter and left number or address hears how the case goes on (queries.py says
what): the outbox keeps neither number nor text."""

import datetime as dt

from django.conf import settings

from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today
from pamong.platform.notifications.actions import send_letters
from pamong.platform.notifications.enums import Channel as Way
from pamong.voice.channels.queries import NEWS
from pamong.voice.complaints import queries
from pamong.voice.complaints.enums import Channel, Mode, StepKind
from pamong.voice.complaints.events import ReporterMayHear

WAYS = {Channel.WHATSAPP: Way.WHATSAPP, Channel.SMS: Way.SMS, Channel.EMAIL: Way.EMAIL}
SETTLES = dt.timedelta(minutes=30)  # an officer often does two things in a row: one message, of the last
# What is on its way: one message a day, however many of these. The others ask for something, or end it: each is told.
UNDER_WAY = {StepKind.VERIFIED, StepKind.ASSIGNED, StepKind.STARTED, StepKind.EXPLAINED}
ENDS = {
    StepKind.ASKED, StepKind.PROMISED, StepKind.ANSWERED, StepKind.VISITED, StepKind.UNCONFIRMED, StepKind.REFUSED,
    StepKind.HANDED_OVER, StepKind.MERGED, StepKind.WITHDRAWN, StepKind.PRAISED,
}  # fmt: skip


def tell_reporter(*, event: ReporterMayHear, by: Viewer) -> int:
    """Put the news of a case into the outbox, in the transaction of the step; answers 1 when there is one to tell.

    Never of sealed and anonymous reports, nor of those about an officer: their reporter asks when nobody looks on.
    """
    way = WAYS.get(Channel(event.channel))
    if way is None or event.mode != Mode.OPEN or event.about_officer or not _leaves(way):
        return 0
    if queries.contact_of(event.complaint_id) is None:
        return 0
    if event.kind in UNDER_WAY:
        key = f"laporan:{event.complaint_id}:{today():%Y%m%d}"
    elif event.kind in ENDS:
        key = f"laporan:{event.complaint_id}:{event.kind}:{event.version}"
    else:
        return 0
    return send_letters(kind=NEWS, keys=[key], channel=way, after=SETTLES, by=by)


def _leaves(way: Way) -> bool:
    return way == Way.EMAIL or bool(settings.GATEWAY_URL or settings.GATEWAY_FILES)
