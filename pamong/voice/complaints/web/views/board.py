"""The officers' list of cases, its export, and the page of one case."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from pamong.platform.access import may
from pamong.platform.access.gate import Request, gate
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.files import queries as files
from pamong.platform.importexport.writer import workbook
from pamong.platform.ui.text import refused_characters
from pamong.voice.complaints import queries
from pamong.voice.complaints.web import case_forms
from pamong.voice.complaints.web.forms import BoardForm

PER_PAGE, MOST_EXPORTED = 30, 10_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _filter(request: Request) -> tuple[BoardForm, queries.BoardFilter]:
    form = BoardForm(request.GET, units=queries.board_units(request.viewer))
    form.full_clean()
    data = form.cleaned_data
    text = data.get("cari") or ""
    return form, queries.BoardFilter(
        group=data.get("kelompok") or "open",
        text="" if refused_characters(text) else text,
        category_id=int(data["kategori"]) if data.get("kategori") else None,
        unit_id=int(data["unit"]) if data.get("unit") else None,
        mode=data.get("cara") or "",
        channel=data.get("kanal") or "",
        late=bool(data.get("lewat")),
        mine=bool(data.get("milik")),
        order=request.GET.get("urut", "tenggat"),
    )


@gate("complaint.list")
def board(request: Request) -> HttpResponse:
    """The cases this viewer sees, the nearest limit first."""
    form, wanted = _filter(request)
    day = today()
    page = queries.board_page(request.viewer, wanted, day, request.GET.get("hal"), PER_PAGE)
    audit.record_read(by=request.viewer, subjects=[c.handler_id for c in page if c.handler_id], what="complaint.list")
    context = {
        "form": form,
        "page": page,
        "counts": queries.counts(request.viewer, day),
        "today": day,
        "may_enter": may(request.viewer, "complaint.enter"),
        "may_configure": may(request.viewer, "complaint.configure"),
        "may_inspect": may(request.viewer, "complaint.inspect"),
    }
    return render(request, "complaints/board.html", context)


@gate("complaint.list")
def export(request: Request) -> HttpResponse:
    """The same list as a workbook; nothing of the reporter."""
    _form, wanted = _filter(request)
    rows = list(queries.board(request.viewer, wanted, today())[:MOST_EXPORTED])
    # 0 as below: that the stories of so many reporters left the product is kept, whoever handles them
    handlers = {row.handler_id for row in rows if row.handler_id}
    audit.record_read(by=request.viewer, subjects=[0, *handlers], what="complaint.export", object_id=len(rows))
    content = workbook(
        headings=[
            _("Nomor"), _("Diterima"), _("Keadaan"), _("Kanal"), _("Kategori"), _("Tempat"),
            _("Unit"), _("Petugas"), _("Tenggat"), _("Isi"),
        ],
        rows=(
            [
                row.number, row.received_day, row.get_state_display(), row.get_channel_display(), row.category.name,
                row.place.name if row.place else "",
                row.unit.name if row.unit else "", row.handler.name if row.handler else "", row.due, row.text,
            ]
            for row in rows
        ),
        sheet=_("Pengaduan"),
    )  # fmt: skip
    return HttpResponse(
        content,
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="pengaduan-{today():%Y-%m-%d}.xlsx"'},
    )


@gate("complaint.view")
def case(request: Request, pk: int) -> HttpResponse:
    """One case with everything this viewer may see and do."""
    return case_page(request, pk)


def case_page(request: Request, pk: int, *, bound: object = None, act: str = "", status: int = 200) -> HttpResponse:
    """The page of a case; ``bound`` is the form of ``act`` that was refused."""
    page = queries.case_page(request.viewer, pk)
    if page.identity is not None:
        # 0: the reporter is nobody's person; that his contact was opened is kept all the same
        audit.record_read(by=request.viewer, subjects=[0], what="complaint.identity", object_id=pk)
    if page.complaint.handler_id or (page.identity is None and not _came_today(page.complaint)):
        # also a case of the other two modes, and one about an officer: who knew of it must be known when something leaks
        subjects = [page.complaint.handler_id or 0]
        audit.record_read(by=request.viewer, subjects=subjects, what="complaint.view", object_id=pk)
    context = {
        "page": page,
        "complaint": page.complaint,
        "today": today(),
        "acts": case_forms.acts(request.viewer, page, act, bound),
        "form": bound,
        "summaries": queries.redacted_of(page.complaint) if page.may["redact"] else [],
        "templates": queries.templates(page.complaint.category) if page.may["decide"] else [],
    }
    return render(request, "complaints/case.html", context, status=status)


def _came_today(complaint: queries.Complaint) -> bool:
    """An anonymous case of today: the moment of its first reading would tell something about the moment it was sent."""
    return complaint.mode == "anonymous" and complaint.received_day >= today()


@gate("complaint.view")
def photo(request: Request, pk: int, photo_pk: int) -> HttpResponse:
    """A picture of a case, small or whole (``?besar=1``)."""
    file = queries.photo_for(request.viewer, pk, photo_pk)
    return files.picture(file, small=not request.GET.get("besar"))
