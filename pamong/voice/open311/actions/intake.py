"""A report that a program sends, taken in through the one way all channels use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today
from pamong.voice.complaints import actions as complaints
from pamong.voice.complaints import queries
from pamong.voice.complaints.enums import Channel
from pamong.voice.complaints.queries import Category, Place
from pamong.voice.open311.actions.keys import note_use
from pamong.voice.open311.models import ApiKey


@dataclass(frozen=True)
class Sent:
    """What a program sent, read and checked. ``mark``: what makes a second sending the same (its own key, or the content)."""

    mark: str
    category: Category
    description: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    place: Place | None = None
    address: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    name: str = ""
    phone: str = ""
    email: str = ""
    links: Sequence[str] = ()  # addresses of pictures: never fetched from here
    files: Sequence[UploadedFile] = ()


@transaction.atomic
def submit(*, sent: Sent, key: ApiKey, by: Viewer) -> complaints.Receipt:
    """Take in the report, with pictures drawn anew and addresses of pictures as an internal note. Raises Refused.

    The same sending by the same key is one report and answers the same receipt.
    """
    token = queries.program_token(f"open311:{key.pk}", sent.mark)
    receipt = complaints.receive_whole(report=_report(sent, token), uploads=sent.files, by=by)
    if sent.links and not receipt.repeated:
        said = _("Tautan foto dari aplikasi pengirim (belum diperiksa, dapat membuka situs lain):")
        complaints.note(complaint=receipt.complaint, text="\n".join([said, *sent.links]), by=by)
    note_use(key=key, today=today(), by=by)
    return receipt


def _report(sent: Sent, token: str) -> complaints.Report:
    return complaints.Report(
        token=token,
        category=sent.category,
        text=sent.description,
        channel=Channel.OPEN311,
        answers=sent.answers,
        place=sent.place,
        street=sent.address,
        latitude=sent.latitude,
        longitude=sent.longitude,
        name=sent.name,
        phone=sent.phone,
        email=sent.email,
    )
