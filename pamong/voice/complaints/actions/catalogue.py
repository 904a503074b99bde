"""Writes of the catalogue: categories with questions, places, who is responsible, ready answers, local numbers."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction

from pamong.people.models import Unit
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.voice.complaints.models import AnswerTemplate, Category, Place, Responsible, VoicePolicy
from pamong.voice.complaints.rules.questions import CODE, Question, as_stored


@transaction.atomic
def save_category(
    *,
    code: str,
    name: str,
    by: Viewer,
    description: str = "",
    group: str = "",
    questions: Sequence[Question] = (),
    about_officer: bool = False,
    is_praise: bool = False,
    is_public: bool = True,
    is_active: bool = True,
    order: int = 0,
) -> Category:
    """Make or change the category of a code; the code stays for good (other programs know it). Raises Refused."""
    if not CODE.fullmatch(code.replace("-", "_")):
        raise Refused(N_("Kode terdiri dari huruf kecil, angka, dan tanda hubung."), field="code", code="kode")
    if not name.strip():
        raise Refused(N_("Tulis nama kategori."), field="name", code="wajib")
    row = Category.objects.filter(code=code).first() or Category(code=code)
    row.name, row.description, row.group = name.strip(), description.strip(), group.strip()
    row.questions = as_stored(questions)
    row.about_officer, row.is_praise = about_officer, is_praise
    row.is_public = is_public and not about_officer
    row.is_active, row.order = is_active, order
    row.save(via=ACTION)
    audit.record(by=by, verb="complaint.category_saved", target=row, code=code)
    return row


@transaction.atomic
def save_place(
    *,
    name: str,
    parent: Place | None = None,
    code: str = "",
    is_active: bool = True,
    latitude: float | None = None,
    longitude: float | None = None,
    by: Viewer,
) -> Place:
    """Make or change a place of the list (by name below its parent). Raises Refused."""
    if not name.strip():
        raise Refused(N_("Tulis nama tempat."), field="name", code="wajib")
    if parent is not None and parent.parent_id is not None:
        raise Refused(N_("Daftar tempat punya dua tingkat: kecamatan, lalu desa atau kelurahan."), field="parent")
    found = Place.objects.filter(parent=parent, name=name.strip()).first()
    row = found or Place(parent=parent, name=name.strip())
    row.code, row.is_active = code.strip(), is_active
    if latitude is not None and longitude is not None:
        row.latitude, row.longitude = Decimal(f"{latitude:.5f}"), Decimal(f"{longitude:.5f}")
    row.save(via=ACTION)
    audit.record(by=by, verb="complaint.place_saved", target=row)
    return row


@transaction.atomic
def set_responsible(*, category: Category, place: Place | None, unit: Unit | None, by: Viewer) -> Responsible | None:
    """Say which unit handles a category (at a place); without unit the rule goes."""
    Responsible.objects.filter(category=category, place=place).delete(via=ACTION)
    row = Responsible.objects.add(via=ACTION, category=category, place=place, unit=unit) if unit else None
    where = place.pk if place else None
    audit.record(by=by, verb="complaint.responsible_set", target=category, place=where, unit=unit.pk if unit else None)
    return row


@transaction.atomic
def save_template(*, title: str, text: str, category: Category | None = None, by: Viewer) -> AnswerTemplate:
    """Make or change a ready answer (by title). Raises Refused."""
    if not title.strip() or not text.strip():
        raise Refused(N_("Tulis judul dan isi jawaban."), field="text", code="wajib")
    row = AnswerTemplate.objects.filter(title=title.strip()).first() or AnswerTemplate(title=title.strip())
    row.text, row.category, row.is_active = text.strip(), category, True
    row.save(via=ACTION)
    audit.record(by=by, verb="complaint.template_saved", target=row)
    return row


@transaction.atomic
def set_policy(
    *,
    valid_from: dt.date,
    silence: int,
    reopen: int,
    sample: int,
    anonymous: int,
    follow: int = 30,
    alert: int = 365,
    sms: int = 30,
    today: dt.date,
    by: Viewer,
) -> VoicePolicy:
    """Set the local numbers from a day on; the past stays as it was. Raises Refused."""
    if valid_from < today:
        raise Refused(
            N_("Angka baru berlaku mulai hari ini atau sesudahnya."), field="valid_from", code="di_luar_batas"
        )
    row = VoicePolicy.objects.filter(valid_from=valid_from).first() or VoicePolicy(valid_from=valid_from)
    row.silence_working_days, row.reopen_days, row.sample_percent = silence, reopen, sample
    row.anonymous_per_day, row.follow_days, row.alert_days = anonymous, follow, alert
    row.sms_replies_per_day = sms
    row.save(via=ACTION)
    audit.record(by=by, verb="complaint.policy_set", target=row)
    return row
