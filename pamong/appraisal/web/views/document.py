"""The signed document."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pamong.appraisal import actions, queries
from pamong.appraisal.web.views._page import base_url
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.audit import actions as audit
from pamong.platform.files.queries import download


@gate("evaluation.view")
def document(request: Request, pk: int) -> HttpResponse:
    """The PDF as it was signed; each reading by others is recorded."""
    row = queries.evaluation_for(viewer=request.viewer, pk=pk)
    found = queries.document_of(row)
    if found is None:
        raise NotVisible
    audit.record_read(by=request.viewer, subjects=[row.person_id], what="evaluation.document", object_id=pk)
    return download(found.pdf)


@gate("evaluation.finalise", methods=("POST",))
def finalise(request: Request, pk: int) -> HttpResponse:
    """Make the document again after a first attempt failed."""
    row = actions.finalise(pk=pk, base_url=base_url(request), by=request.viewer)
    messages.success(request, _("Dokumen selesai dibuat."))
    return answered(redirect("appraisal:evaluation", pk=pk), row)
