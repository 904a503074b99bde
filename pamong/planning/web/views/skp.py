"""One plan: for its owner to complete, for others to read."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from pamong.planning import actions, queries
from pamong.planning.rules import plain
from pamong.planning.web.forms import NoteForm
from pamong.planning.web.shown import check_of, state_facts, weight_facts
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.access.who import Who
from pamong.platform.audit import actions as audit
from pamong.rulebook.errors import Refused


@gate("skp.view")
def skp(request: Request, pk: int) -> HttpResponse:
    """The plan with results, conduct and dialogue."""
    return show(request, queries.skp_for(request.viewer, "skp.view", pk))


def show(request: Request, plan: queries.Skp, note: NoteForm | None = None, status: int = 200) -> HttpResponse:
    """The page of a plan, with the note form as it was sent if it was refused."""
    content = queries.content(plan.pk)
    gaps = queries.gaps(plan, content)
    facts = state_facts(plan, gaps)
    is_owner = plan.person_id == request.viewer.person_id
    editing = is_owner and facts["editable"]
    steps = queries.items_by_result(plan.pk)
    audit.record_read(by=request.viewer, subjects=[plan.person_id], what="skp.view", object_id=plan.pk)
    context = {
        "skp": plan,
        "content": queries.with_figures(plan, content),
        "is_owner": is_owner,
        "editing": editing,
        "check": check_of(gaps) if plan.state != "agreed" else None,
        "weight": weight_facts(content.main),
        "conduct": queries.conduct_lines(content.expectations),
        "annexes": [(plain.FIELDS[name], text) for name, text in queries.annexes_of(plan).items()],
        "actions": {r.id: steps.get(r.id, []) for r in content.results},
        "may_act": is_owner,
        "revision": queries.open_revision(plan.pk) if plan.state == "agreed" else None,
        "may_revise": is_owner or queries.may_on(request.viewer, "skp.decide", plan),
        "may_template": bool(request.viewer.leads) or request.viewer.has_role(Who.AGENCY_ADMIN, Who.PERSONNEL),
        "part": queries.part_of(plan),
        "year": queries.parts_of_year(request.viewer, plan),
        "notes": queries.notes_of(plan.pk)[:50],
        "offered": queries.offered_to(plan.person_id, plan)[:50] if editing else [],
        "served": queries.served([plan.pk]),
        "may_decide": queries.may_on(request.viewer, "skp.decide", plan),
        "note_form": (note or NoteForm()) if queries.may_on(request.viewer, "skp.note", plan) else None,
        **facts,
    }
    return render(request, "planning/skp.html", context, status=status)


@gate("skp.note", methods=("POST",))
def note(request: Request, pk: int) -> HttpResponse:
    """Write a note of the dialogue."""
    plan = queries.skp_for(request.viewer, "skp.note", pk)
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            made = actions.write_note(skp_id=plan.pk, text=form.cleaned_data["text"], by=request.viewer)
        except Refused as refused:
            form.refuse(refused)
        else:
            return answered(redirect(f"{_address(plan.pk)}#dialog"), made)
    return show(request, plan, form, 422)


def _address(pk: int) -> str:
    return redirect("planning:skp", pk=pk).url
