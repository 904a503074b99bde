"""The officer explains in public: what happened, why, and what is done, in words that tell nothing of the reporter."""

from django.db import transaction

from pamong.platform.access.viewer import Viewer
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.voice.complaints.actions import _facts as facts
from pamong.voice.complaints.actions import _steps as steps
from pamong.voice.complaints.actions._public import check_public
from pamong.voice.complaints.enums import State, StepKind
from pamong.voice.complaints.models import Complaint
from pamong.voice.complaints.rules import texts

GONE = (State.MERGED, State.WITHDRAWN)


@transaction.atomic
def explain(*, complaint: Complaint, text: str, version: int | None = None, by: Viewer) -> Complaint:
    """Explain to everybody who reads the case; also after it was closed. It counts as work of the day.

    The words stand on the public page of the case as soon as that is shown, and the reporter reads them at once. Raises Refused
    for cases that are never public, and for words that tell who reported.
    """
    said = texts.check_text(text)
    fresh = steps.taken(complaint, version)
    if fresh.about_officer or not fresh.category.is_public:
        raise Refused(N_("Laporan tentang petugas atau kategori ini tidak ditampilkan ke publik."), code="tidak_publik")
    if fresh.state in GONE:
        raise Refused(N_("Laporan ini sudah digabung atau dicabut, jadi tidak dijelaskan di sini."), code="berakhir")
    check_public(fresh, said)
    steps.keep(fresh, ())
    steps.step(fresh, StepKind.EXPLAINED, by=by, text=said, public=True)
    facts.record_explained(fresh, by=by)
    steps.acted(fresh, "explained", by=by)
    return fresh
