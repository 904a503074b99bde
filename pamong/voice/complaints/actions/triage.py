"""The complaint officer's writes: verify, ask to complete, refuse, hand over, give to a unit, merge, classify anew."""

from django.db import transaction
from django.db.models import F

from pamong.people import queries as people
from pamong.people.models import Unit
from pamong.platform.access.viewer import Viewer
from pamong.platform.events import publish
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.voice.complaints.actions import _facts as facts
from pamong.voice.complaints.actions import _steps as steps
from pamong.voice.complaints.actions import _telling as telling
from pamong.voice.complaints.actions._public import check_public
from pamong.voice.complaints.enums import State, StepKind
from pamong.voice.complaints.events import ComplaintClosed
from pamong.voice.complaints.models import Category, Complaint
from pamong.voice.complaints.rules import states, texts


@transaction.atomic
def verify(*, complaint: Complaint, text: str = "", version: int | None = None, by: Viewer) -> Complaint:
    """Declare a case verified and complete (UU 25/2009 Pasal 44 ayat (3)): the 60 days of the decision begin."""
    fresh = steps.taken(complaint, version)
    steps.move(fresh, State.VERIFIED)
    day = steps.civil_day(fresh)
    fresh.verified_day, fresh.complete_day = fresh.verified_day or day, fresh.complete_day or day
    steps.keep(fresh, {"state", "verified_day", "complete_day"})
    _check_words(fresh, text)
    steps.step(fresh, StepKind.VERIFIED, by=by, text=text, public=_public(fresh))
    steps.acted(fresh, "verified", by=by)
    return fresh


@transaction.atomic
def ask_to_complete(*, complaint: Complaint, text: str, version: int | None = None, by: Viewer) -> Complaint:
    """Tell the reporter what is missing; he has 30 days (ayat (4)) and the decision's clock has not begun. Raises Refused."""
    said = texts.check_reason(text)
    fresh = steps.taken(complaint, version)
    if fresh.complete_day is not None:
        raise Refused(
            N_("Laporan ini sudah dinyatakan lengkap, jadi tenggatnya tidak berhenti. Pakai “Tanya pelapor”."),
            code="sudah_lengkap",
        )
    steps.move(fresh, State.WAITING)
    day = steps.civil_day(fresh)
    fresh.verified_day, fresh.asked_complete_day = fresh.verified_day or day, fresh.asked_complete_day or day
    steps.keep(fresh, {"state", "verified_day", "asked_complete_day"})
    steps.step(fresh, StepKind.ASKED, by=by, text=said)
    steps.acted(fresh, "asked_to_complete", by=by)
    return fresh


@transaction.atomic
def assign(
    *,
    complaint: Complaint,
    unit: Unit,
    handler_id: int | None = None,
    note: str = "",
    version: int | None = None,
    by: Viewer,
) -> Complaint:
    """Give a case to a unit (disposisi), and to one officer in it; verifies it where that was not done yet.

    Never to the unit the case is about, what stands above or lies below it. Raises Refused.
    """
    fresh = steps.taken(complaint, version)
    states.check_unit_may_handle(unit.path, fresh.accused_unit.path if fresh.accused_unit else "")
    _check_handler(fresh, unit, handler_id)
    steps.move(fresh, State.ASSIGNED)
    day = steps.civil_day(fresh)
    moved = fresh.unit_id != unit.pk
    fresh.verified_day, fresh.complete_day = fresh.verified_day or day, fresh.complete_day or day
    fresh.unit, fresh.handler_id = unit, handler_id
    steps.keep(fresh, {"state", "verified_day", "complete_day", "unit", "handler"})
    if moved:
        facts.record_received(fresh, day, by=by)
        text = unit.name if not fresh.about_officer else ""
        steps.step(fresh, StepKind.ASSIGNED, by=by, text=text, public=_public(fresh))
    if note.strip():
        steps.step(fresh, StepKind.NOTE, by=by, text=note, for_reporter=False)
    steps.acted(fresh, "assigned", by=by, unit=unit.pk, handler=handler_id)
    telling.tell_assigned(fresh, by=by)
    return fresh


def _check_handler(complaint: Complaint, unit: Unit, handler_id: int | None) -> None:
    if handler_id is None:
        return
    where = people.current_assignment(handler_id)
    if where is None or not where.unit.path.startswith(unit.path):
        raise Refused(
            N_("Petugas itu tidak bekerja di unit ini. Pilih petugas lain."), field="handler", code="bukan_anggota"
        )
    if handler_id in telling.about(complaint):
        raise Refused(
            N_("Petugas itu yang diadukan atau atasannya. Pilih petugas lain."),
            field="handler",
            code="petugas_diadukan",
        )


@transaction.atomic
def give_back(*, complaint: Complaint, text: str, version: int | None = None, by: Viewer) -> Complaint:
    """The unit says it is not its task: the case returns to the officers, the clock runs on, the reason stays. Raises Refused."""
    said = texts.check_reason(text)
    fresh = steps.taken(complaint, version)
    steps.move(fresh, State.VERIFIED)
    giver = fresh.unit
    fresh.unit, fresh.handler = None, None
    steps.keep(fresh, {"state", "unit", "handler"})
    from_unit = f"{giver.name}: {said}" if giver else said
    steps.step(fresh, StepKind.NOTE, by=by, text=from_unit, for_reporter=False)
    steps.acted(fresh, "given_back", by=by, unit=giver.pk if giver else None)
    telling.tell_received(fresh, by=by)
    return fresh


