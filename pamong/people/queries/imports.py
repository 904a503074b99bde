"""Reads of the import: what the database knows when a workbook is planned, and the runs with what they found."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from pamong.people.enums import ImportState
from pamong.people.models import Agency, ImportFile, ImportLine, ImportRun, Unit
from pamong.people.queries.viewer import viewer_for_user
from pamong.people.rules import headings as h
from pamong.people.rules.known import Headship, Known, KnownPerson, KnownPost
from pamong.people.rules.near import key
from pamong.people.rules.units import Chain, answers_of
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.importexport import headings
from pamong.platform.importexport.reader import Sheet, read
from pamong.rulebook.errors import Refused
from pamong.rulebook.tables import Row, shown
from pamong.rulebook.text import N_

SAMPLED_ROWS, SAMPLES = 40, 3
LOCK_KEY = 7_402_118  # one import at a time, over all processes and machines
RUNNING = """
SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid()
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND classid = 0 AND objid = %s AND objsubid = 1)
"""

_PERSONS = """
SELECT id, nip, name, status, rank, email, phone FROM people_person WHERE nip = ANY(%s)
"""
_POSTS = """
SELECT DISTINCT ON (a.person_id) a.id, p.nip, a.unit_id, a.position_title, a.position_kind, a.position_level, a.is_head,
  s.nip, lower(a.valid), upper(a.valid),
  NOT EXISTS (SELECT 1 FROM people_assignment b WHERE b.person_id = a.person_id AND lower(b.valid) < lower(a.valid)),
  s.id
FROM people_assignment a JOIN people_person p ON p.id = a.person_id LEFT JOIN people_person s ON s.id = a.superior_id
WHERE p.nip = ANY(%s) ORDER BY a.person_id, lower(a.valid) DESC
"""
_SUPERIORS = """
SELECT p.nip, s.nip FROM people_assignment a JOIN people_person p ON p.id = a.person_id
JOIN people_person s ON s.id = a.superior_id WHERE upper_inf(a.valid) OR upper(a.valid) > %s
"""
_HEADSHIPS = """
SELECT a.unit_id, p.nip, lower(a.valid), upper(a.valid) FROM people_assignment a JOIN people_person p ON p.id = a.person_id
WHERE a.is_head
"""


@dataclass
class Ids:
    """Database ids behind the chains and NIPs of a plan; filled up while the plan is written."""

    units: dict[Chain, int] = field(default_factory=dict)
    paths: dict[Chain, str] = field(default_factory=dict)
    agencies: dict[str, int] = field(default_factory=dict)
    persons: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Columns:
    """Which sheet, which heading row (index), which column (index) is which field; answers about unit names."""

    sheet: int
    heading_row: int
    columns: Mapping[str, int]
    answers: Mapping[str, str]


def find_columns(sheets: list[Sheet]) -> Columns:
    """The columns as the headings suggest it. Raises Refused (field ``file``) when no row names NIP and name."""
    found = headings.find(sheets, h.FIELDS)
    if found is None:
        raise Refused(
            N_(
                "Baris judul tidak ditemukan: 20 baris pertama tidak memuat kolom NIP dan Nama."
                " Beri nama kolomnya, atau pakai templat."
            ),
            field="file",
            code="judul",
        )
    return Columns(found.sheet, found.row, dict(found.columns), {})


def known_state(nips: Iterable[str], *, today: dt.date, agencies: frozenset[int] | None) -> tuple[Known, Ids]:
    """What the database knows about these people, their superiors and all units; six statements, however many people.

    ``agencies``: ids of the agencies the importer may write to, None for all.
    """
    wanted = list(nips)
    ids = Ids()
    chains: dict[int, Chain] = {}
    names: dict[Chain, str] = {}
    closed: dict[str, str] = {}
    for agency_id, name in Agency.objects.values_list("pk", "name"):
        ids.agencies[key(name)] = agency_id
    columns = ("pk", "parent_id", "agency_id", "name", "path", "is_active", "successor__name")
    for unit_id, parent_id, agency_id, name, path, active, successor in Unit.objects.order_by("path").values_list(
        *columns
    ):
        chain = chains[unit_id] = (*chains.get(parent_id, ()), key(name))
        if not active:
            closed[key(name)] = successor or ""
        elif chain not in names:
            names[chain], ids.units[chain], ids.paths[chain] = name, unit_id, path
        if parent_id is None and active:
            ids.agencies[chain[0]] = agency_id
    persons = {row[1]: KnownPerson(*row) for row in _rows(_PERSONS, [wanted])}
    ids.persons = {person.nip: person.id for person in persons.values()}
    found = _rows(_POSTS, [wanted])
    posts = {row[1]: KnownPost(row[0], row[1], chains[row[2]], *row[3:-1]) for row in found}
    ids.persons.update({row[7]: row[-1] for row in found if row[7]})  # superiors who stay, though not in the file
    known = Known(
        today=today,
        units=names,
        persons=persons,
        posts=posts,
        closed=closed,
        superiors=dict(_rows(_SUPERIORS, [today])),
        headships=tuple(Headship(chains[row[0]], *row[1:]) for row in _rows(_HEADSHIPS, [])),
        agencies=None if agencies is None else frozenset(name for name, pk in ids.agencies.items() if pk in agencies),
    )
    return known, ids


def _rows(statement: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def importable_agencies(viewer: Viewer) -> frozenset[int] | None:
    """Agencies whose people this viewer may import: None for the personnel office and the command line (all)."""
    if viewer.is_system or viewer.agencies_for(Who.PERSONNEL) is None:
        return None
    own, office = viewer.agencies_for(Who.AGENCY_ADMIN), viewer.agencies_for(Who.PERSONNEL)
    return None if own is None else own | (office or frozenset())


def import_runs(viewer: Viewer) -> QuerySet[ImportRun]:
    """Imports the viewer may look at: all for the personnel office, his own for an agency's admin. Newest first."""
    found = ImportRun.objects.select_related("created_by", "created_by__person").defer(
        "questions", "answers", "columns"
    )
    if importable_agencies(viewer) is None:
        return found
    return found.filter(created_by_id=viewer.user_id) if viewer.user_id else found.none()


