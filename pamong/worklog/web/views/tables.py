"""Many entries from a table: template, upload, dry run, import, the refused rows back; and my entries as the same table."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from pamong.planning import queries as planning
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.importexport.reader import Sheet
from pamong.platform.importexport.reasons import reason_workbook
from pamong.platform.importexport.writer import Value, workbook
from pamong.platform.ui.text import refusal_text, shown
from pamong.rulebook.errors import Refused
from pamong.worklog import actions, queries
from pamong.worklog.web.forms import PeriodForm, TableForm

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_EXPORTED = 5000


@gate("entry.create", methods=("GET", "POST"))
def start(request: Request) -> HttpResponse:
    """Upload a table of my entries for a dry run."""
    form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            found = actions.upload_table(
                content=upload.read(),
                file_name=upload.name,
                late_reason=form.cleaned_data["late_reason"],
                by=request.viewer,
            )
            return answered(redirect("worklog:table", pk=found.pk), found)
        except Refused as refused:
            form.refuse(refused)
    address = actions.reply_address(person_id=request.viewer.me, day=today(), by=request.viewer)
    return render(
        request, "worklog/table_start.html", {"form": form, "address": address}, status=422 if form.errors else 200
    )


@gate("entry.create", methods=("GET", "POST"))
def table(request: Request, pk: int) -> HttpResponse:
    """The dry run, row by row; POST imports what can be taken."""
    found = queries.import_for(request.viewer, pk)
    if request.method == "POST":
        found = actions.take_table(upload=found, by=request.viewer)
        messages.success(request, _("%(count)s kegiatan tercatat dari berkas.") % {"count": found.taken})
        return answered(redirect("worklog:table", pk=found.pk), found)
    judged = actions.judge_table(upload=found, by=request.viewer)
    context = {
        "upload": found,
        "rows": [(one, _reason(one)) for one in judged],
        "good": sum(one.taken for one in judged),
        "same": sum(one.same for one in judged),
        "bad": sum(not one.taken and not one.same for one in judged),
    }
    return render(request, "worklog/table.html", context)


def _reason(one: actions.Judged) -> str:
    if one.refused is not None:
        return refusal_text(one.refused)
    return " ".join(
        _(reason.msgid) % shown(reason.params) if reason.params else _(reason.msgid) for reason in one.reasons
    )


@gate("entry.create")
def refused_rows(request: Request, pk: int) -> HttpResponse:
    """The rows that cannot be taken, with the reason beside them; corrected, the file goes in again."""
    found = queries.import_for(request.viewer, pk)
    judged = actions.judge_table(upload=found, by=request.viewer)
    reasons = {one.line.row: _reason(one) for one in judged if not one.taken and not one.same}
    content = reason_workbook(Sheet(found.file_name, queries.import_sheet(found)), 0, reasons)
    return _file(content, "kesalahan.xlsx")


@gate("entry.create")
def template(request: Request) -> HttpResponse:
    """An empty table with one example row and the names of my plan; it can be imported as it is."""
    day = today()
    choices = planning.open_indicators(request.viewer.me, day)
    example: list[Value] = [
        choices[0].label if choices else "",
        day,
        "08.00",
        "09.30",
        _("Memeriksa berkas permohonan"),
        5,
        _("berkas"),
        "",
    ]
    notes = [
        _("Satu baris untuk satu kegiatan. Hapus baris contoh, lalu isi."),
        _(
            "Tanggal seperti 2026-11-26 atau 26-11-2026; jam seperti 08.00. Jam selesai sebelum jam mulai berarti keesokan hari."
        ),
        _("Rencana Aksi boleh kosong, atau salin salah satu nama di bawah ini:"),
        *(choice.label for choice in choices),
    ]
    return _file(
        workbook(headings=queries.table_headings(), rows=[example], sheet="Kegiatan", notes=notes), "templat.xlsx"
    )


@gate("entry.view")
def export(request: Request) -> HttpResponse:
    """My own entries of a period, in the columns that can be imported again; ``?dari=`` and ``?sampai=``."""
    form = PeriodForm(request.GET)
    last = today()
    period = form.cleaned_data if form.is_valid() else {"dari": last.replace(day=1), "sampai": last}
    found = queries.entries(
        request.viewer, person_id=request.viewer.me, start=period["dari"], end=period["sampai"]
    ).order_by("starts_at", "pk")[:MOST_EXPORTED]
    audit.record_read(by=request.viewer, subjects=[request.viewer.me], what="entry.export")
    headings = [*queries.table_headings(), _("Keadaan"), _("Catatan atasan"), _("Alasan menyusul")]
    content = workbook(headings=headings, rows=_rows(list(found)), sheet="Kegiatan", notes=[_zone_note()])
    return _file(content, f"catatan-{period['dari']}-{period['sampai']}.xlsx")


def _rows(found: list[queries.Entry]) -> Iterator[list[Any]]:
    for entry in found:
        starts, ends = timezone.localtime(entry.starts_at), timezone.localtime(entry.ends_at)
        plan = f"{entry.indicator.text} · {entry.result.title}" if entry.indicator and entry.result else ""
        yield [
            plan,
            entry.day,
            f"{starts:%H.%M}",
            f"{ends:%H.%M}",
            entry.text,
            entry.quantity,
            entry.unit_label,
            entry.link,
            entry.get_state_display(),
            entry.note,
            entry.late_reason,
        ]


def _zone_note() -> str:
    return _("Jam menurut zona %(zone)s.") % {"zone": timezone.get_current_timezone_name()}


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
