"""Agreed actions: from a conversation, from a feedback, and their end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.feedback import queries as feedback
from pamong.feedback.dialogue import actions, queries
from pamong.feedback.dialogue.web.forms import AgreeForm, FinishForm
from pamong.feedback.dialogue.web.views import home, meeting
from pamong.platform.access.gate import Request, answered, gate
from pamong.rulebook.errors import Refused


@gate("dialogue.write", methods=("POST",))
def agree(request: Request, pk: int) -> HttpResponse:
    """An action agreed in a conversation."""
    row = queries.meeting_for(request.viewer, pk, "dialogue.write")
    form = AgreeForm(request.POST, owners=meeting.owners(row))
    if form.is_valid():
        data = form.cleaned_data
        pair = (row.person_id, row.superior_id)
        try:
            made = actions.agree(
                pair=pair, owner_id=data["owner"], title=data["title"], due=data["due"], meeting=row, by=request.viewer
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Tindak lanjut disepakati."))
            return answered(redirect("dialogue:meeting", pk=pk), made)
    return meeting.show(request, pk, 422, agree_form=form)


@gate("dialogue.create", methods=("GET", "POST"))
def after_feedback(request: Request, feedback_id: int) -> HttpResponse:
    """An action that follows from a feedback, between the person and the giver."""
    pair = queries.feedback_of(request.viewer, feedback_id)
    given = feedback.feedback_for(viewer=request.viewer, pk=feedback_id)
    owners = [(given.person_id, given.person.name), (given.giver_id, given.giver.name)]
    form = AgreeForm(request.POST or None, owners=owners, initial={"owner": given.person_id})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.agree(
                pair=pair,
                owner_id=data["owner"],
                title=data["title"],
                due=data["due"],
                feedback_id=feedback_id,
                by=request.viewer,
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Tindak lanjut disepakati."))
            return answered(redirect("dialogue:home"), made)
    context = {"form": form, "feedback": given}
    return render(request, "dialogue/after_feedback.html", context, status=422 if form.is_bound else 200)


@gate("followup.done", methods=("POST",))
def finish(request: Request, pk: int) -> HttpResponse:
    """Done, or dropped."""
    row = queries.followup_for(request.viewer, pk)
    form = FinishForm(request.POST)
    if form.is_valid():
        dropped = request.POST.get("dropped") == "yes"
        try:
            actions.finish(followup=row, note=form.cleaned_data["note"] or "", dropped=dropped, by=request.viewer)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Tindak lanjut ditutup."))
            return answered(redirect("dialogue:home"), row)
    return home.show(request, 422, form)
