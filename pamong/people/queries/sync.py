"""Comparisons with the personnel system (SIMPEG/SIASN): the file, what it says, what stands here, and the conflicts."""

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from pamong.people.enums import ConflictKind, ConflictState
from pamong.people.models import Assignment, Person, SyncConflict, SyncRun, SyncSeen
from pamong.people.queries.imports import Ids, find_columns, known_state
from pamong.people.rules import sync as rules
from pamong.people.rules.known import Known
from pamong.people.rules.near import key
from pamong.people.rules.rows import Note, Parsed, PersonRow, parse
from pamong.people.rules.units import Chain
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today
from pamong.platform.importexport.reader import Sheet, read
from pamong.rulebook.errors import Refused
from pamong.rulebook.tables import shown
from pamong.rulebook.text import N_, say

MOST_BYTES = 40_000_000
SUFFIXES = frozenset({".json", ".xlsx", ".xls", ".csv"})
WHOLE = 0.8  # a file that names fewer of an agency's people is a part of it: who is missing there is no news


@dataclass
class Said:
    """What a file says: people, rows that cannot be read, and who no longer serves."""

    parsed: Parsed
    gone: set[str] = dataclasses.field(default_factory=set)  # NIPs


@dataclass(frozen=True)
class Conflict:
    """A disagreement as found, before it is stored. ``record`` is the row of the file."""

    nip: str
    name: str
    kind: str
    field: str = ""
    ours: str = ""
    theirs: str = ""
    note: str = ""
    record: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclass
class Comparison:
    """What a comparison comes to: what is taken, what is asked, what both say."""

    take: list[PersonRow] = dataclasses.field(default_factory=list)
    ask: list[Conflict] = dataclasses.field(default_factory=list)
    said: dict[str, dict[str, str]] = dataclasses.field(default_factory=dict)  # NIP → field → what they say now
    same: int = 0
    missing: list[Conflict] = dataclasses.field(default_factory=list)


# --- the file ---


def read_file(content: bytes, file_name: str) -> Said:
    """A JSON list (or an object with a list) or a table file. Raises Refused (field ``file``)."""
    if len(content) > MOST_BYTES:
        raise Refused(N_("Berkas terlalu besar; bagi menurut perangkat daerah."), field="file")
    sheets = [Sheet("JSON", rules.table(_records(content)))] if _is_json(content) else read(content, file_name)
    standing: int | None = None
    translated = []
    for sheet in sheets:
        rows, column = rules.translated(sheet.rows)
        standing = column if column is not None else standing
        translated.append(Sheet(sheet.name, rows))
    mapping = find_columns(translated)
    rows = translated[mapping.sheet].rows
    parsed = parse(rows, mapping.heading_row, mapping.columns)
    said = Said(parsed)
    if standing is not None:
        said.gone = {p.nip for p in parsed.people if rules.has_left(shown(rows[p.row - 1][standing]))}
    return said


def _is_json(content: bytes) -> bool:
    return content.lstrip()[:1] in (b"[", b"{")


