"""Sentences to pick: the agency words the built-in ones in its way, leaves some out, adds its own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.feedback import actions, queries
from pamong.feedback.web.forms import PhraseForm
from pamong.platform.access.gate import Request, answered, gate
from pamong.rulebook.errors import Refused


@gate("feedbackphrase.change", methods=("GET", "POST"))
def phrases(request: Request) -> HttpResponse:
    """``?kode=accountable.praise`` opens a built-in sentence for rewording."""
    agencies = [(str(agency.pk), agency.name) for agency in queries.phrase_agencies(request.viewer)]
    first = int(agencies[0][0]) if agencies else 0
    listed = queries.phrases_kept(first)
    chosen = next((one for one in listed if one.code and one.code == request.GET.get("kode")), None)
    initial = {"agency": str(first), "is_active": True}
    if chosen:
        fields = ("code", "kind", "value", "text", "is_active")
        initial |= {name: getattr(chosen, name) for name in fields}
    form = PhraseForm(request.POST or None, initial=initial, agencies=agencies)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            row = actions.keep_phrase(agency_id=int(data.pop("agency")), by=request.viewer, **data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Kalimat tersimpan."))
            return answered(redirect("feedback:phrases"), row)
    context = {"form": form, "phrases": listed}
    return render(request, "feedback/phrases.html", context, status=422 if form.is_bound else 200)
