"""The assessor's page of a submitted plan: read, agree or return; and his expectations on conduct."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.planning import actions, queries
from pamong.planning.web.forms import DecisionForm, ExpectationsForm
from pamong.planning.web.shown import check_of, state_facts, weight_facts
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.audit import actions as audit
from pamong.rulebook.errors import Refused


@gate("skp.decide", methods=("GET", "POST"))
def review(request: Request, pk: int) -> HttpResponse:
    """GET: the plan with the check beside it. POST: agree or return."""
    form = DecisionForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        try:
            return _decide(request, pk, form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
    plan = queries.skp_for(request.viewer, "skp.decide", pk)
    if plan.state != "submitted" and form is None:
        return redirect("planning:skp", pk=pk)
    content = queries.content(pk)
    gaps = queries.gaps(plan, content)
    audit.record_read(by=request.viewer, subjects=[plan.person_id], what="skp.review", object_id=pk)
    context = {
        "skp": plan,
        "content": queries.with_figures(plan, content),
        "check": check_of(gaps),
        "weight": weight_facts(content.main),
        "conduct": queries.conduct_lines(content.expectations),
        "notes": queries.notes_of(pk)[:50],
        "form": form or DecisionForm(initial={"version": plan.version}),
        "is_owner": False,
        "year": queries.parts_of_year(request.viewer, plan),
        "may_decide": True,
        "for_whom": plan.assessor if plan.assessor_id != request.viewer.person_id else None,
        **state_facts(plan, gaps),
    }
    return render(request, "planning/review.html", context, status=422 if form is not None else 200)


def _decide(request: Request, pk: int, data: dict[str, Any]) -> HttpResponse:
    if data["decision"] == "agree":
        plan = actions.agree(skp_id=pk, note=data["note"], version=data["version"], by=request.viewer)
        messages.success(request, _("SKP disetujui dan dibekukan. Pegawai sudah diberi tahu."))
    else:
        plan = actions.send_back(skp_id=pk, note=data["note"], version=data["version"], by=request.viewer)
        messages.success(request, _("SKP dikembalikan dengan catatan Anda. Pegawai sudah diberi tahu."))
    return answered(redirect("planning:team"), plan)


@gate("skp.expect", methods=("GET", "POST"))
def expectations(request: Request, pk: int) -> HttpResponse:
    """The leader's special expectations on conduct."""
    plan = queries.skp_for(request.viewer, "skp.expect", pk)
    present = queries.content(pk).expectations
    form = ExpectationsForm(request.POST or None, present=present)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.set_expectations(
                    skp_id=pk, texts=form.texts(), seen=form.cleaned_data["seen"], by=request.viewer
                )
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("Ekspektasi disimpan."))
                return answered(redirect("planning:skp", pk=pk), plan)
    audit.record_read(by=request.viewer, subjects=[plan.person_id], what="skp.expectations", object_id=pk)
    context = {"skp": plan, "form": form, "rows": _rows(form)}
    return render(request, "planning/expectations.html", context, status=status)


def _rows(form: ExpectationsForm) -> list[dict[str, Any]]:
    return [
        {"field": form["value_" + v.value], "statements": [_(s) for s in v.statements]} for v in queries.conduct_table()
    ]
