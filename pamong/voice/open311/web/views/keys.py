"""Keys of programs: for complaint officers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.platform.access.gate import Request, answered, gate, shown_once
from pamong.rulebook.errors import Refused
from pamong.voice.open311 import actions, queries
from pamong.voice.open311.web.forms import KeyForm


@gate("open311.manage", methods=("GET", "POST"))
def keys(request: Request) -> HttpResponse:
    """The keys; POST makes one, which is shown once."""
    if request.method != "POST":
        return _page(request, KeyForm())
    form = KeyForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            row, text = actions.make_key(name=data["name"], per_hour=data["per_hour"], by=request.viewer)
        except Refused as refused:
            form.refuse(refused)
        else:
            return shown_once(answered(_page(request, KeyForm(), fresh=text, name=row.name), row))
    return _page(request, form, status=422)


@gate("open311.manage", methods=("POST",))
def revoke(request: Request, pk: int) -> HttpResponse:
    """A key opens nothing from now on."""
    row = actions.revoke_key(key=queries.key_for(pk), by=request.viewer)
    messages.success(request, _("Kunci dicabut. Aplikasi itu tidak dapat mengirim laporan lagi."))
    return answered(redirect("open311:keys"), row)


def _page(request: Request, form: KeyForm, *, fresh: str = "", name: str = "", status: int = 200) -> HttpResponse:
    context = {"form": form, "keys": queries.api_keys(), "fresh": fresh, "name": name}
    return render(request, "open311/keys.html", context, status=status)
