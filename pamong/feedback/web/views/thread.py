"""The conversation about an entry or a goal."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.feedback import actions, queries
from pamong.feedback.enums import ReactionWord
from pamong.feedback.rules import SOURCE
from pamong.feedback.web.forms import CommentForm
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.audit import actions as audit
from pamong.rulebook.errors import Refused


@gate("feedbackthread.write", methods=("GET", "POST"))
def thread(request: Request) -> HttpResponse:
    """``?person=5&source=worklog.entry:12``: all that was said about this thing; POST adds to it."""
    assignment, source = _about(request)
    form = CommentForm(request.POST or None)
    label = (request.POST or request.GET).get("source_label", "")[:200]
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.comment(
                assignment=assignment,
                source=source,
                source_label=label,
                text=form.cleaned_data["text"],
                by=request.viewer,
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Komentar tersimpan."))
            return answered(redirect(queries.address(assignment.person_id, source, label)), row)
    found = queries.thread(request.viewer, assignment.person_id, source)
    audit.record_read(by=request.viewer, subjects=[assignment.person_id], what="feedbackthread.write", object_id=source)
    context = {
        "form": form,
        "assignment": assignment,
        "source": source,
        "label": label or found.label,
        "thread": found,
        "words": ReactionWord.choices,
        "own": assignment.person_id == request.viewer.person_id,
    }
    return render(request, "feedback/thread.html", context, status=422 if form.is_bound else 200)


@gate("feedbackthread.write", methods=("POST",))
def react(request: Request) -> HttpResponse:
    """A short answer in words."""
    assignment, source = _about(request)
    word = request.POST.get("word", "")
    row = actions.react(assignment=assignment, source=source, word=word, by=request.viewer)
    return answered(redirect(queries.address(assignment.person_id, source, "")), row)


def _about(request: Request) -> tuple[Any, str]:
    asked = request.POST if request.method == "POST" else request.GET
    person, source = asked.get("person", str(request.viewer.me)), asked.get("source", "")
    if not (person.isascii() and person.isdigit() and len(person) < 19):
        raise NotVisible
    assignment = queries.person_in_thread(request.viewer, int(person))
    return assignment, source if SOURCE.fullmatch(source) else "planning.skp:0"
