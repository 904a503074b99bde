"""The yearly cycle: open it, date its phases, see who has not planned, leave persons out."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.planning import actions, queries
from pamong.planning.enums import EvaluationStep, SkpState
from pamong.planning.web.forms import CycleForm, ExcludeForm, PhasesForm, phase_label
from pamong.planning.web.shown import TONES
from pamong.planning.web.views.lists import PER_PAGE
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, answered, gate, see_other
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.rulebook.errors import Refused


@gate("cycle.view")
def cycles(request: Request) -> HttpResponse:
    """The cycles the viewer may see, newest first."""
    page = Paginator(queries.cycles(request.viewer), PER_PAGE).get_page(request.GET.get("hal"))
    return render(
        request, "planning/cycles.html", {"page": page, "may_open": queries.agencies_to_open(request.viewer).exists()}
    )


@gate("cycle.open", methods=("GET", "POST"))
def open_cycle(request: Request) -> HttpResponse:
    """Open the year of an agency."""
    agencies = [(a.pk, a.name) for a in queries.agencies_to_open(request.viewer)[:300]]
    step = queries.latest_step(agencies[0][0]) if len(agencies) == 1 else None
    initial = {"year": today().year, "evaluation_step": step or EvaluationStep.QUARTER}
    form = CycleForm(request.POST or None, initial=initial, agencies=agencies)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                cycle = actions.open_cycle(
                    agency_id=data["agency"],
                    year=data["year"],
                    evaluation_step=data["evaluation_step"],
                    by=request.viewer,
                )
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("Siklus dibuka dengan tanggal menurut PP 30/2019. Ubah bila perlu."))
                return answered(redirect("planning:cycle", pk=cycle.pk), cycle)
    return render(request, "planning/cycle_open.html", {"form": form, "agencies": agencies}, status=status)


@gate("cycle.view")
def cycle(request: Request, pk: int) -> HttpResponse:
    """Phases of a cycle and, for those who watch it, how far planning is per unit."""
    found = queries.cycle_for(request.viewer, "cycle.view", pk)
    rights = queries.cycle_rights(request.viewer, found)
    day = today()
    phases = [
        (phase_label(p.get_kind_display(), p.period_no), p, p.starts <= day <= p.ends) for p in found.phases.all()
    ]
    context = {"cycle": found, "phases": phases, "rights": rights}
    if "cycle.monitor" in rights:
        page = Paginator(queries.unit_counts(request.viewer, found), PER_PAGE).get_page(request.GET.get("hal"))
        context |= {"page": page, "totals": queries.totals(request.viewer, found)}
    return render(request, "planning/cycle.html", context)


@gate("cycle.edit", methods=("GET", "POST"))
def phases(request: Request, pk: int) -> HttpResponse:
    """First and last day of each phase."""
    found = queries.cycle_for(request.viewer, "cycle.edit", pk)
    form = PhasesForm(request.POST or None, phases=found.phases.all(), version=found.version)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                version = form.cleaned_data["version"]
                actions.save_phases(cycle_id=pk, dates=form.dates(), version=version, by=request.viewer)
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("Tanggal tahapan disimpan."))
                return answered(redirect("planning:cycle", pk=pk), found)
    return render(request, "planning/cycle_phases.html", {"cycle": found, "form": form}, status=status)


@gate("cycle.monitor")
def members(request: Request, pk: int) -> HttpResponse:
    """Who is in the cycle: ``?keadaan=none|draft|…`` and ``?unit=`` narrow it."""
    found = queries.cycle_for(request.viewer, "cycle.monitor", pk)
    state, unit = request.GET.get("keadaan", ""), request.GET.get("unit", "")
    unit_id = int(unit) if unit.isascii() and unit.isdigit() and len(unit) < 18 else None
    page = Paginator(queries.member_list(request.viewer, found, state=state, unit_id=unit_id), PER_PAGE).get_page(
        request.GET.get("hal")
    )
    audit.record_read(by=request.viewer, subjects=[row.person_id for row in page], what="cycle.monitor", object_id=pk)
    context = {
        "cycle": found,
        "page": page,
        "state": state,
        "unit": unit,
        "states": [("none", _("Belum menyusun")), *SkpState.choices],
        "labels": dict(SkpState.choices),
        "tones": TONES,
        "rights": queries.cycle_rights(request.viewer, found),
    }
    return render(request, "planning/members.html", context)


@gate("cycle.edit")
def excluded(request: Request, pk: int) -> HttpResponse:
    """Who plans no SKP in this cycle, and why."""
    found = queries.cycle_for(request.viewer, "cycle.edit", pk)
    page = Paginator(queries.exclusions(found), PER_PAGE).get_page(request.GET.get("hal"))
    audit.record_read(by=request.viewer, subjects=[row.person_id for row in page], what="cycle.excluded", object_id=pk)
    absent = list(queries.absences_in(found)[:200])
    audit.record_read(by=request.viewer, subjects=[a.person_id for a in absent], what="cycle.absent", object_id=pk)
    return render(request, "planning/excluded.html", {"cycle": found, "page": page, "absent": absent})


@gate("cycle.edit", methods=("GET", "POST"))
def exclude(request: Request, pk: int, person_id: int) -> HttpResponse:
    """Leave a person out of the cycle, with the reason."""
    found = queries.cycle_for(request.viewer, "cycle.edit", pk)
    member = queries.everybody(request.viewer, found).filter(person_id=person_id).select_related("person").first()
    if member is None:
        raise NotVisible
    form = ExcludeForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                row = actions.exclude(cycle_id=pk, person_id=person_id, by=request.viewer, **form.cleaned_data)
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("Pegawai dikecualikan dari siklus ini."))
                if queries.plans_within(row).exists():
                    text = _(
                        "SKP-nya berjalan pada masa itu dan tetap berlaku; bila perlu direvisi (PP 30/2019 Ps. 28(2))."
                    )
                    messages.info(request, text)
                return answered(redirect("planning:excluded", pk=pk), row)
    return render(request, "planning/exclude.html", {"cycle": found, "member": member, "form": form}, status=status)


@gate("cycle.edit", methods=("POST",))
def include(request: Request, pk: int, person_id: int) -> HttpResponse:
    """Take a person back into the cycle."""
    typed = request.POST.get("exclusion", "")
    row_id = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None
    actions.include(cycle_id=pk, person_id=person_id, row_id=row_id, by=request.viewer)
    messages.success(request, _("Pegawai dimasukkan kembali ke siklus."))
    return see_other(redirect("planning:excluded", pk=pk))
