"""Intake: the one way by which every channel brings a complaint in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from pamong.people.models import Unit
from pamong.platform.access.viewer import Viewer
from pamong.platform.events import publish
from pamong.platform.files import actions as files
from pamong.platform.files.enums import FileKind
from pamong.platform.files.models import StoredFile
from pamong.platform.files.rules import images, kinds
from pamong.platform.files.rules.look import Look, look_of
from pamong.platform.guard import ACTION
from pamong.platform.privacy import sealing
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.voice.complaints.actions import _proof as proof
from pamong.voice.complaints.actions import _steps as steps
from pamong.voice.complaints.actions import _telling as telling
from pamong.voice.complaints.enums import Channel, Mode, PhotoKind, State, StepKind
from pamong.voice.complaints.events import ComplaintReceived
from pamong.voice.complaints.models import Category, Complaint, DraftPhoto, Identity, Photo, Place, new_id
from pamong.voice.complaints.queries.catalogue import policy_on, questions
from pamong.voice.complaints.queries.clocks import binding_of
from pamong.voice.complaints.queries.intake import anonymous_today, sealing_keys, sent_already
from pamong.voice.complaints.rules import proof as proof_rules
from pamong.voice.complaints.rules import receipts, texts
from pamong.voice.complaints.rules.questions import clean_answers

MAX_PHOTO_BYTES = 8_000_000


@dataclass(frozen=True)
class Report:
    """What any channel hands over. ``token`` makes sending it once-only: draw it with ``draw_token`` and keep it with the draft;
    a program may derive it from its own message id and a secret."""

    token: str
    category: Category
    text: str
    mode: Mode = Mode.OPEN
    channel: Channel = Channel.WEB
    wanted: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    place: Place | None = None
    street: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    accused_words: str = ""
    accused_unit: Unit | None = None
    name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Receipt:
    """What the reporter takes away: the public number, and the secret with which he returns."""

    complaint: Complaint
    number: str
    secret: str
    repeated: bool  # the same draft was sent before; nothing new was made


@transaction.atomic
def receive(*, report: Report, by: Viewer) -> Receipt:
    """Receive a complaint: case, pictures of its draft, identity (plain, sealed, or none), first step and first clock.

    Sending the same draft again answers the same receipt. Raises Refused in plain words, at the field it concerns.
    """
    known = sent_already(report.token)
    if known is not None:
        return _receipt(known, report.token, repeated=True)
    answers = _checked(report)
    try:
        with transaction.atomic():
            complaint = _stored(report, answers)
    except IntegrityError:  # the same draft, sent at the same time by another request
        known = sent_already(report.token)
        if known is None:
            raise
        return _receipt(known, report.token, repeated=True)
    _keep_identity(report, complaint)
    _take_photos(report.token, complaint, by)
    steps.step(complaint, StepKind.RECEIVED, by=by, public=not complaint.about_officer, by_reporter=True)
    if not complaint.is_anonymous:
        steps.acted(complaint, "received", by=by, channel=complaint.channel)
        telling.tell_received(complaint, by=by)
    publish(ComplaintReceived(complaint_id=complaint.pk))
    return _receipt(complaint, report.token, repeated=False)


@transaction.atomic
def receive_whole(*, report: Report, uploads: Sequence[UploadedFile], by: Viewer) -> Receipt:
    """A report with its pictures in one sending, from a program or a phone that wrote it without a connection.

    Sent again, also at the same moment, it is one report with one set of pictures. Raises Refused.
    """
    if sent_already(report.token) is None:
        for upload in uploads:
            add_draft_photo(token=report.token, upload=upload, by=by)
    receipt = receive(report=report, by=by)
    if receipt.repeated:
        DraftPhoto.objects.filter(draft=receipts.digest(report.token)).delete()
    return receipt


def receipt_again(*, token: str, by: Viewer) -> Receipt | None:
    """The receipt of a draft that was sent, for whoever holds its token; None when nothing was sent with it."""
    del by
    known = sent_already(token)
    return _receipt(known, token, repeated=True) if known is not None else None


def _checked(report: Report) -> dict[str, Any]:
    """The answers, once everything fits; raises Refused."""
    texts.check_text(report.text)
    if len(report.wanted) > texts.LONGEST_WANTED:
        raise Refused(N_("Paling banyak %(limit)s karakter."), field="wanted", limit=texts.LONGEST_WANTED)
    has_point = report.latitude is not None and report.longitude is not None
    if not (report.category.about_officer or report.category.is_praise):
        texts.check_place(has_place=report.place is not None, street=report.street, has_point=has_point)
    if report.mode == Mode.OPEN and not report.channel.names_sender:
        if not report.name.strip():
            raise Refused(
                N_("Tulis nama Anda, atau kembali dan pilih Rahasia atau Anonim."), field="name", code="wajib"
            )
        if not (report.phone.strip() or report.email.strip() or report.address.strip()):
            raise Refused(
                N_("Tulis satu cara menghubungi Anda: telepon, surel, atau alamat."), field="phone", code="wajib"
            )
    if report.mode == Mode.CONFIDENTIAL and not sealing_keys():
        raise Refused(
            N_("Cara rahasia belum tersedia di sini. Pilih Terbuka atau Anonim."), field="mode", code="tanpa_kunci"
        )
    if report.mode == Mode.ANONYMOUS:
        today = steps.civil_day()
        if anonymous_today(today) >= policy_on(today).anonymous_per_day:
            raise Refused(
                N_(
                    "Hari ini terlalu banyak laporan anonim. Coba besok, atau pilih Rahasia; tulisan Anda masih ada di halaman ini."
                ),
                code="penuh",
            )
    asked = questions(report.category)
    if (
        report.channel == Channel.EMAIL
    ):  # a letter answers what its writer thought of; the rest is asked for in the reply
        asked = tuple(replace(question, required=False) for question in asked)
    return clean_answers(asked, report.answers)


def _stored(report: Report, answers: dict[str, Any]) -> Complaint:
    anonymous = report.mode == Mode.ANONYMOUS
    number, secret = receipts.draw_number(), None if steps.loading() else receipts.secret_of(report.token)
    complaint = Complaint(
        number=number,
        secret_hash=make_password(secret),
        secret_hint=receipts.hint(number, secret) if secret else "",
        intake_key=receipts.digest(report.token),
        mode=report.mode,
        channel=report.channel,
        category=report.category,
        text=report.text.strip(),
        wanted=report.wanted.strip(),
        answers=answers,
        place=report.place,
        street=report.street.strip()[: texts.LONGEST_STREET],
        latitude=report.latitude if report.longitude is not None else None,
        longitude=report.longitude if report.latitude is not None else None,
        received_day=steps.civil_day(),
        received_at=None if anonymous else steps.moment(),
        about_officer=report.category.about_officer or report.accused_unit is not None,
        accused_words=report.accused_words.strip()[:300],
        accused_unit=report.accused_unit,
        state=State.RECEIVED,
        unwatched=anonymous,
    )
    clock = binding_of(complaint)
    complaint.due, complaint.due_kind = (clock.due, clock.kind) if clock else (None, "")
    complaint.save(via=ACTION, force_insert=True)
    return complaint


def _keep_identity(report: Report, complaint: Complaint) -> None:
    """Open: as written. Confidential: sealed for both holders, nothing else. Anonymous: no row, whatever was sent."""
    values = {"name": report.name, "address": report.address, "phone": report.phone, "email": report.email}
    values = {key: value.strip() for key, value in values.items()}
    if complaint.mode == Mode.ANONYMOUS or not any(values.values()):
        return
    if complaint.mode == Mode.OPEN:
        row = Identity(pk=new_id(), complaint=complaint, **values)
    else:
        keys = sealing_keys()
        row = Identity(
            pk=new_id(),
            complaint=complaint,
            sealed=sealing.seal(values, [bytes(key.public_key) for key in keys]),
            sealed_for=" ".join(key.fingerprint for key in keys),
        )
    row.save(via=ACTION, force_insert=True)


def _take_photos(token: str, complaint: Complaint, by: Viewer) -> None:
    drafts = DraftPhoto.objects.filter(draft=receipts.digest(token)).order_by("pk")
    for number, draft in enumerate(drafts, start=1):
        file = keep_picture(
            content=bytes(draft.content), preview=bytes(draft.preview), kind=FileKind(draft.kind), number=number,
            complaint=complaint, by=by, by_reporter=True,
        )  # fmt: skip
        _photo(complaint, file, PhotoKind.REPORT, look_of(bytes(draft.preview)), by_reporter=True)
    drafts.delete()


def keep_picture(
    *, content: bytes, preview: bytes, kind: FileKind, number: int, complaint: Complaint, by: Viewer, by_reporter: bool
) -> StoredFile:
    """Store a picture already drawn anew under a name of ours; of an anonymous reporter without moment and trace."""
    unwatched = by_reporter and complaint.is_anonymous
    return files.keep(
        content,
        kind=kind,
        name=f"foto-{number}.{kind.value}",
        by=by,
        purpose="complaints.unwatched" if unwatched else "complaints.photo",
        preview=preview,
        timeless=unwatched,
    )


def _photo(
    complaint: Complaint,
    file: StoredFile,
    kind: PhotoKind,
    look: Look | None,
    *,
    by_reporter: bool,
    findings: Sequence[proof_rules.Finding] = (),
    explained: str = "",
) -> Photo:
    return Photo.objects.add(
        via=ACTION,
        complaint=complaint,
        file=file,
        kind=kind,
        day=steps.civil_day(complaint),
        across=look.across if look else None,
        down=look.down if look else None,
        findings=list(findings),
        explained=explained if findings else "",
        unwatched=by_reporter and complaint.is_anonymous,
    )


class _Drawn(NamedTuple):
    content: bytes
    preview: bytes
    kind: FileKind
    received: bytes  # as it came: read for its origin where it is proof, never kept


def _redrawn(upload: UploadedFile) -> _Drawn:
    """An uploaded picture, drawn anew without metadata; raises Refused in plain words."""
    kinds.check_size(upload.size or 0, MAX_PHOTO_BYTES)
    upload.seek(0)
    content = upload.read()
    kind = FileKind(kinds.kind_of(kinds.clean_name(upload.name or ""), content))
    if not kind.is_image:
        raise Refused(N_("Hanya foto (JPG, PNG, atau WebP) yang diterima di sini."), field="photo", code="jenis_berkas")
    drawn = images.redraw(content, kind)
    return _Drawn(drawn.content, drawn.preview, kind, content)


@transaction.atomic
def add_draft_photo(*, token: str, upload: UploadedFile, by: Viewer) -> DraftPhoto:
    """Keep a picture of a report still being written (at most three). Raises Refused at the field ``photo``."""
    del by
    if sent_already(token) is not None:
        raise Refused(N_("Laporan ini sudah terkirim."), code="terkirim")
    if DraftPhoto.objects.filter(draft=receipts.digest(token)).count() >= texts.MOST_PHOTOS:
        raise Refused(N_("Paling banyak %(most)s foto."), field="photo", most=texts.MOST_PHOTOS)
    try:
        drawn = _redrawn(upload)
    except Refused as refused:
        raise Refused(refused.msgid, field="photo", code=refused.code, **refused.params) from refused
    return DraftPhoto.objects.create(
        draft=receipts.digest(token),
        content=drawn.content,
        preview=drawn.preview,
        kind=drawn.kind,
        day=steps.civil_day(),
    )


@transaction.atomic
def remove_draft_photo(*, token: str, pk: int, by: Viewer) -> None:
    """Take a picture back out of a draft, for whoever holds its token."""
    del by
    DraftPhoto.objects.filter(draft=receipts.digest(token), pk=pk).delete()


@transaction.atomic
def attach(
    *, complaint: Complaint, uploads: Sequence[UploadedFile], kind: PhotoKind, explained: str = "", by: Viewer
) -> list[Photo]:
    """Attach pictures to a case that exists: an officer's proof, or what a channel sent along.

    Proof that makes one ask (used before, taken elsewhere or earlier, edited) needs ``explained``. Raises Refused.
    """
    made = []
    for number, upload in enumerate(uploads, start=1 + complaint.photos.count()):
        drawn = _redrawn(upload)
        by_reporter = kind == PhotoKind.REPORT
        look = look_of(drawn.preview)
        findings = (
            [] if by_reporter else proof.check(complaint, drawn.content, drawn.received, drawn.kind, look, explained)
        )
        file = keep_picture(
            content=drawn.content,
            preview=drawn.preview,
            kind=drawn.kind,
            number=number,
            complaint=complaint,
            by=by,
            by_reporter=by_reporter,
        )
        made.append(
            _photo(complaint, file, kind, look, by_reporter=by_reporter, findings=findings, explained=explained.strip())
        )
    return made


def _receipt(complaint: Complaint, token: str, *, repeated: bool) -> Receipt:
    return Receipt(complaint, complaint.number, receipts.secret_of(token), repeated)
