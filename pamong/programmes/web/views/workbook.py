"""A plan as a workbook: out, in again after a check, and the refused rows back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.importexport.answer import attachment
from pamong.platform.ui.text import refusal_text
from pamong.programmes import actions, queries
from pamong.programmes.web.forms import SeenForm, WorkbookForm
from pamong.rulebook.errors import Refused

PER_PAGE, SHOWN_UPLOADS = 50, 10
LISTS = {"ditolak": "refused", "berubah": "changed", "baru": "new", "tetap": "same"}


@gate("programme.view")
def workbook(request: Request, pk: int) -> HttpResponse:
    """The plan as a workbook; ``?kosong=1``: only its headings, lists and how to fill it in."""
    plan = queries.plan_for(request.viewer, "programme.view", pk)
    empty = "kosong" in request.GET
    name = f"templat-{plan.kind}-{plan.first_year}-{plan.last_year}" if empty else f"{plan.kind}-{plan.pk}"
    return attachment(queries.plan_workbook(plan, empty=empty), f"{name}.xlsx")


@gate("programme.edit", methods=("GET", "POST"))
def upload(request: Request, pk: int) -> HttpResponse:
    """Upload a workbook of this plan for its check; below it the uploads so far."""
    plan = queries.plan_for(request.viewer, "programme.edit", pk)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                made = actions.upload_plan(plan_id=pk, content=file.read(), file_name=file.name, by=request.viewer)
            except Refused as refused:
                form.refuse(refused)
            else:
                return answered(redirect("programmes:upload", pk=made.pk), made)
    earlier = queries.uploads(request.viewer, plan)[:SHOWN_UPLOADS]
    return render(
        request, "programmes/upload_form.html", {"plan": plan, "form": form, "earlier": earlier}, status=status
    )


@gate("programme.edit", methods=("GET", "POST"))
def check(request: Request, pk: int) -> HttpResponse:
    """What would come of an uploaded workbook (``?daftar=`` baru, berubah, tetap, ditolak); POST writes it."""
    found = queries.upload_for(request.viewer, pk)
    if request.method == "POST":
        taken = actions.take_upload(pk=pk, seen=SeenForm(request.POST).digest(), by=request.viewer)
        done = _("Rencana diimpor: %(added)s baris baru, %(changed)s berubah.")
        messages.success(request, done % {"added": taken.added, "changed": taken.changed})
        return answered(redirect("programmes:upload", pk=pk), taken)
    try:
        result = queries.checked(found)
    except Refused as refused:
        gone = {"upload": found, "plan": found.plan, "gone": refusal_text(refused)}
        return render(request, "programmes/upload.html", gone)
    counts = result.counts()
    wanted = request.GET.get("daftar", "")
    listed = LISTS.get(wanted) or next((s for s in ("refused", "changed", "new") if counts[s]), "same")
    page = Paginator(result.of(listed), PER_PAGE).get_page(request.GET.get("hal"))
    context = {
        "upload": found,
        "plan": found.plan,
        "counts": counts,
        "tabs": _tabs(counts, listed),
        "listed": listed,
        "page": page,
        "rows": [(result.sheet_name(one), one) for one in page],
        "left_out": result.book.left_out[:30],
        "seen": SeenForm(initial={"seen": result.fingerprint()}),
        "may_take": found.applied_at is None and counts["new"] + counts["changed"] > 0,
        "signed": queries.signed_years(found.plan),
    }
    return render(request, "programmes/upload.html", context)


def _tabs(counts: dict[str, int], listed: str) -> list[dict[str, Any]]:
    """One list for each state, with the number of its rows."""
    words = {"new": _("Baru"), "changed": _("Berubah"), "same": _("Tetap"), "refused": _("Ditolak")}
    return [
        {"label": words[state], "url": f"?daftar={name}", "current": state == listed, "badge": str(counts[state])}
        for name, state in LISTS.items()
    ]


@gate("programme.edit")
def refused_rows(request: Request, pk: int) -> HttpResponse:
    """The refused rows with the reason beside them; corrected, they go in again."""
    found = queries.upload_for(request.viewer, pk)
    return attachment(queries.checked(found).refused_book(), f"ditolak-{pk}.xlsx")
