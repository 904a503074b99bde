"""Change an agreed plan: begin with a reason, draft beside it, submit, decide; and the list of versions."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.planning import actions, queries
from pamong.planning.rules import plain
from pamong.planning.web.forms import DecisionForm
from pamong.planning.web.forms_more import AnnexForm, ReviseForm
from pamong.planning.web.shown import check_of, shown_changes, weight_facts
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.ui.text import refusal_text
from pamong.rulebook.errors import Refused


@gate("skp.revise", methods=("GET", "POST"))
def start(request: Request, pk: int) -> HttpResponse:
    """Begin a revision with its reason (PP 30/2019 Ps. 28(2))."""
    plan = queries.skp_for(request.viewer, "skp.revise", pk)
    if request.method != "POST" and queries.open_revision(pk) is not None:
        return redirect("planning:revision", pk=pk)
    form = ReviseForm(request.POST or None, initial={"in_force_from": min(max(today(), plan.starts), plan.ends)})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                row = actions.start_revision(skp_id=pk, by=request.viewer, **form.cleaned_data)
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(
                    request, _("Revisi dimulai. Versi yang disetujui tetap berlaku sampai revisi disetujui.")
                )
                return answered(redirect("planning:revision", pk=pk), row)
    return render(request, "planning/revision_start.html", {"skp": plan, "form": form}, status=status)


@gate("skp.view")
def revision(request: Request, pk: int) -> HttpResponse:
    """The revision under way: what it changes, what it lacks, and for each side what to do."""
    return show(request, pk)


def show(request: Request, pk: int, form: DecisionForm | None = None, refusal: str = "") -> HttpResponse:
    """The page of a revision, with the decision as it was sent if it was refused."""
    plan, row = queries.revision_for(request.viewer, "skp.view", pk)
    results, annexes = queries.revised(row)
    audit.record_read(by=request.viewer, subjects=[plan.person_id], what="revision.view", object_id=pk)
    is_owner = plan.person_id == request.viewer.person_id
    gaps = queries.gaps_of(plan, row)
    context = {
        "skp": plan,
        "revision": row,
        "results": [(n, r, list(enumerate(r.indicators, 1))) for n, r in enumerate(results, 1)],
        "content": queries.content_of(results, {}, plan.starts),
        "annexes": [(label, annexes.get(name, "")) for name, label in plain.FIELDS.items() if name in plain.ANNEXES],
        "changes": shown_changes(queries.changes(plan, row)),
        "check": check_of(gaps),
        "weight": weight_facts([r for r in results if r.kind == "main"]),
        "editing": is_owner and row.state in ("draft", "returned"),
        "is_owner": is_owner,
        "may_decide": queries.may_on(request.viewer, "skp.decide", plan),
        "notes": queries.notes_of(pk)[:20],
        "form": form or DecisionForm(initial={"version": row.version}),
        "refusal": refusal,
    }
    refused = form is not None or refusal
    return render(request, "planning/revision.html", context, status=422 if refused else 200)


def drafted(request: Request, pk: int) -> tuple[queries.Skp, Any, list[plain.Result], dict[str, str]]:
    """The own revision with its results as a list to change."""
    plan, row = queries.revision_for(request.viewer, "skp.edit", pk)
    results, annexes = queries.revised(row)
    return plan, row, list(results), annexes


def keep(request: Request, pk: int, results: list[plain.Result], annexes: dict[str, str], version: int | None) -> Any:
    """Store what the revised plan shall say."""
    return actions.save_revision(skp_id=pk, results=results, annexes=annexes, version=version, by=request.viewer)


@gate("skp.edit", methods=("GET", "POST"))
def annexes(request: Request, pk: int) -> HttpResponse:
    """The annexes as the revision wants them."""
    plan, row, results, present = drafted(request, pk)
    form = AnnexForm(request.POST or None, initial={**present, "version": row.version})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                row = keep(request, pk, results, form.texts(), form.cleaned_data["version"])
            except Refused as refused:
                form.refuse(refused)
            else:
                return answered(redirect("planning:revision", pk=pk), row)
    context = {"skp": plan, "form": form, "revising": True}
    return render(request, "planning/annexes.html", context, status=status)


@gate("skp.edit", methods=("POST",))
def drop(request: Request, pk: int, no: int, ino: int) -> HttpResponse:
    """Leave a result out of the revised plan, or (``ino`` not 0) one of its indicators."""
    _plan, _row, results, present = drafted(request, pk)
    if not 1 <= no <= len(results):
        raise NotVisible
    if ino:
        result = results[no - 1]
        if ino > len(result.indicators):
            raise NotVisible
        kept = tuple(i for n, i in enumerate(result.indicators, 1) if n != ino)
        results[no - 1] = replace(result, indicators=kept)
    else:
        del results[no - 1]
    row = keep(request, pk, results, present, None)
    messages.success(request, _("Dikeluarkan dari rencana revisi. Bukti yang sudah tercatat tetap ada."))
    return answered(redirect("planning:revision", pk=pk), row)


@gate("skp.submit", methods=("POST",))
def submit(request: Request, pk: int) -> HttpResponse:
    """Submit the revision to the superior."""
    try:
        row = actions.submit_revision(skp_id=pk, by=request.viewer)
    except Refused as refused:
        return show(request, pk, refusal=refusal_text(refused))
    messages.success(request, _("Revisi diajukan. Pejabat penilai sudah diberi tahu."))
    return answered(redirect("planning:revision", pk=pk), row)


@gate("skp.submit", methods=("POST",))
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take the revision back to a draft."""
    row = actions.withdraw_revision(skp_id=pk, by=request.viewer)
    messages.success(request, _("Pengajuan revisi ditarik."))
    return answered(redirect("planning:revision", pk=pk), row)


@gate("skp.revise", methods=("POST",))
def cancel(request: Request, pk: int) -> HttpResponse:
    """Give the revision up."""
    row = actions.cancel_revision(skp_id=pk, by=request.viewer)
    messages.success(request, _("Revisi dibatalkan. Versi yang disetujui tetap berlaku."))
    return answered(redirect("planning:skp", pk=pk), row)


@gate("skp.decide", methods=("POST",))
def decide(request: Request, pk: int) -> HttpResponse:
    """Agree to the revision or return it."""
    queries.skp_for(request.viewer, "skp.decide", pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return show(request, pk, form)
    data = form.cleaned_data
    given: dict[str, Any] = {"skp_id": pk, "note": data["note"], "version": data["version"], "by": request.viewer}
    try:
        if data["decision"] == "agree":
            plan = actions.agree_revision(**given)
            messages.success(request, _("Revisi disetujui dan dibekukan. Versi lama tetap tersimpan."))
            return answered(redirect("planning:versions", pk=pk), plan)
        row = actions.return_revision(**given)
    except Refused as refused:
        form.refuse(refused)
        return show(request, pk, form)
    messages.success(request, _("Revisi dikembalikan dengan catatan Anda."))
    return answered(redirect("planning:skp", pk=pk), row)


@gate("skp.view")
def versions(request: Request, pk: int) -> HttpResponse:
    """All agreed versions, each with what it changed."""
    plan = queries.skp_for(request.viewer, "skp.view", pk)
    found = queries.versions(plan)
    older = [*found[1:], None][: len(found)]
    rows = [
        (version, shown_changes(queries.version_changes(before, version)) if before else [])
        for version, before in zip(found, older, strict=True)
    ]
    audit.record_read(by=request.viewer, subjects=[plan.person_id], what="skp.versions", object_id=pk)
    return render(request, "planning/versions.html", {"skp": plan, "rows": rows})
