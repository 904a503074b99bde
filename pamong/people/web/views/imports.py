"""The import of a personnel workbook, page by page: upload, columns, check, import, result."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.people.actions import imports
from pamong.people.actions.import_write import Defaults
from pamong.people.enums import ImportState
from pamong.people.queries import imports as reads
from pamong.people.rules import headings as h
from pamong.people.web import import_words as words
from pamong.people.web.import_forms import ColumnsForm, UnitsForm, UploadForm
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.audit import actions as audit
from pamong.platform.importexport.reasons import reason_workbook
from pamong.platform.importexport.writer import workbook
from pamong.platform.jobs import queries as jobs
from pamong.platform.ui import formatting
from pamong.platform.ui.text import refusal_text
from pamong.rulebook.errors import Refused

PER_PAGE, RUNS_PER_PAGE = 50, 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BUSY = (ImportState.CHECKING, ImportState.APPLYING)


@gate("person.import", methods=("GET", "POST"))
def start(request: Request) -> HttpResponse:
    """Upload a workbook; below it the imports so far."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            run = imports.upload(content=upload.read(), file_name=upload.name, by=request.viewer)
            return answered(redirect("people:import_run", pk=run.pk), run)
        except Refused as refused:
            form.refuse(refused)
    page = Paginator(reads.import_runs(request.viewer), RUNS_PER_PAGE).get_page(request.GET.get("hal"))
    return render(request, "people/import_start.html", {"form": form, "page": page}, status=422 if form.errors else 200)


@gate("person.import")
def run_page(request: Request, pk: int) -> HttpResponse:
    """One import where it stands. ``?kolom=1`` goes back to the columns while nothing is imported yet."""
    run = reads.import_run_for(request.viewer, pk)
    if run.state in BUSY:
        return _busy(request, run)
    again = "kolom" in request.GET and run.state in (ImportState.CHECKED, ImportState.FAILED)
    if run.state == ImportState.MAPPING or again:
        return _columns(request, run)
    return _result(request, run)


@gate("person.import", methods=("POST",))
def check(request: Request, pk: int) -> HttpResponse:
    """Take the chosen columns, or the answers about unit names, and begin the dry run."""
    run = reads.import_run_for(request.viewer, pk)
    about_units = "jawab" in request.POST
    columns, answers = run.columns, {}
    defaults = Defaults(run.region, run.time_zone)
    if about_units:
        units = UnitsForm(request.POST, questions=run.questions)
        if not units.is_valid():
            return _result(request, run, units=units, status=422)
        answers = units.answers()
    else:
        form = ColumnsForm(request.POST, columns=reads.import_columns(run), chosen=run.columns)
        if not form.is_valid():
            return _columns(request, run, form=form, status=422)
        columns = form.columns()
        defaults = Defaults(form.cleaned_data["region"], form.cleaned_data["time_zone"])
    try:
        run = imports.start_check(run=run, columns=columns, answers=answers, defaults=defaults, by=request.viewer)
    except Refused as refused:
        if about_units or refused.field is None:
            raise
        form.refuse(refused)
        return _columns(request, run, form=form, status=422)
    return answered(redirect("people:import_run", pk=run.pk), run)


@gate("person.import", methods=("POST",))
def apply(request: Request, pk: int) -> HttpResponse:
    """Begin the import that was checked."""
    run = reads.import_run_for(request.viewer, pk)
    try:
        run = imports.start_apply(run=run, by=request.viewer)
    except Refused as refused:
        return _result(request, run, refused=refusal_text(refused), status=409)
    return answered(redirect("people:import_run", pk=run.pk), run)


@gate("person.import")
def reasons(request: Request, pk: int) -> HttpResponse:
    """The refused rows as a workbook, with the reason beside each; corrected, it can be uploaded as it is."""
    run = reads.import_run_for(request.viewer, pk)
    found = reads.reason_rows(run)
    if found is None:
        raise NotVisible
    sheet, why = found
    content = reason_workbook(sheet, run.heading_row, why)
    return _download(content, f"ditolak-impor-{run.pk}.xlsx")


@gate("person.import")
def template(request: Request) -> HttpResponse:
    """An empty workbook with all columns, and what each takes."""
    content = workbook(
        headings=[_(field.label) for field in h.FIELDS], rows=[], sheet=_("Pegawai"), notes=words.template_notes()
    )
    return _download(content, "templat-pegawai.xlsx")


def _download(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _busy(request: Request, run: Any) -> HttpResponse:
    try:
        progress = jobs.progress_of(viewer=request.viewer, key=run.job_key)
    except NotVisible:  # a colleague's import
        progress = None
    step = 3 if run.state == ImportState.CHECKING else 4
    return render(
        request, "people/import_busy.html", {"run": run, "progress": progress, "steps": words.STEPS, "step": step}
    )


def _columns(request: Request, run: Any, form: ColumnsForm | None = None, status: int = 200) -> HttpResponse:
    columns = reads.import_columns(run)
    initial = {"region": run.region, "time_zone": run.time_zone}
    form = form or ColumnsForm(columns=columns, chosen=run.columns, initial=initial)
    context = {
        "run": run,
        "form": form,
        "columns": columns,
        "examples": list(zip(*(column.cells for column in columns), strict=True)),
        "steps": words.STEPS,
        "row": run.heading_row + 1,
    }
    return render(request, "people/import_columns.html", context, status=status)


def _result(
    request: Request, run: Any, *, units: UnitsForm | None = None, refused: str = "", status: int = 200
) -> HttpResponse:
    counts, done = run.counts, run.state == ImportState.DONE
    chosen = _chosen_list(request, counts)
    page = Paginator(reads.import_lines(run, words.LISTS[chosen]), PER_PAGE).get_page(request.GET.get("hal"))
    audit.record_read(by=request.viewer, subjects=reads.subjects_of(page), what="person.import", object_id=run.pk)
    context = {
        "run": run,
        "counts": counts,
        "done": done,
        "steps": words.STEPS,
        "step": 5 if done else 3,
        "kind": str(words.LISTS[chosen]),
        "tabs": _tabs(chosen, counts),
        "page": page,
        "rows": [(line, words.field_label(line.field), words.changes(line.changes)) for line in page],
        "units": units or (UnitsForm(questions=run.questions) if run.questions and not done else None),
        "refused": refused,
        "may_apply": run.state == ImportState.CHECKED and bool(counts.get("new", 0) + counts.get("changed", 0)),
    }
    return render(request, "people/import_result.html", context, status=status)


def _chosen_list(request: Request, counts: dict[str, int]) -> str:
    """The list that is asked for, else the first that holds something, refused rows first."""
    chosen = request.GET.get("daftar", "")
    if chosen in words.LISTS:
        return chosen
    return next((name for name in ("ditolak", "baru", "berubah") if words.count_of(counts, words.LISTS[name])), "tetap")


def _tabs(chosen: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "label": kind.label,
            "url": f"?daftar={name}",
            "current": name == chosen,
            "badge": formatting.number(words.count_of(counts, kind)),
        }
        for name, kind in words.LISTS.items()
    ]
