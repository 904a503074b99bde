"""Leave and trips from a workbook: template, dry run, import."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.people.actions import absence_table as actions
from pamong.people.enums import AbsenceKind
from pamong.people.queries.absence_file import AbsenceFile, read_file
from pamong.people.rules.absence_table import FIELDS, AbsenceLine
from pamong.people.web.absence_forms import TableForm
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.importexport import reasons
from pamong.platform.importexport.writer import Value, workbook
from pamong.platform.ui.text import refusal_text, shown
from pamong.rulebook.errors import Refused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT, REFUSED, A_DAY = "people.absence_table", "people.absence_table.refused", 24 * 3600


@gate("absence.record", methods=("GET", "POST"))
def check(request: Request) -> HttpResponse:
    """Upload a table; the dry run says of each row what would come of it. Nothing is written, no file is kept."""
    form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            found = read_file(content=upload.read(), file_name=upload.name)
        except Refused as refused:
            form.refuse(refused)
        else:
            context |= _tried(request, found)
    return render(request, "people/absence_table.html", context, status=422 if form.errors else 200)


def _tried(request: Request, found: AbsenceFile) -> dict[str, Any]:
    judged = actions.judge(lines=found.lines, by=request.viewer)
    audit.record_read(
        by=request.viewer, subjects={one.person_id for one in judged if one.person_id}, what="absence.record"
    )
    bad = {one.line.row: refusal_text(one.refused) for one in judged if one.refused is not None}
    bad |= {one.row: _(one.reason.msgid) % shown(one.reason.params) for one in found.faults}
    good = [one for one in judged if one.good]
    return {
        "tried": True,
        "good": good,
        "same": sum(one.same for one in judged),
        "bad": sorted(bad.items()),
        "rows": _sealed(request, [one.line.plain() for one in good], SALT),
        "refused": _sealed(request, reasons.packed(found.sheet, found.heading_row, bad), REFUSED) if bad else "",
    }


def _sealed(request: Request, rows: list[Any], salt: str) -> str:
    return signing.dumps([request.viewer.user_id, rows], salt=salt, compress=True)


def _opened(request: Request, name: str, salt: str) -> list[Any] | None:
    """What the dry run gave this viewer to send back, within a day; else None, and he is told."""
    try:
        user_id, rows = signing.loads(request.POST.get(name, ""), salt=salt, max_age=A_DAY)
    except signing.BadSignature:
        user_id, rows = None, []
    if user_id == request.viewer.user_id:
        return list(rows)
    messages.error(request, _("Hasil pemeriksaan sudah kedaluwarsa. Unggah berkasnya sekali lagi."))
    return None


@gate("absence.record", methods=("POST",))
def take(request: Request) -> HttpResponse:
    """Enter what the dry run found good; each row is judged again at this moment."""
    rows = _opened(request, "rows", SALT)
    if rows is None:
        return redirect("people:absence_table")
    made = actions.take(lines=[AbsenceLine.of(row) for row in rows], by=request.viewer)
    messages.success(
        request, _("%(count)s ketidakhadiran tercatat; pegawainya sudah diberi tahu.") % {"count": len(made)}
    )
    answer = redirect("people:absences")
    return answered(answer, made[0]) if made else answer


@gate("absence.record", methods=("POST",), remember=False)
def refused(request: Request) -> HttpResponse:
    """The rows that cannot be taken, with the reason beside them; corrected, the file goes in again. Writes nothing, and no
    file of it is kept.
    """
    rows = _opened(request, "refused", REFUSED)
    if rows is None:
        return redirect("people:absence_table")
    return _file(reasons.reason_workbook(*reasons.unpacked(rows)), "kesalahan.xlsx")


@gate("absence.record")
def template(request: Request) -> HttpResponse:
    """An empty table with one example row, and the words it understands."""
    del request
    day = today()
    example: list[Value] = ["199005052017072004", str(AbsenceKind.TRIP.label), day, day, "", "094/12", ""]
    notes = [
        _("Satu baris untuk satu ketidakhadiran. Hapus baris contoh, lalu isi."),
        _("Tanggal seperti 2026-11-26 atau 26-11-2026; kedua tanggal termasuk. Bagian hari: kosong, pagi, atau siang."),
        _("Jangan menulis diagnosis. Keperluan adalah salah satu dari:"),
        *(str(label) for label in AbsenceKind.labels),
    ]
    content = workbook(headings=[_(field.label) for field in FIELDS], rows=[example], sheet="Cuti", notes=notes)
    return _file(content, "ketidakhadiran.xlsx")


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