def _records(content: bytes) -> list[dict[str, Any]]:
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refused(N_("Berkas JSON tidak dapat dibaca. Ekspor ulang dari SIASN."), field="file") from error
    if isinstance(found, dict):
        found = next((value for value in found.values() if isinstance(value, list)), [])
    records = [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
    if not records:
        raise Refused(N_("Tidak ada data pegawai di dalam berkas ini."), field="file")
    return records


def newest_file(folder: str) -> Path | None:
    """The newest file that the personnel system dropped; None without a folder or a file in it."""
    if not folder or not Path(folder).is_dir():
        return None
    files = [path for path in Path(folder).iterdir() if path.is_file() and path.suffix.lower() in SUFFIXES]
    return max(files, key=lambda path: (path.stat().st_mtime, path.name), default=None)


# --- comparing ---


def compare(said: Said) -> tuple[Comparison, Known, Ids]:
    """Compare a file with what stands here; seven statements, however many people. Writes nothing."""
    people = said.parsed.people
    nips = {p.nip for p in people} | {p.superior for p in people if p.superior}
    known, ids = known_state(nips, today=today(), agencies=None)
    last = dict(SyncSeen.objects.filter(nip__in=[p.nip for p in people]).values_list("nip", "said"))
    active = set(
        Person.objects.filter(nip__in=nips, is_active=True, left_on__isnull=True).values_list("nip", flat=True)
    )
    found = Comparison()
    for row in people:
        if row.nip in said.gone:
            if row.nip in active:
                found.ask.append(_about(row, ConflictKind.LEFT, theirs=say(N_("tidak bertugas lagi"))))
        elif row.nip in known.persons:
            _compare_one(row, known, last.get(row.nip, {}), found)
        else:
            _newcomer(row, known, found)
    for note in said.parsed.refused:
        found.ask.append(
            Conflict(note.nip, note.name, ConflictKind.UNREADABLE, note.field, "", note.value[:300], note.reason[:300])
        )
    found.missing = _missing(people)
    return found, known, ids


def _compare_one(row: PersonRow, known: Known, last: Mapping[str, str], found: Comparison) -> None:
    ours, theirs = _ours(row.nip, known), _theirs(row)
    found.said[row.nip] = {name: value for name, value in theirs.items() if value}
    taken: set[str] = set()
    place = rules.place(known.units, row.unit, row.parent, row.agency) if row.unit else None
    post = known.posts.get(row.nip)
    for name in rules.FIELDS:
        if name == "unit" and place is not None and post and post.unit in place.could_be:
            continue  # the unit that stands here, or one that bears its name
        verdict = rules.judge(name, ours[name], theirs[name], last.get(name))
        if verdict is rules.Verdict.SAME and name == "unit":  # a namesake elsewhere
            verdict = rules.Verdict.ASK if last.get(name) is None else rules.Verdict.LEAVE
        if verdict is rules.Verdict.TAKE and name == "unit" and (place is None or place.chain is None):
            found.ask.append(_unknown_unit(row, known, place))
        elif verdict is rules.Verdict.TAKE:
            taken.add(name)
        elif verdict is rules.Verdict.ASK:
            kind = ConflictKind.DIFFERENT
            if name == "unit" and (place is None or place.chain is None):
                found.ask.append(_unknown_unit(row, known, place))
                continue
            found.ask.append(_about(row, kind, field=name, ours=ours[name], theirs=str(theirs[name])))
    if taken:
        found.take.append(only(row, taken))
    else:
        found.same += 1


def only(row: PersonRow, fields: Iterable[str]) -> PersonRow:
    """The row saying these fields only; a move brings its first day along."""
    wanted = set(fields)
    unit = "unit" in wanted
    return dataclasses.replace(
        row,
        rank=row.rank if "rank" in wanted else None,
        title=row.title if "title" in wanted else None,
        kind=row.kind if "title" in wanted else None,
        level=row.level if "title" in wanted else None,
        unit=row.unit if unit else None,
        parent=row.parent if unit else None,
        agency=row.agency if unit else None,
        superior=row.superior if "superior" in wanted else None,
        start=row.start if wanted & {"unit", "title"} else None,
        email=row.email if "email" in wanted else None,
        phone=row.phone if "phone" in wanted else None,
    )


def _ours(nip: str, known: Known) -> dict[str, str]:
    person, post = known.persons[nip], known.posts.get(nip)
    return {
        "name": person.name, "rank": person.rank, "email": person.email, "phone": person.phone,
        "unit": known.units.get(post.unit, post.unit[-1]) if post else "",
        "title": post.title if post else "", "superior": (post.superior or "") if post else "",
    }  # fmt: skip


def _theirs(row: PersonRow) -> dict[str, str | None]:
    return {
        "name": row.name, "rank": row.rank, "email": row.email, "phone": row.phone, "unit": row.unit,
        "title": row.title, "superior": row.superior,
    }  # fmt: skip


def _newcomer(row: PersonRow, known: Known, found: Comparison) -> None:
    """Somebody who is new here: entered when his unit is known, else a clerk decides."""
    place = rules.place(known.units, row.unit or "", row.parent, row.agency)
    if place.chain is not None and row.title:
        found.take.append(row)
        found.said[row.nip] = {name: value for name, value in _theirs(row).items() if value}
        return
    conflict = _unknown_unit(row, known, place)
    found.ask.append(dataclasses.replace(conflict, kind=ConflictKind.NEW_PERSON))


def _unknown_unit(row: PersonRow, known: Known, place: rules.Place | None) -> Conflict:
    unit: Chain | str = row.unit or ""
    successor = known.closed.get(key(str(unit)))
    if place is not None and place.found > 1:
        note = say(N_("Ada beberapa unit bernama ini; lengkapi kolom unit induk di berkas."))
    elif successor:
        note = say(N_("Unit ini sudah digabung ke “%(name)s”. Tulis unit itu."), name=successor)
    else:
        note = say(
            N_("Buat unitnya, atau perbaiki namanya di SIASN; sesudah itu perbandingan berikutnya menerapkannya.")
        )
    post = known.posts.get(row.nip)
    ours = known.units.get(post.unit, "") if post else ""
    return _about(row, ConflictKind.UNKNOWN_UNIT, field="unit", ours=ours, theirs=str(unit), note=note)


def _about(row: PersonRow, kind: str, **more: str) -> Conflict:
    record = {name: str(value) for name, value in vars(row).items() if value is not None}
    return Conflict(row.nip, row.name, kind, record=record, **more)


def _missing(people: list[PersonRow]) -> list[Conflict]:
    """Active people of agencies that the file holds nearly whole, and who are not in it."""
    named = {p.nip for p in people}
    here: dict[int, list[tuple[str, str]]] = {}
    posts = Assignment.objects.filter(valid__contains=today(), person__is_active=True)
    for agency_id, nip, name in posts.values_list("agency_id", "person__nip", "person__name"):
        here.setdefault(agency_id, []).append((nip, name))
    found = []
    for members in here.values():
        gone = [(nip, name) for nip, name in members if nip not in named]
        if len(members) - len(gone) >= WHOLE * len(members):
            found += [Conflict(nip, name, ConflictKind.MISSING) for nip, name in gone]
    return found


def row_of(record: Mapping[str, Any]) -> PersonRow:
    """The row of the file that a conflict keeps."""
    values = {name: record[name] for name in PersonRow.__dataclass_fields__ if name in record}
    for name in ("born", "start"):
        if name in values:
            values[name] = dt.date.fromisoformat(values[name])
    return PersonRow(**{**values, "row": int(values["row"])})


# --- pages ---


def runs(viewer: Viewer) -> QuerySet[SyncRun]:
    """The history of comparisons, newest first; for those who see conflicts."""
    return SyncRun.objects.select_related("started_by__person").order_by("-pk")


def conflicts(
    viewer: Viewer, policy: str = "sync.view", *, state: str = ConflictState.OPEN, kind: str = ""
) -> QuerySet[SyncConflict]:
    """Conflicts of the agencies the viewer keeps (those of nobody's agency: the personnel office), newest first."""
    found = SyncConflict.objects.filter(scope(viewer, policy, {}))
    if state:
        found = found.filter(state=state)
    if kind:
        found = found.filter(kind=kind)
    return found.select_related("agency", "person", "run", "decided_by__person").order_by("kind", "name", "field", "pk")


def conflict_counts(viewer: Viewer) -> dict[str, int]:
    """How many open conflicts there are of each kind."""
    counts: dict[str, int] = {}
    for kind in conflicts(viewer).order_by().values_list("kind", flat=True):
        counts[kind] = counts.get(kind, 0) + 1
    return counts


def conflict_for(viewer: Viewer, pk: int, policy: str = "sync.resolve") -> SyncConflict:
    """One open conflict. Raises NotVisible."""
    found = conflicts(viewer, policy).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def last_done() -> SyncRun | None:
    """The latest comparison that was carried out."""
    return SyncRun.objects.filter(state="done").order_by("-pk").first()


__all__ = ["Comparison", "Conflict", "Note", "Said", "compare", "conflicts", "only", "read_file", "row_of", "runs"]
