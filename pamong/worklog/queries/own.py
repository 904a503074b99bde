"""What somebody keeps for himself: templates, uploaded tables. Never anybody else's."""

import datetime as dt

from django.db.models import QuerySet

from pamong.planning import queries as planning
from pamong.planning.queries import IndicatorChoice
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.rulebook.tables import Row
from pamong.worklog.models import EntryImport, EntryTemplate
from pamong.worklog.rules import table

MOST_TEMPLATES = 50


def templates(viewer: Viewer) -> QuerySet[EntryTemplate]:
    """The viewer's own templates by text, at most fifty."""
    return EntryTemplate.objects.filter(person_id=viewer.me).select_related("indicator").order_by("text", "pk")


def template_for(viewer: Viewer, pk: int) -> EntryTemplate:
    """One template of the viewer; raises NotVisible."""
    found = templates(viewer).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def import_for(viewer: Viewer, pk: int) -> EntryImport:
    """One table that the viewer uploaded; raises NotVisible."""
    found = EntryImport.objects.filter(person_id=viewer.me, pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def choices_between(person_id: int, days: list[dt.date]) -> dict[int, IndicatorChoice]:
    """Indicators by id that work of these days may count for: of the plans at the first and at the last of them."""
    ends = sorted({min(days), max(days)}) if days else []
    return {c.indicator_id: c for day in ends for c in planning.open_indicators(person_id, day)}


def import_lines(found: EntryImport) -> tuple[list[table.Line], dict[int, IndicatorChoice]]:
    """The rows of an upload as they are understood today, and the indicators they may name."""
    heading, *rows = found.rows or [[]]
    columns = table.columns_of(heading)
    days = [line.day for line in table.read_rows(rows, columns, []) if line.day is not None]
    choices = choices_between(found.person_id, days)
    targets = [table.Target(pk, (choice.label, *choice.label.split(" · "))) for pk, choice in choices.items()]
    return table.read_rows(rows, columns, targets), choices


def import_sheet(found: EntryImport) -> list[Row]:
    """The cells of an upload with the heading row first."""
    return [list(row) for row in found.rows]


def table_headings() -> list[str]:
    """The headings of a table of entries, as people know them from the national form (never translated)."""
    return [field.label for field in table.FIELDS]
