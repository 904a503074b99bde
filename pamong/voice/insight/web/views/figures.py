"""Statistics of complaints: the table, its file, and the cases behind every figure."""

import csv
import io

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from pamong.platform.access import may
from pamong.platform.access.gate import Request, gate
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.voice.insight import queries
from pamong.voice.insight.web.forms import FiguresForm

PER_PAGE = 30


def _form(request: Request) -> FiguresForm:
    return FiguresForm(request.GET, units=queries.unit_choices(request.viewer))


@gate("complaintfigures.view")
def figures(request: Request) -> HttpResponse:
    """Confirmed, visited, unconfirmed, refused, handed on: each in a column of its own."""
    form = _form(request)
    wanted = form.wanted()
    context = {
        "form": form,
        "wanted": wanted,
        "found": queries.figures(request.viewer, wanted),
        "may_open": may(request.viewer, "complaint.list"),
        "may_signals": may(request.viewer, "signal.view"),
    }
    return render(request, "insight/figures.html", context)


@gate("complaintfigures.view")
def table(request: Request) -> HttpResponse:
    """The same table as CSV."""
    found = queries.figures(request.viewer, _form(request).wanted())
    out = io.StringIO()
    writer = csv.writer(out)
    names = (
        _("Terbuka"), _("Dikonfirmasi"), _("Diperiksa di lapangan"), _("Belum dikonfirmasi"), _("Ditolak"), _("Diteruskan"),
        _("Dicabut"), _("Digabung"),
    )  # fmt: skip
    writer.writerow([_("Kelompok"), *names, _("Jumlah"), _("Ditanggapi"), _("Tepat waktu")])
    for line in [*found.lines, found.total]:
        name = line.name or (_("Jumlah") if line is found.total else _("tanpa keterangan"))
        writer.writerow([name.lstrip("=+-@"), *line.cells.values(), line.total, line.decided, line.in_time])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="statistik-pengaduan-{today():%Y-%m-%d}.csv"'
    return response


@gate("complaint.list")
def cases(request: Request) -> HttpResponse:
    """The cases behind one figure, as far as the viewer may open them."""
    wanted = _form(request).wanted()
    found = queries.figure_cases(request.viewer, wanted, request.GET.get("baris", ""), request.GET.get("kolom", ""))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("hal"))
    audit.record_read(by=request.viewer, subjects=[c.handler_id for c in page if c.handler_id], what="complaint.list")
    return render(request, "insight/cases.html", {"page": page})
