"""The plans of region and agencies, and the tree of one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.calendar.queries import today
from pamong.programmes import actions, queries
from pamong.programmes.web.forms import PlanForm, fields_of, year_of
from pamong.rulebook.errors import Refused

PER_PAGE = 25


@gate("programme.view")
def plans(request: Request) -> HttpResponse:
    """All plans, the region's first."""
    page = Paginator(queries.plans(request.viewer), PER_PAGE).get_page(request.GET.get("hal"))
    context = {"page": page, "may_make": bool(_owners(request))}
    return render(request, "programmes/plans.html", context)


def _owners(request: Request) -> list[tuple[str, str]]:
    region = [("0", _("Daerah (RPJMD)"))] if queries.may_edit_region(request.viewer) else []
    return region + [(str(a.pk), a.name) for a in queries.agencies_to_plan(request.viewer)[:300]]


@gate("programme.view")
def plan(request: Request, pk: int) -> HttpResponse:
    """The tree of one plan with targets, realisation and money of a year (``?tahun=``)."""
    found = queries.plan_for(request.viewer, "programme.view", pk)
    year = min(max(year_of(request.GET.get("tahun", ""), today()), found.first_year), found.last_year)
    context = {
        "plan": found,
        "year": year,
        "branches": queries.branches(found, year),
        "may_edit": queries.may_edit(request.viewer, found),
    }
    return render(request, "programmes/plan.html", context)


@gate("programme.edit", methods=("GET", "POST"))
def new(request: Request) -> HttpResponse:
    """Make the RPJMD or the Renstra of an agency."""
    owners = _owners(request)
    if not owners:
        return render(request, "programmes/plan_form.html", {"form": None, "plan": None})
    year = today().year
    form = PlanForm(request.POST or None, owners=owners, initial={"first_year": year, "last_year": year + 4})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            owner = int(form.cleaned_data["owner"]) or None
            try:
                made = actions.save_plan(given=form.given(), agency_id=owner, by=request.viewer)
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("Rencana disimpan. Sekarang tambahkan tujuan dan sasarannya."))
                return answered(redirect("programmes:plan", pk=made.pk), made)
    return render(request, "programmes/plan_form.html", {"form": form, "plan": None}, status=status)


@gate("programme.edit", methods=("GET", "POST"))
def edit(request: Request, pk: int) -> HttpResponse:
    """Change title, decree, years and vision of a plan."""
    found = queries.plan_for(request.viewer, "programme.edit", pk)
    names = (*fields_of(actions.PlanInput), "version")
    form = PlanForm(request.POST or None, owners=None, initial={name: getattr(found, name) for name in names})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            version = form.cleaned_data["version"]
            try:
                actions.save_plan(given=form.given(), plan_id=pk, version=version, by=request.viewer)
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("Rencana disimpan."))
                return answered(redirect("programmes:plan", pk=pk), found)
    return render(request, "programmes/plan_form.html", {"form": form, "plan": found}, status=status)
