"""Writes of what somebody keeps for himself: templates, uploaded tables, and the work copied from another day."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from pamong.planning.queries import IndicatorChoice
from pamong.platform.access.errors import NotAllowed
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import now
from pamong.platform.guard import ACTION
from pamong.platform.importexport import headings
from pamong.platform.importexport.reader import read
from pamong.rulebook.errors import Refused
from pamong.rulebook.tables import Cell
from pamong.rulebook.text import N_, Sentence
from pamong.worklog.actions.entries import Draft
from pamong.worklog.actions.many import Outcome, send_many
from pamong.worklog.enums import Origin
from pamong.worklog.models import Entry, EntryImport, EntryTemplate
from pamong.worklog.queries.own import MOST_TEMPLATES, choices_between, import_lines
from pamong.worklog.rules import table

KEPT_DAYS = 7


@transaction.atomic
def keep_template(*, entry: Entry, by: Viewer) -> EntryTemplate:
    """Keep one's own entry as a template; the same text again brings its hours up to date. Raises Refused beyond fifty."""
    if by.person_id is None or entry.person_id != by.person_id:
        raise NotAllowed
    starts, ends = timezone.localtime(entry.starts_at).time(), timezone.localtime(entry.ends_at).time()
    values = {
        "starts": starts,
        "ends": ends if ends > starts else None,
        "quantity": entry.quantity,
        "unit_label": entry.unit_label,
        "indicator_id": entry.indicator_id,
    }
    found = EntryTemplate.objects.select_for_update().filter(person_id=by.person_id, text=entry.text).first()
    if found is None:
        if EntryTemplate.objects.filter(person_id=by.person_id).count() >= MOST_TEMPLATES:
            raise Refused(N_("Templat Anda sudah %(most)s. Hapus yang tidak terpakai dulu."), most=MOST_TEMPLATES)
        found = EntryTemplate.objects.add(via=ACTION, person_id=by.person_id, text=entry.text, **values)
    else:
        for name, value in values.items():
            setattr(found, name, value)
        found.save(via=ACTION, update_fields=list(values))
    audit.record(by=by, verb="worklog.template_kept", target=found)
    return found


@transaction.atomic
def drop_template(*, template: EntryTemplate, by: Viewer) -> None:
    """Forget one's own template; entries made with it stay."""
    if template.person_id != by.person_id:
        raise NotAllowed
    audit.record(by=by, verb="worklog.template_dropped", target=template)
    template.delete(via=ACTION)


def copy_day(
    *,
    entries: Sequence[Entry],
    day: dt.date,
    quantities: Mapping[int, Decimal | None],
    by: Viewer,
    late_reason: str = "",
) -> list[Outcome]:
    """Log these entries of one's own again on another day, at the same hours, with new quantities by entry id."""
    choices = choices_between(by.me, [day])
    drafts = [_again(entry, day, quantities.get(entry.pk), choices, late_reason) for entry in entries]
    return send_many(drafts=drafts, by=by)


def _again(
    entry: Entry, day: dt.date, quantity: Decimal | None, choices: Mapping[int, IndicatorChoice], late_reason: str
) -> Draft:
    starts, ends = timezone.localtime(entry.starts_at), timezone.localtime(entry.ends_at)
    return Draft(
        day=day,
        starts=starts.time(),
        ends=ends.time(),
        next_day=ends.date() > starts.date(),
        text=entry.text,
        quantity=quantity,
        unit_label=entry.unit_label,
        indicator=choices.get(entry.indicator_id or 0),
        late_reason=late_reason,
    )


