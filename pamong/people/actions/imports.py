"""The import of a personnel workbook: upload, choose columns, check (dry run), apply. One import is applied at a time."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from pamong.people.actions import import_write
from pamong.people.actions._lock import OTHER_RUNS, only_import
from pamong.people.actions.import_write import Defaults
from pamong.people.enums import ImportState, LineKind
from pamong.people.models import ImportFile, ImportLine, ImportRun
from pamong.people.queries import imports as reads
from pamong.people.queries.imports import Columns, Ids
from pamong.people.rules import headings as h
from pamong.people.rules import plan as plans
from pamong.people.rules.plan import ImportPlan
from pamong.people.rules.rows import Note, Parsed, parse
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.importexport.reader import Sheet, read
from pamong.platform.jobs import actions as jobs
from pamong.platform.jobs.app import defer_by_name
from pamong.rulebook.errors import Refused
from pamong.rulebook.tables import normal, shown
from pamong.rulebook.text import N_

TASK = "people.import"
Progress = Callable[[int, int, str], None]


def _no_progress(done: int, total: int, text: str) -> None:
    """For callers who do not show progress."""


def make_plan(*, sheets: list[Sheet], mapping: Columns, by: Viewer) -> tuple[ImportPlan, Ids]:
    """Plan the import of read sheets against the database as it is now; writes nothing."""
    parsed = parse(sheets[mapping.sheet].rows, mapping.heading_row, mapping.columns)
    _note_left_out(parsed, sheets[mapping.sheet], mapping)
    nips = {person.nip for person in parsed.people} | {p.superior for p in parsed.people if p.superior}
    known, ids = reads.known_state(nips, today=today(), agencies=reads.importable_agencies(by))
    return plans.make(parsed, known, mapping.answers), ids


def _note_left_out(parsed: Parsed, sheet: Sheet, mapping: Columns) -> None:
    heading = sheet.rows[mapping.heading_row]
    for column, cell in enumerate(heading):
        text = shown(cell).strip()
        if text and column not in mapping.columns.values() and normal(text) not in LEFT_OUT_SILENTLY:
            parsed.warnings.append(Note(mapping.heading_row + 1, "", text[:200], N_("Kolom ini tidak diimpor.")))


LEFT_OUT_SILENTLY = frozenset({"no", "nomor", "no urut", "nomor urut", "kesalahan", "baris asal"})


def preview(*, content: bytes, file_name: str, answers: Mapping[str, str], by: Viewer) -> ImportPlan:
    """The plan of a file without keeping or writing anything. Raises Refused (field ``file``)."""
    sheets = read(content, file_name)
    found = reads.find_columns(sheets)
    plan, _ids = make_plan(sheets=sheets, mapping=replace(found, answers=answers), by=by)
    return plan


# --- the run of a page ---


@transaction.atomic
def upload(*, content: bytes, file_name: str, by: Viewer) -> ImportRun:
    """Keep an uploaded workbook with the mapping its headings suggest. Raises Refused (field ``file``)."""
    mapping = reads.find_columns(read(content, file_name))
    region, zone = reads.last_defaults()
    run = ImportRun.objects.create(
        file_name=file_name[-200:],
        sheet=mapping.sheet,
        heading_row=mapping.heading_row,
        columns=mapping.columns,
        region=region,
        time_zone=zone,
        created_by_id=by.user_id,
    )
    ImportFile.objects.create(run=run, content=content)
    audit.record(by=by, verb="import.uploaded", target=run)
    return run


@transaction.atomic
def start_check(
    *, run: ImportRun, columns: Mapping[str, int], answers: Mapping[str, str], defaults: Defaults, by: Viewer
) -> ImportRun:
    """Begin the dry run with these columns, in the background. Raises Refused while a run is being worked on or over."""
    run = _locked(run, ImportState.MAPPING, ImportState.CHECKED, ImportState.FAILED)
    _check_columns(columns)
    run.columns, run.answers = dict(columns), {**run.answers, **answers}
    run.region, run.time_zone = defaults.region, defaults.time_zone
    _begin(run, ImportState.CHECKING, N_("Memeriksa berkas"), by)
    return run


def _check_columns(columns: Mapping[str, int]) -> None:
    for field in h.FIELDS:
        if field.required and field.id not in columns:
            raise Refused(N_("Pilih kolom untuk %(label)s."), field=field.id, label=field.label)
    if len(set(columns.values())) < len(columns):
        twice = [name for name, column in columns.items() if list(columns.values()).count(column) > 1]
        label = h.BY_ID[twice[-1]].label
        raise Refused(N_("Kolom untuk %(label)s sudah dipakai isian lain."), field=twice[-1], label=label)


@transaction.atomic
def start_apply(*, run: ImportRun, by: Viewer) -> ImportRun:
    """Begin the import itself, in the background. Raises Refused unless it was checked and no other import runs."""
    run = _locked(run, ImportState.CHECKED)
    if reads.import_is_running():
        raise Refused(OTHER_RUNS)
    if not run.counts.get("new", 0) + run.counts.get("changed", 0):
        raise Refused(N_("Tidak ada yang baru atau berubah; tidak ada yang perlu diimpor."))
    _begin(run, ImportState.APPLYING, N_("Mengimpor pegawai"), by)
    return run


def _locked(run: ImportRun, *states: ImportState) -> ImportRun:
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if locked.state not in states:
        raise Refused(N_("Impor ini sedang dikerjakan atau sudah selesai. Muat ulang halaman."))
    return locked


def _begin(run: ImportRun, state: ImportState, title: str, by: Viewer) -> None:
    run.state, run.message = state, ""
    run.job_key = jobs.begin(title=title, by=by).key
    run.save(update_fields=["state", "message", "job_key", "columns", "answers", "region", "time_zone"])
    audit.record(by=by, verb=f"import.{state}", target=run)
    defer_by_name(TASK, run_id=run.pk)


# --- the work itself ---


def check(*, run: ImportRun, by: Viewer) -> ImportPlan:
    """The dry run: plan, keep what was found for the page. Raises Refused."""
    sheets, mapping = _opened(run)
    plan, _ids = make_plan(sheets=sheets, mapping=mapping, by=by)
    with import_write.step(by=by):
        _keep_lines(run, plan)
        run.questions = [vars(question) for question in plan.questions]
        _settle(run, ImportState.CHECKED, counts=_counts(plan))
    return plan


def apply(*, run: ImportRun, by: Viewer, progress: Progress = _no_progress) -> ImportPlan:
    """Import what the plan finds new or changed; safe to begin again after a kill: what is there counts as unchanged.

    Raises Refused when another import is running.
    """
    sheets, mapping = _opened(run)
    with only_import():
        plan, ids = make_plan(sheets=sheets, mapping=mapping, by=by)
        if not _was_killed(run):
            with import_write.step(by=by):
                _keep_lines(run, plan)
                _settle(run, ImportState.APPLYING, counts={**_counts(plan), "started": 1})
        import_write.write(
            plan=plan,
            ids=ids,
            defaults=Defaults(run.region, run.time_zone),
            by=by,
            progress=lambda d, t: progress(d, t, ""),
        )
        with import_write.step(by=by):
            run.applied_at = timezone.now()
            _settle(run, ImportState.DONE, counts=run.counts)
            audit.record(by=by, verb="import.applied", target=run, **_counts(plan))
    return plan


def import_file(
    *,
    content: bytes,
    file_name: str,
    answers: Mapping[str, str],
    defaults: Defaults,
    by: Viewer,
    progress: Progress = _no_progress,
) -> ImportPlan:
    """Import a file at once, without the pages (command line, seed). Raises Refused."""
    run = upload(content=content, file_name=file_name, by=by)
    ImportRun.objects.filter(pk=run.pk).update(
        answers=dict(answers), region=defaults.region, time_zone=defaults.time_zone
    )
    run.refresh_from_db()
    try:
        return apply(run=run, by=by, progress=progress)
    except Refused as refused:
        fail(run=run, message=refused.text(), by=by)
        raise


def fail(*, run: ImportRun, message: str, by: Viewer, again: bool = False) -> None:
    """Note why a run stopped; ``again``: it may be started again as it is."""
    run.refresh_from_db()
    run.message = message[:300]
    run.state = ImportState.CHECKED if again else ImportState.FAILED
    run.save(update_fields=["state", "message"])
    audit.record(by=by, verb="import.stopped", target=run, message=run.message)


def _opened(run: ImportRun) -> tuple[list[Sheet], Columns]:
    content = reads.import_content(run)
    if content is None:
        raise Refused(N_("Berkas impor ini sudah dihapus karena lama. Unggah lagi."))
    return read(content, run.file_name), Columns(run.sheet, run.heading_row, run.columns, run.answers)


def _was_killed(run: ImportRun) -> bool:
    """Whether this run already kept its result once: then the lines of the first try stay."""
    return bool(run.counts.get("started"))


def _counts(plan: ImportPlan) -> dict[str, int]:
    return {**plan.counts(), "identical": plan.identical, "units": len(plan.new_units), "work": len(plan.work)}


def _settle(run: ImportRun, state: ImportState, counts: dict[str, int]) -> None:
    run.state, run.counts, run.message = state, counts, ""
    run.save(update_fields=["state", "counts", "message", "questions", "applied_at"])


def _keep_lines(run: ImportRun, plan: ImportPlan) -> None:
    """What the pages list and the reason workbook is made of."""
    names = {p.row.nip: p.row.name for p in plan.people}
    lines = []
    for kind, people in (
        (LineKind.NEW, plan.new),
        (LineKind.CHANGED, plan.changed),
        (LineKind.UNCHANGED, plan.unchanged),
    ):
        for p in people:
            changes = plans.describe(p, names) if kind == LineKind.CHANGED else []
            lines.append(ImportLine(run=run, kind=kind, row=p.row.row, nip=p.row.nip, name=p.row.name, changes=changes))
    for kind, notes in ((LineKind.REFUSED, plan.refused), (LineKind.WARNING, plan.warnings)):
        for n in notes:
            lines.append(
                ImportLine(
                    run=run, kind=kind, row=n.row, nip=n.nip[:40], name=n.name[:150], field=n.field,
                    value=n.value[:200], reason=n.reason,
                )
            )  # fmt: skip
    ImportLine.objects.filter(run=run).delete()
    ImportLine.objects.bulk_create(lines, batch_size=2000)


def forget_old_files(*, by: Viewer, days: int = 90) -> int:
    """Take away uploaded workbooks older than ``days``; what they brought stays. Answers how many."""
    before = timezone.now() - dt.timedelta(days=days)
    with import_write.step(by=by):
        count, _each = reads.stale_files(before).delete()
    return count
