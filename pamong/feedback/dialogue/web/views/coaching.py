"""Write a coaching note to one of my people."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.feedback.dialogue import actions, queries
from pamong.feedback.dialogue.web.forms import CoachForm
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.audit import actions as audit
from pamong.rulebook.errors import Refused


@gate("coaching.write", methods=("GET", "POST"))
def coach(request: Request, person_id: int) -> HttpResponse:
    """Strength, growth, next step; below, what I wrote before."""
    assignment = queries.report_for(request.viewer, person_id)
    form = CoachForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.coach(assignment=assignment, by=request.viewer, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Catatan bimbingan terkirim; hanya Anda berdua yang membacanya."))
            return answered(redirect("dialogue:coach", person_id=person_id), row)
    notes = list(queries.coaching(request.viewer).filter(person_id=person_id)[:20])
    audit.record_read(by=request.viewer, subjects=[person_id], what="coaching.write")
    context = {"form": form, "assignment": assignment, "notes": notes}
    return render(request, "dialogue/coach.html", context, status=422 if form.is_bound else 200)
