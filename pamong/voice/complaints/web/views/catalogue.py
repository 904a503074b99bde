"""Settings of complaints: categories with questions, who is responsible, places, ready answers, local numbers."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.platform.access.gate import Request, gate
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today
from pamong.platform.ui.forms import Form
from pamong.rulebook.errors import Refused
from pamong.voice.complaints import actions, queries
from pamong.voice.complaints.web import catalogue_forms as forms

Data = dict[str, Any]


def _category(d: Data, by: Viewer) -> object:
    return actions.catalogue.save_category(
        code=d["code"],
        name=d["name"],
        description=d["description"],
        questions=d["questions"],
        about_officer=d["about_officer"],
        is_praise=d["is_praise"],
        is_public=d["is_public"],
        is_active=d["is_active"],
        order=d["order"],
        by=by,
    )


def _place(d: Data, by: Viewer) -> object:
    parent = queries.place_by_pk(d["parent"])
    return actions.catalogue.save_place(name=d["name"], parent=parent, code=d["code"], by=by)


def _responsible(d: Data, by: Viewer) -> object:
    unit = queries.unit_by_pk(d["unit"]) if d["unit"] else None
    place = queries.place_by_pk(d["place"])
    return actions.catalogue.set_responsible(
        category=queries.category_for(d["category"]), place=place, unit=unit, by=by
    )


def _template(d: Data, by: Viewer) -> object:
    category = queries.category_for(d["category"]) if d["category"] else None
    return actions.catalogue.save_template(title=d["title"], text=d["text"], category=category, by=by)


def _policy(d: Data, by: Viewer) -> object:
    return actions.catalogue.set_policy(**d, today=today(), by=by)


WORK: dict[str, tuple[type[Form], Callable[[Data, Viewer], object]]] = {
    "kategori": (forms.CategoryForm, _category),
    "tempat": (forms.PlaceForm, _place),
    "penanggung": (forms.ResponsibleForm, _responsible),
    "jawaban": (forms.TemplateForm, _template),
    "angka": (forms.PolicyForm, _policy),
}


@gate("complaint.configure", methods=("GET", "POST"))
def settings(request: Request) -> HttpResponse:
    """GET everything (``?ubah=code`` fills the form of a category); POST one part, named by ``bagian``."""
    if request.method != "POST":
        return _page(request, "", None)
    part = request.POST.get("bagian", "")
    if part not in WORK:
        messages.error(request, _("Bagian pengaturan itu tidak ada. Muat ulang halaman ini, lalu isi lagi."))
        return _page(request, "", None, status=422)
    made, work = WORK[part]
    form = made(request.POST, auto_id=f"{part}_%s")
    if form.is_valid():
        try:
            work(form.cleaned_data, request.viewer)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Pengaturan tersimpan."))
            response = redirect("complaints:settings")
            response.status_code = 303
            return response
    return _page(request, part, form, status=422)


def _page(request: Request, part: str, bound: Form | None, status: int = 200) -> HttpResponse:
    category = next((c for c in queries.all_categories() if c.code == request.GET.get("ubah")), None)
    parts = {}
    for name, (made, _work) in WORK.items():
        initial = forms.initial_of(category) if name == "kategori" and category else {}
        if name == "angka":
            initial = forms.initial_policy(queries.policy_on(today()), today())
        parts[name] = bound if name == part and bound is not None else made(initial=initial, auto_id=f"{name}_%s")
    context = {
        "parts": parts,
        "open": part or ("kategori" if category else ""),
        "form": bound,
        "categories": queries.all_categories(),
        "rules": queries.responsibilities(),
        "places": queries.places(),
        "ready": queries.all_templates(),
        "policy": queries.policy_on(today()),
    }
    return render(request, "complaints/settings.html", context, status=status)
