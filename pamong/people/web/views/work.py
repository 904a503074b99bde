"""The clerk's work list: what an import or an employee found wrong, and its cure."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.people.actions import corrections
from pamong.people.actions import work as actions
from pamong.people.enums import Matter
from pamong.people.queries import work as reads
from pamong.people.web.forms import ApplyProposalForm
from pamong.people.web.import_forms import CloseForm
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.ui.text import normalised, refusal_text, refused_characters
from pamong.rulebook.errors import Refused

PER_PAGE = 50


@gate("workitem.view")
def work(request: Request) -> HttpResponse:
    """Open items, narrowed by ``?perkara=``."""
    matter = request.GET.get("perkara", "")
    matter = matter if matter in Matter.values else ""
    page = Paginator(reads.work_items(request.viewer, matter=matter), PER_PAGE).get_page(request.GET.get("hal"))
    subjects = [item.person_id for item in page if item.person_id]
    audit.record_read(by=request.viewer, subjects=subjects, what="workitem.view")
    counts = reads.work_counts(request.viewer)
    matters = [(value, label, counts[value]) for value, label in Matter.choices if value in counts]
    context = {
        "page": page,
        "matters": matters,
        "matter": matter,
        "total": sum(counts.values()),
        "today": today(),
    }
    return render(request, "people/work.html", context)


@gate("workitem.resolve", methods=("GET", "POST"))
def item(request: Request, pk: int) -> HttpResponse:
    """One item: choose a person (``?cari=`` finds others). POST ``person`` takes him as superior or head."""
    found = reads.work_item_for(request.viewer, pk)
    if request.method != "POST":
        return _page(request, found)
    chosen = request.POST.get("person", "")
    if not (chosen.isdecimal() and len(chosen) < 19):
        return _page(request, found, problem=_("Pilih seorang pegawai dari daftar."), status=422)
    try:
        done = actions.resolve(item=found, chosen=reads.candidate_for(request.viewer, int(chosen)), by=request.viewer)
    except Refused as refused:
        return _page(request, found, problem=refusal_text(refused), status=422)
    messages.success(request, _("Sudah dibereskan."))
    return answered(redirect("people:work"), done)


@gate("workitem.resolve", methods=("POST",))
def apply(request: Request, pk: int) -> HttpResponse:
    """Apply what the reporter proposed."""
    found = reads.work_item_for(request.viewer, pk)
    form = ApplyProposalForm(request.POST)
    if form.is_valid():
        try:
            done = corrections.apply_proposal(item=found, by=request.viewer, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Diterapkan. Pelapor sudah diberi tahu."))
            return answered(redirect("people:work"), done)
    return _page(request, found, proposal_form=form, status=422)


@gate("workitem.resolve", methods=("POST",))
def close(request: Request, pk: int) -> HttpResponse:
    """Tick an item off without a change, with a reason."""
    found = reads.work_item_for(request.viewer, pk)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form, status=422)
    done = actions.close(item=found, reason=form.cleaned_data["reason"], by=request.viewer)
    messages.success(request, _("Ditandai selesai tanpa perubahan."))
    return answered(redirect("people:work"), done)


def _page(
    request: Request,
    found: Any,
    *,
    problem: str = "",
    form: CloseForm | None = None,
    proposal_form: ApplyProposalForm | None = None,
    status: int = 200,
) -> HttpResponse:
    wanted = normalised(request.GET.get("cari", ""))[:100].strip()
    wanted = "" if refused_characters(wanted) else wanted
    candidates = reads.work_candidates(request.viewer, found, wanted)
    subjects = [found.person_id, *(row.person_id for row in candidates)]
    audit.record_read(by=request.viewer, subjects=[s for s in subjects if s], what="workitem.view", object_id=found.pk)
    context = {
        "item": found,
        "post": reads.present_post(found) if found.person_id else None,
        "candidates": candidates,
        "wanted": wanted,
        "problem": problem,
        "form": form or CloseForm(),
        "proposal_form": proposal_form or ApplyProposalForm(initial={"since": found.proposed_since or today()}),
        "today": today(),
        "about_head": found.matter == Matter.UNIT_WITHOUT_HEAD,
    }
    return render(request, "people/work_item.html", context, status=status)
