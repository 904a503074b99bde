"""Who is asked about a person: the person and his superior may bring in and keep out."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.feedback.peer import actions, queries
from pamong.feedback.peer.web.forms import ExcludeForm, ProposeForm
from pamong.people import queries as people
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.audit import actions as audit
from pamong.rulebook.errors import Refused


@gate("peerreview.invite", methods=("GET", "POST"))
def invite(request: Request, pk: int) -> HttpResponse:
    """The list of those asked; POST invites one more."""
    subject = queries.subject_for(request.viewer, pk, "peerreview.invite")
    form = ProposeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, subject, form, 422 if form.is_bound else 200)
    found = people.find_person(form.cleaned_data["giver"], subject.round.agency_id)
    if len(found) != 1:
        form.add_error("giver", _not_one(len(found)))
        return _page(request, subject, form, 422)
    try:
        row = actions.propose(subject=subject, giver=found[0], by=request.viewer)
    except Refused as refused:
        form.refuse(refused)
        return _page(request, subject, form, 422)
    messages.success(request, _("%(name)s diundang.") % {"name": found[0].name})
    return answered(redirect("peer:invite", pk=pk), row)


@gate("peerreview.invite", methods=("POST",))
def exclude(request: Request, pk: int) -> HttpResponse:
    """Keep somebody out who is in conflict."""
    subject = queries.subject_for(request.viewer, pk, "peerreview.invite")
    form = ExcludeForm(request.POST)
    if not form.is_valid():
        return _page(request, subject, ProposeForm(), 422, form)
    data = form.cleaned_data
    try:
        row = actions.exclude(
            subject=subject, invitation_id=data["invitation"], reason=data["reason"], by=request.viewer
        )
    except Refused as refused:
        form.refuse(refused)
        return _page(request, subject, ProposeForm(), 422, form)
    messages.success(request, _("Undangan dibatalkan."))
    return answered(redirect("peer:invite", pk=pk), row)


def _not_one(count: int) -> str:
    if count:
        return _("Ada %(n)s pegawai dengan nama ini. Tulis NIP-nya.") % {"n": count}
    return _("Tidak ditemukan. Periksa ejaan nama lengkap atau NIP; ia harus bekerja di perangkat daerah yang sama.")


def _page(
    request: Request, subject: Any, form: ProposeForm, status: int, exclude_form: ExcludeForm | None = None
) -> HttpResponse:
    audit.record_read(by=request.viewer, subjects=[subject.person_id], what="peerreview.invite", object_id=subject.pk)
    context = {
        "subject": subject,
        "round": subject.round,
        "own": subject.person_id == request.viewer.person_id,
        "asked": queries.invited(subject.pk),
        "form": form,
        "exclude_form": exclude_form or ExcludeForm(),
    }
    return render(request, "peer/invite.html", context, status=status)
