"""What may stand in public: text and pictures are cleared by an officer, and complaints about officers never are."""

from collections.abc import Collection

from django.db import transaction

from pamong.platform.access.viewer import Viewer
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.voice.complaints.actions import _steps as steps
from pamong.voice.complaints.actions._public import check_public
from pamong.voice.complaints.enums import StepKind
from pamong.voice.complaints.models import Complaint, Photo
from pamong.voice.complaints.rules import texts


@transaction.atomic
def moderate(
    *,
    complaint: Complaint,
    show: bool,
    text: str,
    photos: Collection[int] = (),
    version: int | None = None,
    by: Viewer,
) -> Complaint:
    """Put a case into the public list with the text as edited and the pictures chosen, or take it out. Raises Refused."""
    fresh = steps.taken(complaint, version)
    if show and (fresh.about_officer or not fresh.category.is_public):
        raise Refused(N_("Laporan tentang petugas atau kategori ini tidak ditampilkan ke publik."), code="tidak_publik")
    if show:
        check_public(fresh, text)
    fresh.is_public = show
    if show and fresh.published_day is None:
        fresh.published_day = steps.civil_day(fresh)
    fresh.public_text = texts.check_text(text) if show else text.strip()
    steps.keep(fresh, {"is_public", "public_text", "published_day"})
    Photo.objects.filter(complaint=fresh).exclude(pk__in=photos).update(via=ACTION, is_public=False)
    Photo.objects.filter(complaint=fresh, pk__in=photos).update(via=ACTION, is_public=show)
    steps.step(fresh, StepKind.MODERATED, by=by, for_reporter=False)
    steps.acted(fresh, "moderated", by=by, shown=show, photos=sorted(photos))
    return fresh
