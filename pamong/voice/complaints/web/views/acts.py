"""The acts on a case: one address each, one right each; the form is refused on the case's own page."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pamong.people import queries as people
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.access.viewer import Viewer
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.voice.complaints import actions, queries
from pamong.voice.complaints.queries import Complaint
from pamong.voice.complaints.web.case_forms import SHAPES, form_for
from pamong.voice.complaints.web.forms import PICTURES
from pamong.voice.complaints.web.views.board import case_page

Data = dict[str, Any]
Work = Callable[[Complaint, Data, Viewer], object]


def _person(text: str, field: str) -> int | None:
    """The person of a NIP, or None for no NIP; raises Refused for an unknown one."""
    nip = "".join(text.split())
    if not nip:
        return None
    found = people.person_by_nip(nip)
    if found is None:
        raise Refused(N_("NIP ini tidak dikenal. Periksa 18 angkanya."), field=field, code="tidak_dikenal")
    return found.pk


def _assign(c: Complaint, d: Data, by: Viewer) -> object:
    unit = queries.assignable_units(by).filter(pk=d["unit"]).first()
    if unit is None:
        raise Refused(N_("Unit ini tidak dapat dipilih. Pilih dari daftar."), field="unit", code="tidak_dikenal")
    handler = _person(d["handler"], "handler")
    return actions.assign(complaint=c, unit=unit, handler_id=handler, note=d["note"], version=d["version"], by=by)


def _merge(c: Complaint, d: Data, by: Viewer) -> object:
    into = queries.by_number(by, d["into"], "complaint.triage")
    if into is None:
        raise Refused(N_("Laporan dengan nomor itu tidak ditemukan."), field="into", code="tidak_dikenal")
    return actions.merge(complaint=c, into=into, version=d["version"], by=by)


def _classify(c: Complaint, d: Data, by: Viewer) -> object:
    unit = queries.unit_by_pk(d["accused_unit"]) if d["accused_unit"] else None
    return actions.classify(
        complaint=c,
        category=queries.category_for(d["category"]),
        accused_unit=unit,
        accused_person_id=_person(d["accused_nip"], "accused_nip"),
        version=d["version"],
        by=by,
    )


def _decide(c: Complaint, d: Data, by: Viewer) -> object:
    parts = {name: d[name] for name in ("outcome", "answer", "cause", "remedy", "prevention", "proof")}
    photos = [d["photo"]] if d.get("photo") else []
    return actions.decide(
        complaint=c,
        decision=actions.Decision(**parts),
        photos=photos,
        explained=d.get("explained", ""),
        version=d["version"],
        by=by,
    )


def _found(d: Data) -> Data:
    """What came from the place: words, pictures, and what is said about these."""
    photos = [d[name] for name in PICTURES if d.get(name)]
    return {"text": d["text"], "photos": photos, "explained": d.get("explained", "")}


def _on_site(c: Complaint, d: Data, by: Viewer) -> object:
    return actions.on_site(complaint=c, by=by, **_found(d))


def _visited(c: Complaint, d: Data, by: Viewer) -> object:
    try:
        return actions.visited(complaint=c, version=d["version"], by=by, **_found(d))
    except Refused as refused:
        field = "photo" if refused.field == "photos" else refused.field
        raise Refused(refused.msgid, field=field, code=refused.code, **refused.params) from refused


def _moderate(c: Complaint, d: Data, by: Viewer) -> object:
    photos = [int(pk) for pk in d["photos"]]
    return actions.moderate(complaint=c, show=d["show"], text=d["text"], photos=photos, version=d["version"], by=by)


def _praise(c: Complaint, d: Data, by: Viewer) -> object:
    person = _person(d["person"], "person") or 0
    return actions.deliver_praise(complaint=c, person_id=person, text=d["text"], version=d["version"], by=by)


def _inspect(c: Complaint, d: Data, by: Viewer) -> object:
    inspection = queries.inspection_for(by, c.pk)
    return actions.inspect(inspection=inspection, result=d["result"], by=by, **_found(d))


def _plain(action: Callable[..., object], *names: str) -> Work:
    """An action that takes these fields by their own names."""
    return lambda c, d, by: action(complaint=c, by=by, **{name: d[name] for name in names})


WORK: dict[str, Work] = {
    "verifikasi": _plain(actions.verify, "text", "version"),
    "lengkapi": _plain(actions.ask_to_complete, "text", "version"),
    "disposisi": _assign,
    "mulai": _plain(actions.start, "text", "version"),
    "tanya": _plain(actions.ask, "text", "version"),
    "janji": _plain(actions.promise, "day", "text", "version"),
    "jelaskan": _plain(actions.explain, "text", "version"),
    "kunjungan": _on_site,
    "putus": _decide,
    "lapangan": _visited,
    "catat": _plain(actions.note, "text"),
    "kembalikan": _plain(actions.give_back, "text", "version"),
    "teruskan": _plain(actions.hand_over, "to", "text", "version"),
    "tolak": _plain(actions.refuse, "text", "version"),
    "gabung": _merge,
    "klasifikasi": _classify,
    "moderasi": _moderate,
    "ringkas": _plain(actions.redact, "text"),
    "pujian": _praise,
    "inspeksi": _inspect,
}


def view_of(name: str) -> Callable[..., HttpResponse]:
    """The view of one act."""
    policy = f"complaint.{SHAPES[name].right}"

    @gate(policy, methods=("POST",))
    def act(request: Request, pk: int) -> HttpResponse:
        complaint = queries.complaint_for(request.viewer, pk, policy)
        page = queries.case_page(request.viewer, pk)
        form = form_for(name, request.viewer, page, request.POST, request.FILES)
        if form.is_valid():
            try:
                WORK[name](complaint, form.cleaned_data, request.viewer)
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("Tersimpan: %(act)s.") % {"act": SHAPES[name].title})
                return answered(redirect(_next(request, pk)), complaint)
        return case_page(request, pk, bound=form, act=name, status=422)

    return act


def _next(request: Request, pk: int) -> str:
    """Back to the case, or to the list when the case went out of sight with the act."""
    from django.urls import reverse  # noqa: PLC0415  # beside its use

    seen = queries.visible(request.viewer).filter(pk=pk).order_by().exists()
    return reverse("complaints:case", kwargs={"pk": pk}) if seen else reverse("complaints:board")