def import_run_for(viewer: Viewer, pk: int) -> ImportRun:
    """One import of the viewer's. Raises NotVisible."""
    run = import_runs(viewer).filter(pk=pk).first()
    if run is None:
        raise NotVisible
    run.refresh_from_db(fields=["questions", "answers", "columns"])
    return run


def import_content(run: ImportRun) -> bytes | None:
    """The uploaded file, None when it was taken away with age."""
    content = ImportFile.objects.filter(run=run).values_list("content", flat=True).first()
    return None if content is None else bytes(content)


@dataclass(frozen=True)
class Column:
    """A column of the uploaded sheet: its letter as in Excel, its heading, and some of its values."""

    index: int
    letter: str
    heading: str
    samples: tuple[str, ...]
    cells: tuple[str, ...]  # of the first rows, empty ones too


def import_columns(run: ImportRun) -> list[Column]:
    """The columns of the run's sheet, for choosing. Empty when the file was taken away."""
    content = import_content(run)
    if content is None:
        return []
    rows = read(content, run.file_name)[run.sheet].rows
    below = rows[run.heading_row + 1 : run.heading_row + 1 + SAMPLED_ROWS]
    return [
        Column(index, _letter(index), shown(cell).strip(), tuple(_samples(below, index)), tuple(_cells(below, index)))
        for index, cell in enumerate(rows[run.heading_row])
        if shown(cell).strip() or any(_samples(below, index))
    ]


def _samples(rows: list[Row], index: int) -> list[str]:
    texts = (shown(row[index]).strip() for row in rows if index < len(row))
    return [text[:60] for text in texts if text][:SAMPLES]


def _cells(rows: list[Row], index: int) -> list[str]:
    first = [row for row in rows if any(shown(cell).strip() for cell in row)][:SAMPLES]
    return [shown(row[index]).strip()[:60] if index < len(row) else "" for row in first]


def _letter(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def reason_rows(run: ImportRun) -> tuple[Sheet, dict[int, str]] | None:
    """The sheet of a run and the reasons of its refused rows, for the workbook to correct; None without the file."""
    content = import_content(run)
    if content is None:
        return None
    return read(content, run.file_name)[run.sheet], refused_reasons(run)


def import_lines(run: ImportRun, kind: str) -> QuerySet[ImportLine]:
    """What a run found, of one kind, in the order of the sheet."""
    return ImportLine.objects.filter(run=run, kind=kind).order_by("row", "id")


def refused_reasons(run: ImportRun) -> dict[int, str]:
    """Row number → reason of every refused row."""
    lines = import_lines(run, "refused").values_list("row", "reason")
    return {row: reason for row, reason in lines if row is not None}


def subjects_of(lines: Iterable[ImportLine]) -> list[int]:
    """Ids of the stored people whom these lines show, for the record of readings."""
    nips = {line.nip for line in lines if line.nip}
    return [row[0] for row in _rows(_PERSONS, [list(nips)])] if nips else []


def import_is_running() -> bool:
    """Whether another connection is importing right now."""
    return bool(_rows(RUNNING, [LOCK_KEY])[0][0])


def last_defaults() -> tuple[str, str]:
    """Region and time zone of the agencies already there, as a proposal for new ones."""
    return Agency.objects.order_by("pk").values_list("region", "time_zone").first() or ("", "Asia/Jakarta")


def unit_answers(*, same: Iterable[tuple[str, str]] = (), new: Iterable[str] = ()) -> dict[str, str]:
    """Answers about nearly equal unit names, for an import: pairs that are one unit, names that are new."""
    return answers_of(same, new)


def stale_files(before: dt.datetime) -> QuerySet[ImportFile]:
    """Files of imports that were uploaded before an instant and are not being worked on."""
    idle = ImportFile.objects.filter(run__created_at__lt=before)
    return idle.exclude(run__state__in=[ImportState.CHECKING, ImportState.APPLYING])


def actor_of(run: ImportRun) -> Viewer:
    """Who a background import acts for, with the rights he has now."""
    return viewer_for_user(run.created_by) if run.created_by else Viewer.system("pamong import")
