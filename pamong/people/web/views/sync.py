"""Comparisons with the personnel system: history, upload, conflicts and their decision; and the quality of the data."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.people.actions import sync as actions
from pamong.people.enums import ConflictKind, ConflictState
from pamong.people.queries import quality as checks
from pamong.people.queries import sync as reads
from pamong.people.web.organisation_forms import KeepForm, SyncForm
from pamong.platform.access import may
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.importexport.writer import workbook
from pamong.platform.ui.text import refusal_text
from pamong.rulebook.errors import Refused

PER_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@gate("sync.view")
def sync(request: Request) -> HttpResponse:
    """Open conflicts, narrowed by ``?jenis=``, or decided ones (``?lalu=1``); and the last comparisons."""
    kind = request.GET.get("jenis", "")
    kind = kind if kind in ConflictKind.values else ""
    past = request.GET.get("lalu") == "1"
    found = reads.conflicts(request.viewer, state="" if past else ConflictState.OPEN, kind=kind)
    found = found.exclude(state=ConflictState.OPEN).order_by("-decided_at", "-pk") if past else found
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("hal"))
    audit.record_read(by=request.viewer, subjects=[c.person_id for c in page if c.person_id], what="sync.view")
    counts = reads.conflict_counts(request.viewer)
    context = {
        "page": page, "past": past, "kind": kind, "total": sum(counts.values()),
        "kinds": [(value, label, counts[value]) for value, label in ConflictKind.choices if value in counts],
        "runs": reads.runs(request.viewer)[:10], "may_run": may(request.viewer, "sync.run"),
    }  # fmt: skip
    return render(request, "people/sync.html", context)


@gate("sync.run", methods=("GET", "POST"))
def upload(request: Request) -> HttpResponse:
    """Compare a file now, without waiting for the night."""
    form = SyncForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            report = actions.run(content=file.read(), file_name=file.name, source="upload", by=request.viewer)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(
                request,
                _("Dibandingkan: %(changed)s berubah, %(new)s baru, %(conflicts)s perbedaan baru.") % report.counts,
            )
            return answered(redirect("people:sync"), report.stored)
    return render(request, "people/sync_upload.html", {"form": form}, status=422 if form.is_bound else 200)


@gate("sync.resolve", methods=("GET", "POST"))
def conflict(request: Request, pk: int) -> HttpResponse:
    """One conflict: both values, who can mend it, keep ours or take theirs."""
    found = reads.conflict_for(request.viewer, pk)
    form = KeepForm(request.POST if request.POST.get("decision") == "keep" else None)
    problem = ""
    if request.method == "POST":
        try:
            done = _decide(request, found, form)
        except Refused as refused:
            problem = refusal_text(refused)
        else:
            if done is not None:
                messages.success(request, _("Sudah diputuskan."))
                return answered(redirect("people:sync"), done)
    audit.record_read(by=request.viewer, subjects=[found.person_id or 0], what="sync.view", object_id=found.pk)
    context = {
        "conflict": found, "form": form, "problem": problem,
        "label": found.field_label,
        "may_take": found.kind in {ConflictKind.DIFFERENT, ConflictKind.UNKNOWN_UNIT, ConflictKind.NEW_PERSON},
    }  # fmt: skip
    return render(request, "people/sync_conflict.html", context, status=422 if request.method == "POST" else 200)


def _decide(request: Request, found: Any, form: KeepForm) -> Any:
    if request.POST.get("decision") == "take":
        return actions.take(conflict=found, by=request.viewer)
    if form.is_bound and form.is_valid():
        return actions.keep(conflict=found, note=form.cleaned_data["note"], by=request.viewer)
    return None


@gate("quality.view")
def quality(request: Request) -> HttpResponse:
    """All checks; one in full with ``?periksa=``."""
    found = checks.report(request.viewer)
    wanted = next((check for check in found if check.id == request.GET.get("periksa")), None)
    page = Paginator(wanted.found, PER_PAGE).get_page(request.GET.get("hal")) if wanted else None
    if page is not None:
        subjects = [row.person_id for row in page if row.person_id]
        audit.record_read(by=request.viewer, subjects=subjects, what="quality.view")
    return render(request, "people/quality.html", {"checks": found, "wanted": wanted, "page": page})


@gate("quality.view")
def quality_file(request: Request) -> HttpResponse:
    """The same as a workbook: every finding of every check in scope."""
    found = checks.report(request.viewer)
    subjects = {row.person_id for check in found for row in check.found if row.person_id}
    audit.record_read(by=request.viewer, subjects=subjects, what="quality.view")
    content = workbook(
        headings=[_("Pemeriksaan"), _("Nama"), _("Unit atau keterangan"), _("Rincian")],
        rows=([str(check.title), row.name, row.place, row.detail] for check in found for row in check.found),
        sheet=_("Mutu data"),
    )
    name = f'attachment; filename="mutu-data-{today():%Y-%m-%d}.xlsx"'
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": name})
