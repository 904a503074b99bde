"""What can be done with a case now: each act with its form, in the order of the work."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from pamong.platform.access.viewer import Viewer
from pamong.platform.ui import forms as ui
from pamong.voice.complaints import queries
from pamong.voice.complaints.queries import CasePage, Complaint
from pamong.voice.complaints.web import forms


@dataclass(frozen=True)
class Shape:
    """An act: its button, form, the right it needs, and when it is offered."""

    title: str | Promise
    form: type[forms.Act]
    right: str
    when: Callable[[CasePage], bool]
    multipart: bool = False
    send: str | Promise = ""  # on the button that sends; else the title


@dataclass(frozen=True)
class Offered:
    """An act on the page."""

    name: str
    title: str | Promise
    form: ui.Form
    multipart: bool
    is_open: bool
    send: str | Promise
    tone: str  # of its opener: "primary" for the next step of the work

    @property
    def url(self) -> str:
        """Name of the route it is sent to."""
        return f"complaints:act_{self.name}"


def _becomes(state: str) -> Callable[[CasePage], bool]:
    return lambda page: state in page.nexts


def _open(page: CasePage) -> bool:
    return page.complaint.status.is_open


def _may_be_public(page: CasePage) -> bool:
    return page.complaint.category.is_public and not page.complaint.about_officer


def _explainable(page: CasePage) -> bool:
    return (
        _may_be_public(page)
        and page.complaint.unit_id is not None
        and page.complaint.state not in ("merged", "withdrawn")
    )


SHAPES: dict[str, Shape] = {
    "verifikasi": Shape(_("Nyatakan lengkap"), forms.VerifyForm, "triage", lambda p: p.complaint.complete_day is None and _open(p)),
    "lengkapi": Shape(
        _("Minta dilengkapi"),
        forms.CompleteForm,
        "triage",
        lambda p: p.complaint.complete_day is None and "waiting" in p.nexts,
    ),
    "disposisi": Shape(_("Disposisi"), forms.AssignForm, "handle", lambda p: "assigned" in p.nexts and _open(p)),
    "mulai": Shape(_("Mulai kerjakan"), forms.VerifyForm, "handle", lambda p: p.complaint.state == "assigned"),
    "tanya": Shape(_("Tanya pelapor"), forms.AskForm, "handle", lambda p: p.complaint.complete_day is not None and "waiting" in p.nexts),
    "janji": Shape(_("Belum selesai, tanggal baru"), forms.PromiseForm, "handle", lambda p: p.complaint.state in ("assigned", "working")),
    "jelaskan": Shape(_("Jelaskan kepada publik"), forms.ExplainForm, "handle", _explainable),
    "kunjungan": Shape(
        _("Catat kunjungan lapangan"),
        forms.SiteForm,
        "handle",
        lambda p: p.complaint.state in ("assigned", "working"),
        multipart=True,
    ),
    "putus": Shape(_("Beri keputusan"), forms.DecideForm, "decide", _becomes("answered"), multipart=True),
    "lapangan": Shape(_("Tutup setelah diperiksa di lapangan"), forms.VisitForm, "decide", _becomes("visited"), multipart=True),
    "catat": Shape(_("Catatan internal"), forms.NoteForm, "handle", lambda p: True),
    "kembalikan": Shape(_("Bukan tugas unit kami"), forms.TextAct, "handle", lambda p: p.complaint.state in ("assigned", "working")),
    "teruskan": Shape(_("Bukan kewenangan daerah"), forms.HandOverForm, "triage", _becomes("handed_over")),
    "tolak": Shape(_("Tolak dengan alasan"), forms.TextAct, "triage", _becomes("refused")),
    "gabung": Shape(_("Gabung dengan laporan lain"), forms.MergeForm, "triage", _becomes("merged")),
    "klasifikasi": Shape(_("Ubah kategori atau pihak yang diadukan"), forms.ClassifyForm, "triage", _open),
    "moderasi": Shape(_("Tampilan publik"), forms.ModerateForm, "publish", _may_be_public, send=_("Simpan tampilan publik")),
    "ringkas": Shape(_("Ringkasan untuk yang diadukan"), forms.RedactForm, "redact", lambda p: p.complaint.accused_person_id is not None),
    "pujian": Shape(_("Sampaikan pujian"), forms.PraiseForm, "triage", lambda p: p.complaint.category.is_praise and _open(p)),
    "inspeksi": Shape(_("Hasil inspeksi"), forms.InspectForm, "inspect", lambda p: p.drawn, multipart=True),
}  # fmt: skip


def form_for(name: str, viewer: Viewer, page: CasePage, data: Any = None, files: Any = None) -> forms.Act:
    """The form of an act on a case, filled with what is known."""
    complaint = page.complaint
    extra: dict[str, Any] = {}
    initial: dict[str, Any] = {"version": complaint.version}
    if name == "disposisi":
        extra["units"] = queries.unit_choices(viewer)
        suggested = queries.responsible_unit(complaint.category, complaint.place)
        initial["unit"] = complaint.unit_id or (suggested.pk if suggested else None)
    elif name == "klasifikasi":
        extra["units"] = queries.accusable_units()
        initial |= {"category": complaint.category_id, "accused_unit": complaint.accused_unit_id}
    elif name == "gabung":
        extra["alike"] = [(other.number, _told(other)) for other in queries.merge_candidates(viewer, complaint)]
    elif name == "moderasi":
        extra["photos"] = [(str(p.pk), _seen(complaint.pk, p, n)) for n, p in enumerate(page.photos, start=1)]
        initial |= {
            "show": complaint.is_public,
            "text": complaint.public_text or complaint.text,
            "photos": [str(p.pk) for p in page.photos if p.is_public],
        }
    form = SHAPES[name].form(data, files, initial=initial, auto_id=f"{name}_%s", **extra)
    if name == "mulai":
        form.fields["text"].label = _("Keterangan untuk pelapor")
    return form


def _seen(complaint_pk: int, photo: Any, number: int) -> str:
    """A picture to choose: small, with its words."""
    url = reverse("complaints:photo", kwargs={"pk": complaint_pk, "photo_pk": photo.pk})
    label = f"{photo.get_kind_display()} {number}"
    return format_html('<img class="pm-thumb d-block mb-1" src="{}" alt="" loading="lazy">{}', url, label)


def _told(complaint: Complaint) -> str:
    """Another case in one line: number, day, place, and how its story begins."""
    where = complaint.place.name if complaint.place else complaint.street
    parts = [complaint.number, date_format(complaint.received_day, "j F Y"), where, Truncator(complaint.text).chars(90)]
    return " · ".join(filter(None, parts))


NEXT = {"received": "verifikasi", "verified": "disposisi", "assigned": "mulai", "working": "putus"}  # state → next step


def acts(viewer: Viewer, page: CasePage, refused: str = "", bound: Any = None) -> list[Offered]:
    """The acts this viewer is offered on this case; the next step of the work stands out."""
    found = []
    for name, shape in SHAPES.items():
        if not page.may.get(shape.right) or not (name == refused or shape.when(page)):
            continue
        form = bound if name == refused and bound is not None else form_for(name, viewer, page)
        if isinstance(form, forms.AssignForm) and not form.units:
            continue  # a handler who leads nobody has no unit to choose
        tone = "primary" if NEXT.get(page.complaint.state) == name else "secondary"
        send = shape.send or shape.title
        found.append(Offered(name, shape.title, form, shape.multipart, name == refused, send, tone))
    return found
