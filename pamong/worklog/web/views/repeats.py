"""Texts that repeat: a question for the superior, a place to explain for the employee."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.worklog import actions, queries
from pamong.worklog.web.forms import RepeatForm


@gate("repeat.view")
def of_staff(request: Request) -> HttpResponse:
    """Texts of my staff that repeat over days or people."""
    rows = queries.repeats_of_staff(request.viewer, today())
    audit.record_read(by=request.viewer, subjects={row.person_id for row in rows}, what="repeat.view")
    open_rows, seen = [r for r in rows if not r.seen], [r for r in rows if r.seen]
    return render(request, "worklog/repeats.html", {"rows": open_rows, "seen": seen})


@gate("repeat.view", methods=("POST",))
def mark_seen(request: Request) -> HttpResponse:
    """I have talked about it, or find it in order."""
    person = request.POST.get("pegawai", "")
    if not (person.isascii() and person.isdigit() and len(person) <= 18):
        raise NotVisible
    row = actions.mark_repeat_seen(
        person_id=int(person), fingerprint=request.POST.get("sidik", "")[:32], by=request.viewer
    )
    messages.success(request, _("Ditandai sudah dibahas."))
    return answered(redirect("worklog:repeats"), row)


@gate("repeat.answer", methods=("GET", "POST"))
def of_mine(request: Request) -> HttpResponse:
    """My own texts that repeat; I may say why."""
    form = RepeatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        fingerprint = request.POST.get("sidik", "")[:32]
        row = actions.answer_repeat(fingerprint=fingerprint, answer=form.cleaned_data["answer"], by=request.viewer)
        messages.success(request, _("Penjelasan tersimpan. Atasan Anda membacanya di samping uraian itu."))
        return answered(redirect("worklog:my_repeats"), row)
    rows = queries.repeats_of_mine(request.viewer, today())
    context = {"rows": rows, "form": form, "asked": request.POST.get("sidik", "")}
    return render(request, "worklog/my_repeats.html", context, status=422 if form.is_bound else 200)
