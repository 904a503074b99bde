"""Reading, signing, setting what was not signed, and the document that can no longer change."""

import datetime as dt
import hashlib
import logging
import secrets

from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.appraisal.actions._row import acted_for, assessor_today, clock, locked, write
from pamong.appraisal.enums import EvaluationState
from pamong.appraisal.models import Document, Evaluation
from pamong.appraisal.queries.documents import content_of
from pamong.appraisal.queries.lists import label_of
from pamong.appraisal.rules import rating as words
from pamong.appraisal.rules import signing as rules
from pamong.platform.access.errors import Conflict
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.files import actions as files
from pamong.platform.files import pdf
from pamong.platform.files.enums import FileKind
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import notify
from pamong.rulebook import codes
from pamong.rulebook.errors import Refused

log = logging.getLogger("pamong.appraisal")


def note_reading(*, evaluation: Evaluation, by: Viewer) -> None:
    """The employee opened the rating: the first reading of this version is stamped by the database clock, once."""
    if by.person_id != evaluation.person_id or evaluation.state != EvaluationState.RATED or evaluation.read_at:
        return
    with transaction.atomic():
        audit.set_context(by=by, route="evaluation.view")
        row = locked(by, "evaluation.acknowledge", evaluation.pk)
        if row.state == EvaluationState.RATED and row.read_at is None:
            row.read_at, _day = clock(row)
            write(row, "read_at")
            evaluation.read_at = row.read_at


@transaction.atomic
def acknowledge(*, pk: int, version: int, answer: str, base_url: str, by: Viewer) -> Evaluation:
    """The employee signs that he has read, with or without an answer (right of answer); the document is made at once.

    ``version`` is the rating he read; ``base_url`` ("https://…") is where the check code can be tried. Late signing is
    signing. Raises NotVisible, Refused, Conflict when the rating changed meanwhile.
    """
    row = locked(by, "evaluation.acknowledge", pk)
    rules.check_can_acknowledge(state=row.state)
    if row.version != version:
        raise Conflict(mine={}, theirs={_("Predikat"): row.predikat})
    row.answer = words.check_words(answer, "answer")
    at, _day = clock(row)
    row.acknowledged_at, row.read_at = at, row.read_at or at
    row.state = EvaluationState.ACKNOWLEDGED
    audit.record(by=by, verb="evaluation.acknowledged", target=row, version=version)
    _try_document(row, at, base_url, by)
    write(row, "answer", "acknowledged_at", "read_at", "state", "final_at")
    _tell(row, assessor_today(row), _("%(name)s menandatangani penilaian %(period)s."), by)
    return row


@transaction.atomic
def set_unsigned(*, pk: int, version: int, reason: str, base_url: str, by: Viewer) -> Evaluation:
    """The assessor's superior sets what was not signed in time (PP 30/2019 Ps. 50), with a reason.

    Raises NotVisible, Refused, Conflict when the rating changed meanwhile.
    """
    row = locked(by, "evaluation.set", pk)
    at, day = clock(row)
    row.set_reason = rules.check_can_set(state=row.state, today=day, until=row.sign_by, reason=reason)
    if row.version != version:
        raise Conflict(mine={}, theirs={_("Predikat"): row.predikat})
    row.set_at, row.set_by_id, row.state = at, by.person_id, EvaluationState.ACKNOWLEDGED
    audit.record(by=by, verb="evaluation.set", target=row, version=version)
    _try_document(row, at, base_url, by)
    write(row, "set_reason", "set_at", "set_by", "state", "final_at")
    _tell(row, row.person_id, _("Penilaian %(period)s Anda ditetapkan oleh atasan pejabat penilai."), by)
    _tell(row, row.assessor_id, _("Penilaian %(period)s untuk %(person)s ditetapkan tanpa tanda tangan."), by)
    return row


@transaction.atomic
def finalise(*, pk: int, base_url: str, by: Viewer) -> Evaluation:
    """Make the document of a signed evaluation whose first attempt failed. Raises NotVisible, Refused."""
    row = locked(by, "evaluation.finalise", pk)
    rules.check_can_finalise(state=row.state)
    at, _day = clock(row)
    _make_document(row, at, base_url, by)
    write(row, "state", "final_at")
    return row


def _try_document(row: Evaluation, at: dt.datetime, base_url: str, by: Viewer) -> None:
    """A signature is never lost because the document failed: it can be made again from the page. The caller saves the row."""
    try:
        with transaction.atomic():
            _make_document(row, at, base_url, by)
    except (pdf.PdfError, Refused, OSError, DatabaseError):
        log.exception("document not made evaluation=%s", row.pk)
        row.state, row.final_at = EvaluationState.ACKNOWLEDGED, None


def _make_document(row: Evaluation, at: dt.datetime, base_url: str, by: Viewer) -> None:
    code = codes.from_bytes(secrets.token_bytes(13))
    url = base_url + reverse("appraisal:verify", kwargs={"code": codes.grouped(code)})
    content = content_of(row, code=codes.grouped(code), url=url)
    made = pdf.render("appraisal/evaluation.typ", content)
    name = f"Evaluasi kinerja {content['period']} {content['employee']['nip']}.pdf"
    stored = files.keep(
        made, kind=FileKind.PDF, name=name, by=by, purpose="appraisal.document", subject_person_id=row.person_id, at=at
    )
    signed = row.acknowledged_at or row.set_at or at
    digest = hashlib.sha256(made).hexdigest()
    document = Document(evaluation=row, check_code=code, sha256=digest, pdf=stored, content=content, signed_at=signed)
    document.save(via=ACTION)
    row.state = EvaluationState.FINAL
    row.final_at = at
    audit.record(by=by, verb="evaluation.finalised", target=row, acting_for=acted_for(row, by), sha256=digest)


def _tell(row: Evaluation, person_id: int, text: str, by: Viewer) -> None:
    values = {"name": by.name, "period": label_of(row), "person": row.person.name}
    notify(
        person_id=person_id,
        kind="evaluation.signed",
        text=text % values,
        url=reverse("appraisal:evaluation", kwargs={"pk": row.pk}),
        key=f"evaluation.signed:{row.pk}:{row.version}",
        by=by,
    )
