"""Standard phrases of an agency, and praise that the unit may see."""

from django.db import transaction

from pamong.feedback import rules
from pamong.feedback.enums import FeedbackKind
from pamong.feedback.models import Feedback, Phrase, PraiseShown
from pamong.planning.queries import conduct_values
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_


@transaction.atomic
def keep_phrase(*, agency_id: int, code: str, kind: str, value: str, text: str, is_active: bool, by: Viewer) -> Phrase:
    """Add a sentence of an agency's own (``code`` empty), or word or leave out a built-in one. Raises Refused."""
    if kind not in FeedbackKind.values:
        raise Refused(N_("Pilih jenis umpan balik."), field="kind", code="nilai_tidak_dikenal")
    if value not in dict(conduct_values()):
        raise Refused(N_("Pilih nilai dari daftar."), field="value", code="nilai_tidak_dikenal")
    found = Phrase.objects.select_for_update().filter(agency_id=agency_id)
    row = (found.filter(code=code).first() if code else None) or Phrase(agency_id=agency_id, code=code)
    row.kind, row.value, row.text, row.is_active = kind, value, rules.check_text(text)[:200], is_active
    row.save(via=ACTION)
    audit.record(by=by, verb="feedback.phrase_kept", target=row)
    return row


@transaction.atomic
def show_praise(*, feedback: Feedback, shown: bool, by: Viewer) -> PraiseShown:
    """The person praised lets his unit see it, or no longer. Raises Refused for anybody else and for what is no praise."""
    if feedback.person_id != by.person_id or feedback.kind != FeedbackKind.PRAISE:
        raise Refused(N_("Hanya pegawai yang dipuji yang memutuskan apakah pujian ini tampil."))
    row = PraiseShown.objects.select_for_update().filter(feedback=feedback).first() or PraiseShown(feedback=feedback)
    row.shown = shown
    row.save(via=ACTION)
    audit.record(by=by, verb="feedback.praise_shown" if shown else "feedback.praise_kept", target=feedback)
    return row