@transaction.atomic
def upload_table(*, content: bytes, file_name: str, late_reason: str, by: Viewer) -> EntryImport:
    """Take a table of one's own entries (.xlsx, .xls, .csv) for a dry run. Raises Refused (field ``file``)."""
    if by.person_id is None:
        raise NotAllowed
    sheets = read(content, file_name)
    found = headings.find(sheets, table.FIELDS)
    if found is None:
        raise Refused(
            N_(
                "Kolom Tanggal, Jam Mulai, Jam Selesai dan Kegiatan Harian tidak ditemukan. Unduh templatnya, lalu isi."
            ),
            field="file",
            code="berkas",
        )
    rows = [list(row) for row in sheets[found.sheet].rows[found.row :]]
    labels = {field.id: field.label for field in table.FIELDS}
    for name, column in found.columns.items():  # also where the heading was misspelt
        rows[0][column] = labels[name]
    if len(rows) - 1 > table.MOST_ROWS:
        raise Refused(
            N_("Berkas ini %(rows)s baris; paling banyak %(most)s sekali impor. Bagi menjadi beberapa berkas."),
            field="file",
            code="berkas",
            rows=len(rows) - 1,
            most=table.MOST_ROWS,
        )
    made = EntryImport.objects.add(
        via=ACTION,
        person_id=by.person_id,
        file_name=file_name[:150],
        rows=[[_plain(cell) for cell in row] for row in rows],
        late_reason=late_reason.strip(),
    )
    audit.record(by=by, verb="worklog.table_uploaded", target=made, rows=len(rows) - 1)
    return made


def _plain(cell: Cell) -> str | float | int:
    """A cell as JSON keeps it: dates and hours as ISO text."""
    if isinstance(cell, dt.datetime):
        whole = cell.time() == dt.time()
        return (cell.date() if whole else cell).isoformat()
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    if isinstance(cell, dt.timedelta):
        return cell.total_seconds() / 86_400
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    return cell if not isinstance(cell, bool) else str(cell)


@dataclass(frozen=True)
class Judged:
    """One row of an upload and what came, or would come, of it. ``reasons`` is empty unless it is refused."""

    line: table.Line
    outcome: Outcome | None
    reasons: tuple[Sentence, ...] = ()
    refused: Refused | None = None

    @property
    def taken(self) -> bool:
        return self.outcome is not None and self.outcome.entry is not None

    @property
    def same(self) -> bool:
        return self.outcome is not None and self.outcome.same


def judge_table(*, upload: EntryImport, by: Viewer) -> list[Judged]:
    """What importing this table would do, row by row; nothing is written."""
    return _judge(upload, by, dry=True)


def take_table(*, upload: EntryImport, by: Viewer) -> EntryImport:
    """Import the rows that can be taken. A second time it answers what it did and adds nothing."""
    if upload.person_id != by.person_id:
        raise NotAllowed
    with transaction.atomic():
        found = upload.again()
        if found.applied_at is not None:
            return found
        judged = _judge(found, by, dry=False)
        found.taken = sum(one.taken for one in judged)
        found.refused = sum(not one.taken and not one.same for one in judged)
        found.applied_at = now()
        found.save(via=ACTION, update_fields=["taken", "refused", "applied_at"])
        audit.record(by=by, verb="worklog.table_taken", target=found, taken=found.taken, refused=found.refused)
        return found


def _judge(upload: EntryImport, by: Viewer, *, dry: bool) -> list[Judged]:
    if upload.person_id != by.person_id:
        raise NotAllowed
    lines, choices = import_lines(upload)
    good = [line for line in lines if not line.faults]
    drafts = [_draft(line, choices, upload.late_reason) for line in good]
    keys = [f"impor:{upload.pk}:{line.row}" for line in good]
    outcomes = dict(zip((line.row for line in good), send_many(drafts=drafts, by=by, keys=keys, dry=dry), strict=True))
    return [_judged(line, outcomes.get(line.row)) for line in lines]


def _judged(line: table.Line, outcome: Outcome | None) -> Judged:
    refused = outcome.refused if outcome else None
    reasons = (Sentence(refused.msgid, refused.params),) if refused else line.faults
    return Judged(line, outcome, reasons, refused)


def _draft(line: table.Line, choices: Mapping[int, IndicatorChoice], late_reason: str) -> Draft:
    if line.day is None or line.starts is None or line.ends is None:
        raise LookupError("a row without faults has day and hours")
    return Draft(
        day=line.day,
        starts=line.starts,
        ends=line.ends,
        next_day=line.next_day,
        text=line.text,
        quantity=line.quantity,
        unit_label=line.unit_label,
        indicator=choices.get(line.target or 0),
        link=line.link,
        late_reason=late_reason,
        origin=Origin.IMPORT,
    )


def forget_tables(*, by: Viewer) -> int:
    """Uploads older than a week go; what was imported of them stays. Answers how many."""
    del by
    old = EntryImport.objects.filter(Q(created_at__lt=now() - dt.timedelta(days=KEPT_DAYS)))
    return old.delete(via=ACTION)[0]
