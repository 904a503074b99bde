"""Signing by the employee; setting by the assessor's superior what was not signed in time."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pamong.appraisal import actions, queries
from pamong.appraisal.web.forms import SetForm, SignForm
from pamong.appraisal.web.views._page import base_url, show
from pamong.platform.access.gate import Request, answered, gate
from pamong.rulebook.errors import Refused


@gate("evaluation.acknowledge", methods=("POST",))
def acknowledge(request: Request, pk: int) -> HttpResponse:
    """The employee signs, with or without an answer."""
    form = SignForm(request.POST)
    if form.is_valid():
        try:
            row = actions.acknowledge(
                pk=pk,
                version=form.cleaned_data["version"],
                answer=form.cleaned_data["answer"],
                base_url=base_url(request),
                by=request.viewer,
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Penilaian sudah Anda tanda tangani. Dokumennya tidak dapat diubah lagi."))
            return answered(redirect("appraisal:evaluation", pk=pk), row)
    queries.evaluation_for(viewer=request.viewer, pk=pk, policy="evaluation.acknowledge")
    return show(request, pk, status=422, sign_form=form)


@gate("evaluation.set", methods=("POST",))
def set_unsigned(request: Request, pk: int) -> HttpResponse:
    """The assessor's superior sets it after the limit."""
    form = SetForm(request.POST)
    if form.is_valid():
        try:
            row = actions.set_unsigned(
                pk=pk,
                version=form.cleaned_data["version"],
                reason=form.cleaned_data["reason"],
                base_url=base_url(request),
                by=request.viewer,
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Penilaian ditetapkan. Pegawai dan pejabat penilai diberi tahu."))
            return answered(redirect("appraisal:evaluation", pk=pk), row)
    queries.evaluation_for(viewer=request.viewer, pk=pk, policy="evaluation.set")
    return show(request, pk, status=422, set_form=form)
