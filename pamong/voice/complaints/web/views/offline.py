"""The page that opens without a connection, and what a telephone sends from it once it has one."""

import dataclasses

from django.http import HttpResponse
from django.shortcuts import render

from pamong.platform.access.gate import Request, gate
from pamong.rulebook.errors import Refused
from pamong.voice.complaints import actions
from pamong.voice.complaints.enums import Mode
from pamong.voice.complaints.web.offline_form import OfflineForm
from pamong.voice.complaints.web.views.ask import sends_too_often


@gate("complaint.send", methods=("GET", "POST"), remember=False)
def offline(request: Request) -> HttpResponse:
    """GET: kept by telephones (setting OFFLINE_PAGES), nobody's. POST: the report, or for a token that was sent before its
    receipt again: the answer may have been lost on the way, and the telephone lets go only when it has one.
    """
    if request.method != "POST":
        return render(request, "complaints/offline.html", {"form": OfflineForm()})
    receipt = actions.receipt_again(token=request.POST.get("token", ""), by=request.viewer)
    if receipt is None:
        form = OfflineForm(request.POST, request.FILES)
        if not form.is_valid():
            return render(request, "complaints/offline.html", {"form": form}, status=422)
        report = form.report()
        if sends_too_often(request, report.mode):
            return render(request, "429.html", status=429)
        try:
            receipt = actions.receive_whole(report=report, uploads=form.pictures(), by=request.viewer)
        except Refused as refused:
            form.refuse(refused)
            return render(request, "complaints/offline.html", {"form": form}, status=422)
    receipt = dataclasses.replace(receipt, repeated=False)  # a repetition is answered alike, to the letter
    context = {"receipt": receipt, "mode": Mode(receipt.complaint.mode)}
    response = render(request, "complaints/receipt.html", context)
    response["X-Object-Id"] = receipt.number  # to a telephone's queue: the secret is on the page only
    return response
