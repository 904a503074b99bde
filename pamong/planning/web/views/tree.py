"""The cascade on one page, from the goals of the region to the last employee, and the list of its gaps."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from pamong.planning import queries
from pamong.planning.queries import hanging
from pamong.planning.queries import tree as cascade
from pamong.platform.access.gate import Request, gate
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.importexport.writer import workbook

PER_PAGE = 50
MOST_EXPORTED = 20_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _wanted(request: Request) -> queries.TreeWanted:
    year = request.GET.get("tahun", "")
    number = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else today().year
    unit = cascade.unit_of(request.viewer, request.GET.get("unit", ""))
    key = request.GET.get("simpul", "")[:20]
    return queries.TreeWanted(number, key=key, unit=unit, page=request.GET.get("hal", ""))


@gate("cascade.view")
def tree(request: Request) -> HttpResponse:
    """One level of the cascade: the top, or what stands under ``?simpul=``; htmx asks for the level alone."""
    wanted = _wanted(request)
    found = cascade.level(request.viewer, wanted)
    audit.record_read(by=request.viewer, subjects=cascade.subjects(found), what="cascade.view", object_id=wanted.key)
    context = {"wanted": wanted, "level": found}
    if request.htmx and not request.htmx.boosted:
        return render(request, "planning/tree.html#level", context)
    return render(request, "planning/tree.html", {**context, "units": cascade.units_for(request.viewer)})


@gate("cascade.view")
def gaps(request: Request) -> HttpResponse:
    """What nobody carries and what hangs in the air; ``?jenis=`` chooses the kind."""
    wanted = _wanted(request)
    counts = hanging.counts(request.viewer, wanted)
    kind = request.GET.get("jenis", "")
    if kind not in hanging.KINDS:
        kind = next((k for k in hanging.KINDS if counts[k]), hanging.UNCARRIED)
    page = Paginator(hanging.gaps(request.viewer, wanted, kind), PER_PAGE).get_page(request.GET.get("hal"))
    rows = [hanging.as_gap(row) for row in page]
    subjects = [row.person_id for row in rows if row.person_id is not None]
    audit.record_read(by=request.viewer, subjects=subjects, what="cascade.gaps", object_id=kind)
    context = {
        "wanted": wanted,
        "kind": kind,
        "kinds": [(k, label, counts[k]) for k, label in hanging.KINDS.items()],
        "label": hanging.KINDS[kind],
        "page": page,
        "rows": rows,
        "units": cascade.units_for(request.viewer),
    }
    return render(request, "planning/tree_gaps.html", context)


@gate("cascade.export")
def export(request: Request) -> HttpResponse:
    """The gaps of all kinds as a workbook, with the same filters and the same limits as the page."""
    wanted = _wanted(request)
    rows, subjects = [], []
    for kind, label in hanging.KINDS.items():
        for row in hanging.gaps(request.viewer, wanted, kind)[:MOST_EXPORTED]:
            gap = hanging.as_gap(row)
            rows.append([str(label), gap.title, gap.owner, gap.where])
            if gap.person_id is not None:
                subjects.append(gap.person_id)
    audit.record_read(by=request.viewer, subjects=subjects, what="cascade.export")
    content = workbook(
        headings=[_("Jenis celah"), _("Hasil atau bagian rencana"), _("Pemilik"), _("Unit atau rencana")],
        rows=rows,
        sheet=_("Celah"),
    )
    name = f'attachment; filename="celah-{wanted.year}.xlsx"'
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": name})
