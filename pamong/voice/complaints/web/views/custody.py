"""Custody: the keys, and the opening of a sealed identity by two people. Nothing sealed is readable here."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.platform.access import may
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.ui import forms as ui
from pamong.rulebook.errors import Refused
from pamong.voice.complaints import actions, queries
from pamong.voice.complaints.web.custody_forms import AskForm, KeyForm


@gate("custody.view")
def custody(request: Request) -> HttpResponse:
    """Keys, wishes to open an identity, and how it is done."""
    return _page(request)


@gate("custody.manage", methods=("POST",))
def add_key(request: Request) -> HttpResponse:
    """Register the public key of a holder."""
    form = KeyForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            row = actions.custody.add_key(
                holder=data["holder"], label=data["label"], public_key=data["public_key"], by=request.viewer
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Kunci publik terdaftar. Cocokkan sidiknya dengan pemegangnya."))
            return answered(redirect("complaints:custody"), row)
    return _page(request, key=form, status=422)


@gate("custody.ask", methods=("POST",))
def ask(request: Request) -> HttpResponse:
    """Ask to open the identity of a confidential report."""
    form = AskForm(request.POST)
    if form.is_valid():
        try:
            case = queries.sealed_case(request.viewer, form.cleaned_data["number"])
            row = actions.custody.ask(complaint=case, reason=form.cleaned_data["reason"], by=request.viewer)
        except NotVisible:
            form.add_error("number", ui.ValidationError(_("Tidak ada laporan rahasia dengan nomor ini.")))
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Permintaan tercatat dan menunggu persetujuan orang kedua."))
            return answered(redirect("complaints:custody"), row)
    return _page(request, wish=form, status=422)


@gate("custody.approve", methods=("POST",))
def decide(request: Request, pk: int) -> HttpResponse:
    """The second person approves or refuses."""
    row = queries.unsealing_for(request.viewer, pk)
    approve = request.POST.get("keputusan") == "setuju"
    actions.custody.decide(unsealing=row, approve=approve, by=request.viewer)
    messages.success(request, _("Permintaan disetujui.") if approve else _("Permintaan ditolak."))
    return answered(redirect("complaints:custody"), row)


@gate("custody.ask", methods=("POST",), remember=False)
def fetch(request: Request, pk: int) -> HttpResponse:
    """The sealed bytes of an approved wish, to be opened outside with both keys."""
    row = queries.unsealing_for(request.viewer, pk)
    sealed = actions.custody.fetch(unsealing=row, by=request.viewer)
    response = HttpResponse(sealed.hex() + "\n", content_type="text/plain; charset=us-ascii")
    response["Content-Disposition"] = f'attachment; filename="{row.complaint.number}.segel"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _page(
    request: Request, *, key: KeyForm | None = None, wish: AskForm | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "keys": queries.keys(),
        "ready": bool(queries.sealing_keys()),
        "wishes": queries.unsealings(request.viewer)[:100],
        "key": key or KeyForm(),
        "wish": wish or AskForm(),
        "form": key or wish,
        "may_manage": may(request.viewer, "custody.manage"),
        "may_ask": may(request.viewer, "custody.ask"),
        "me": request.viewer.user_id,
    }
    return render(request, "complaints/custody.html", context, status=status)
