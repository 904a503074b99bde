"""Annexes of the own plan, and its action plan."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.planning import actions, queries
from pamong.planning.web.forms_more import ActionForm, AnnexForm, MarkForm, period_choices
from pamong.planning.web.shown import kept_closed
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, answered, gate, see_other
from pamong.rulebook.errors import Refused


@gate("skp.edit", methods=("GET", "POST"))
def annexes(request: Request, pk: int) -> HttpResponse:
    """Resources, accountability and consequences of the own plan."""
    plan = queries.skp_for(request.viewer, "skp.edit", pk)
    if closed := kept_closed(request, plan):
        return closed
    form = AnnexForm(request.POST or None, initial=queries.annexes_of(plan))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                plan = actions.set_annexes(skp_id=pk, texts=form.texts(), by=request.viewer)
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("Lampiran disimpan."))
                return answered(redirect(f"{redirect('planning:skp', pk=pk).url}#lampiran"), plan)
    return render(request, "planning/annexes.html", {"skp": plan, "form": form}, status=status)


@gate("action.edit", methods=("GET", "POST"))
def new_action(request: Request, pk: int, result_id: int) -> HttpResponse:
    """Add a step under a result."""
    plan = queries.skp_for(request.viewer, "action.edit", pk)
    result = queries.content(pk).result(result_id)
    if result is None:
        raise NotVisible
    form = ActionForm(request.POST or None, periods=period_choices(plan.starts.year, plan.starts, plan.ends))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                row = actions.save_action(skp_id=pk, result_id=result_id, given=form.given(), by=request.viewer)
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("Rencana aksi disimpan."))
                if request.POST.get("lanjut"):
                    return answered(redirect("planning:action_new", pk=pk, result_id=result_id), row)
                return answered(redirect(f"{redirect('planning:skp', pk=pk).url}#hasil-{result_id}"), row)
    context = {"skp": plan, "form": form, "title": result.title, "action": None}
    return render(request, "planning/action.html", context, status=status)


@gate("action.edit", methods=("GET", "POST"))
def action(request: Request, pk: int, action_id: int) -> HttpResponse:
    """Mark how far a step is; the button "ubah" changes its words and period."""
    plan = queries.skp_for(request.viewer, "action.edit", pk)
    row = queries.action_of(pk, action_id)
    editing = request.POST.get("ubah") or request.GET.get("ubah")
    mark = MarkForm(
        request.POST if request.method == "POST" and not editing else None,
        initial={"progress": row.progress, "note": row.progress_note, "version": row.version},
    )
    change = ActionForm(
        request.POST if request.method == "POST" and editing else None,
        periods=period_choices(plan.starts.year, plan.starts, plan.ends),
        initial={
            "text": row.text,
            "period": f"{row.step}:{row.period_no}",
            "target_text": row.target_text,
            "version": row.version,
        },
    )
    sent = change if editing else mark
    if request.method == "POST" and sent.is_valid():
        version = sent.cleaned_data["version"]
        try:
            if editing:
                row = actions.save_action(
                    skp_id=pk, result_id=row.result_id, action_id=action_id, given=change.given(), version=version,
                    by=request.viewer,
                )  # fmt: skip
            else:
                data = mark.cleaned_data
                row = actions.mark_action(
                    skp_id=pk, action_id=action_id, progress=data["progress"], note=data["note"], version=version,
                    by=request.viewer,
                )  # fmt: skip
        except Refused as refused:
            sent.refuse(refused)
        else:
            messages.success(request, _("Rencana aksi disimpan."))
            return answered(redirect(f"{redirect('planning:skp', pk=pk).url}#hasil-{row.result_id}"), row)
    context = {"skp": plan, "form": sent, "title": row.result.title, "action": row, "editing": bool(editing)}
    return render(request, "planning/action.html", context, status=422 if request.method == "POST" else 200)


@gate("action.edit", methods=("POST",))
def delete_action(request: Request, pk: int, action_id: int) -> HttpResponse:
    """Delete a step."""
    actions.delete_action(skp_id=pk, action_id=action_id, by=request.viewer)
    messages.success(request, _("Rencana aksi dihapus."))
    return see_other(redirect("planning:skp", pk=pk))
