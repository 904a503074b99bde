"""The calendar of the cycle: who is behind per unit, a reminder in one click, the list as a workbook, closing the year."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.planning import actions, queries
from pamong.planning.enums import SkpState
from pamong.planning.web.views.fill import download
from pamong.planning.web.views.lists import PER_PAGE
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.audit import actions as audit
from pamong.platform.importexport import writer

MOST_ROWS = 20_000


def _unit(request: Request) -> int | None:
    text = request.POST.get("unit") or request.GET.get("unit", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


@gate("cycle.monitor")
def behind(request: Request, pk: int) -> HttpResponse:
    """Counts per unit and stage; ``?tahap=`` and ``?unit=`` open the names behind a number."""
    cycle = queries.cycle_for(request.viewer, "cycle.monitor", pk)
    stage, unit_id = queries.stage_of(request.GET.get("tahap", "")), _unit(request)
    stages = queries.stages()
    context: dict[str, Any] = {"cycle": cycle, "stages": stages, "stage": stage, "unit": unit_id}
    context["may_remind"] = queries.may_remind(request.viewer, cycle)
    if stage is not None:
        found = queries.behind_list(request.viewer, cycle, stage, unit_id)
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("hal"))
        subjects = [row.person_id for row in page]
        audit.record_read(by=request.viewer, subjects=subjects, what="cycle.behind", object_id=pk)
        context |= {"page": page}
        return render(request, "planning/behind_names.html", context)
    totals = queries.behind_totals(request.viewer, cycle)
    page = Paginator(queries.behind_by_unit(request.viewer, cycle), PER_PAGE).get_page(request.GET.get("hal"))
    context["totals"] = [(s, totals[s.key]) for s in stages]
    context["total"] = totals["total"]
    context["rows"] = [(row, [(s, row[s.key]) for s in stages]) for row in page]
    context["page"] = page
    return render(request, "planning/behind.html", context)


@gate("cycle.remind", methods=("POST",))
def remind(request: Request, pk: int) -> HttpResponse:
    """Remind everybody a stage waits for."""
    stage, unit_id = request.POST.get("tahap", ""), _unit(request)
    cycle = queries.cycle_for(request.viewer, "cycle.remind", pk)
    told = actions.remind(cycle_id=pk, stage=stage, unit_id=unit_id, by=request.viewer)
    if told.told:
        text = _("%(n)s orang diingatkan. Setiap orang paling banyak sekali sehari.")
        messages.success(request, text % {"n": told.told})
    elif told.before:
        messages.info(request, _("Semua yang tertinggal sudah diingatkan hari ini."))
    else:
        messages.info(request, _("Tidak ada yang perlu diingatkan."))
    return answered(redirect("planning:behind", pk=pk), cycle)


@gate("cycle.monitor")
def behind_workbook(request: Request, pk: int) -> HttpResponse:
    """Everybody behind that the viewer may watch, as a workbook: exactly what the page shows."""
    cycle = queries.cycle_for(request.viewer, "cycle.monitor", pk)
    stage, unit_id = queries.stage_of(request.GET.get("tahap", "")), _unit(request)
    wanted = [stage] if stage else queries.stages()
    labels = dict(SkpState.choices)
    rows: list[list[Any]] = []
    subjects: list[int] = []
    for each in wanted:
        for row in queries.behind_list(request.viewer, cycle, each, unit_id)[:MOST_ROWS]:
            state = str(labels.get(row.plan_state, "")) or _("Belum menyusun")
            rows.append([row.unit.name, row.person.name, row.position_title, str(each.label), state])
            subjects.append(row.person_id)
    audit.record_read(by=request.viewer, subjects=sorted(set(subjects)), what="cycle.behind_export", object_id=pk)
    headings = [_("Unit"), _("Pegawai"), _("Jabatan"), _("Tertinggal"), _("Keadaan SKP")]
    return download(writer.workbook(headings=headings, rows=rows, sheet="Tertinggal"), f"tertinggal-{cycle.year}.xlsx")


@gate("cycle.edit", methods=("GET", "POST"))
def close(request: Request, pk: int) -> HttpResponse:
    """GET: what is still open. POST: close the cycle, or open it again."""
    cycle = queries.cycle_for(request.viewer, "cycle.edit", pk)
    if request.method == "POST":
        wanted = "open" if cycle.state == "closed" else "closed"
        cycle = actions.set_state(cycle_id=pk, state=wanted, by=request.viewer)
        text = _("Siklus ditutup.") if wanted == "closed" else _("Siklus dibuka kembali.")
        messages.success(request, text)
        return answered(redirect("planning:cycle", pk=pk), cycle)
    totals = queries.behind_totals(request.viewer, cycle)
    still = [(s, totals[s.key]) for s in queries.stages() if totals[s.key]]
    return render(request, "planning/cycle_close.html", {"cycle": cycle, "still": still})