@transaction.atomic
def hand_over(*, complaint: Complaint, to: str, text: str, version: int | None = None, by: Viewer) -> Complaint:
    """Not this government's authority: handed to another body, named to the reporter. Counts as handed on, not as solved."""
    said = texts.check_reason(text)
    if not to.strip():
        raise Refused(N_("Tulis instansi yang menerima."), field="to", code="wajib")
    fresh = steps.taken(complaint, version)
    steps.move(fresh, State.HANDED_OVER)
    fresh.handed_to = to.strip()[:200]
    return _ended(fresh, StepKind.HANDED_OVER, f"{fresh.handed_to}: {said}", {"handed_to"}, by=by)


@transaction.atomic
def refuse(*, complaint: Complaint, text: str, version: int | None = None, by: Viewer) -> Complaint:
    """Refuse a case with a reason the reporter reads; he may have it reopened."""
    said = texts.check_reason(text)
    fresh = steps.taken(complaint, version)
    steps.move(fresh, State.REFUSED)
    return _ended(fresh, StepKind.REFUSED, said, set(), by=by)


@transaction.atomic
def merge(*, complaint: Complaint, into: Complaint, version: int | None = None, by: Viewer) -> Complaint:
    """Two reports of the same matter: this one follows the other; its reporter is told where. Raises Refused."""
    if into.pk == complaint.pk:
        raise Refused(N_("Pilih laporan lain."), field="into", code="diri_sendiri")
    first, second = sorted((complaint, into), key=lambda c: c.pk)  # always locked in this order
    locked = {c.pk: c for c in (steps.taken(first), steps.taken(second))}
    fresh, target = locked[complaint.pk], locked[into.pk]
    if version is not None and fresh.version != version:
        raise Refused(steps.CHANGED, code="berubah")
    if not target.status.is_open:
        raise Refused(N_("Laporan tujuan sudah ditutup. Pilih yang masih terbuka."), field="into", code="sudah_ditutup")
    if target.about_officer != fresh.about_officer or target.accused_unit_id != fresh.accused_unit_id:
        raise Refused(
            N_("Pihak yang diadukan berbeda, jadi keduanya tidak dapat digabung."), field="into", code="pihak_berbeda"
        )
    steps.move(fresh, State.MERGED)
    fresh.merged_into = target
    target.voices = F("voices") + fresh.voices
    steps.keep(target, {"voices"})
    steps.step(target, StepKind.JOINED, by=by, text=fresh.number, for_reporter=False)
    return _ended(fresh, StepKind.MERGED, target.number, {"merged_into"}, by=by)


@transaction.atomic
def classify(
    *,
    complaint: Complaint,
    category: Category,
    accused_unit: Unit | None = None,
    accused_person_id: int | None = None,
    version: int | None = None,
    by: Viewer,
) -> Complaint:
    """Set category and, where it is about an officer or unit, who is meant. From then on they and their chain do not see it.

    A case that was with them returns to the officers. Raises Refused.
    """
    fresh = steps.taken(complaint, version)
    if not fresh.status.is_open:
        raise Refused(N_("Laporan ini sudah ditutup. Buka kembali dulu bila perlu."), code="sudah_ditutup")
    if accused_person_id is not None:
        where = people.current_assignment(accused_person_id)
        accused_unit = where.unit if where else accused_unit
    fresh.category, fresh.accused_unit, fresh.accused_person_id = category, accused_unit, accused_person_id
    fresh.about_officer = category.about_officer or accused_unit is not None
    fields = {"category", "accused_unit", "accused_person", "about_officer"}
    if fresh.about_officer or not category.is_public:
        fresh.is_public = False
        fields.add("is_public")
    if fresh.about_officer:
        fresh.steps.filter(is_public=True).update(via=ACTION, is_public=False)
        fields |= _taken_from_them(fresh)
    steps.keep(fresh, fields)
    steps.step(fresh, StepKind.RECLASSIFIED, by=by, text=category.name, for_reporter=False)
    steps.acted(
        fresh, "classified", by=by, category=category.code, accused_unit=accused_unit.pk if accused_unit else None
    )
    return fresh


def _taken_from_them(complaint: Complaint) -> set[str]:
    accused = complaint.accused_unit.path if complaint.accused_unit else ""
    unit = complaint.unit
    theirs = unit is not None and accused and (unit.path.startswith(accused) or accused.startswith(unit.path))
    if not theirs and complaint.handler_id not in telling.about(complaint):
        return set()
    complaint.unit, complaint.handler, complaint.state = None, None, State.VERIFIED
    return {"unit", "handler", "state"}


def _ended(complaint: Complaint, kind: StepKind, text: str, fields: set[str], *, by: Viewer) -> Complaint:
    complaint.closed_day = steps.civil_day(complaint)
    complaint.verified_day = complaint.verified_day or complaint.closed_day
    steps.keep(complaint, {"state", "closed_day", "verified_day", *fields})
    _check_words(complaint, text)
    steps.step(complaint, kind, by=by, text=text, public=_public(complaint))
    steps.acted(complaint, kind.value, by=by)
    publish(ComplaintClosed(complaint_id=complaint.pk, state=complaint.state))
    return complaint


def _public(complaint: Complaint) -> bool:
    return not complaint.about_officer


def _check_words(complaint: Complaint, text: str) -> None:
    """What the public may come to read tells nothing of the reporter. Raises Refused."""
    if _public(complaint):
        check_public(complaint, text)
