"""The plan of an import: compared with what the database knows, what is new, changed, unchanged, refused and doubtful.

Pure: the same rows against the same knowledge give the same plan, so what the preview shows is what the import does.
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from pamong.people.rules import headings as h
from pamong.people.rules import heads, posts, superiors, units
from pamong.people.rules.changes import Step, Target, Way, decide
from pamong.people.rules.known import Known, KnownPerson, KnownPost
from pamong.people.rules.rows import Note, Parsed, PersonRow
from pamong.people.rules.units import Chain
from pamong.rulebook.text import N_, say

UNKNOWN_SUPERIOR, SELF_SUPERIOR, SUPERIOR_CYCLE = "unknown_superior", "self_superior", "superior_cycle"
UNIT_WITHOUT_HEAD = "unit_without_head"
PERSON_FIELDS = ("name", "status", "rank", "email", "phone")
ROUNDS = 20  # a row of heads who each take the next one's seat settles long before


@dataclass(frozen=True)
class Planned:
    """One person of the file: what of the person changes (field → old, new) and the step of the assignment."""

    row: PersonRow
    person: KnownPerson | None
    fields: Mapping[str, tuple[str, str]]
    step: Step | None

    @property
    def is_new(self) -> bool:
        return self.person is None

    @property
    def is_changed(self) -> bool:
        return self.person is not None and bool(self.fields or self.step)


@dataclass(frozen=True)
class Work:
    """Something for the clerk's work list: about a person (NIP) or a unit (chain)."""

    matter: str
    nip: str | None = None
    unit: Chain | None = None
    detail: str = ""


@dataclass
class ImportPlan:
    """Everything an import would do."""

    people: list[Planned] = field(default_factory=list)
    refused: list[Note] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)
    work: list[Work] = field(default_factory=list)
    new_units: dict[Chain, str] = field(default_factory=dict)
    questions: list[units.Question] = field(default_factory=list)
    led: frozenset[Chain] = frozenset()  # units of the file that have a head
    where: dict[str, Chain] = field(default_factory=dict)  # NIP → unit as it will be
    settled: frozenset[str] = frozenset()  # NIPs with a superior as it will be
    identical: int = 0

    @property
    def new(self) -> list[Planned]:
        return [p for p in self.people if p.is_new]

    @property
    def changed(self) -> list[Planned]:
        return [p for p in self.people if p.is_changed]

    @property
    def unchanged(self) -> list[Planned]:
        return [p for p in self.people if not p.is_new and not p.is_changed]

    def counts(self) -> dict[str, int]:
        """Numbers of people and rows by what happens to them."""
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "unchanged": len(self.unchanged),
            "refused": len(self.refused),
            "warnings": len(self.warnings),
        }


def make(parsed: Parsed, known: Known, answers: Mapping[str, str]) -> ImportPlan:
    """Plan the import of parsed rows. ``answers``: key of a doubtful unit name → key it equals, or ``units.NEW``."""
    return _Planner(parsed, known, answers).make()


class _Planner:
    def __init__(self, parsed: Parsed, known: Known, answers: Mapping[str, str]) -> None:
        self.parsed, self.known = parsed, known
        self.tree = units.build(parsed.people, known.units, answers)
        self.names = {**known.units, **self.tree.new}
        self.plan = ImportPlan(refused=list(parsed.refused), warnings=[*parsed.warnings, *self.tree.warnings])
        self.plan.identical, self.plan.questions = parsed.identical, self.tree.questions
        self.rows: list[PersonRow] = []
        self.superior: dict[str, str | None] = {}  # what the file says and can be used
        self.wrong: dict[str, Work] = {}  # NIP → why the superior in the file cannot be used

    def make(self) -> ImportPlan:
        for row in self.parsed.people:
            fault = self.tree.refused.get(row.row) or self._outside(row)
            if fault:
                self.plan.refused.append(fault)
            else:
                self.rows.append(row)
        self.plan.refused.sort(key=lambda note: note.row or 0)
        self._check_superiors()
        self._cut_cycles()
        chosen = self._heads()
        targets = {row.nip: self._target(row, chosen) for row in self.rows}
        steps = self._steps(targets)
        for row in self.rows:
            self.plan.people.append(
                Planned(row, self.known.persons.get(row.nip), self._fields(row), steps.get(row.nip))
            )
        self._work(targets, chosen)
        used = {target.unit for target in targets.values()}
        wanted = {unit[:end] for unit in used for end in range(1, len(unit) + 1)}
        self.plan.new_units = {unit: name for unit, name in self.tree.new.items() if unit in wanted}
        return self.plan

    # --- who may be entered ---

    def _outside(self, row: PersonRow) -> Note | None:
        """Why a row cannot be entered although it reads well."""
        post, unit = self.known.posts.get(row.nip), self.tree.chains.get(row.row)
        if post is None and unit is None:
            return _note(row, h.UNIT, "", say(N_("Unit kerja wajib diisi untuk pegawai baru.")))
        where = unit or (post.unit if post else None)
        if where and where not in self.known.units and where[-1] in self.known.closed:
            return _note(row, h.UNIT, row.unit or "", self._closed(where[-1]))
        if self.known.agencies is not None:
            touched = {u[0] for u in (unit, post.unit if post else None) if u}
            if not touched <= self.known.agencies:
                reason = say(N_("Bukan pegawai perangkat daerah Anda; hanya BKPSDM yang dapat mengimpornya."))
                return _note(row, h.UNIT, row.unit or "", reason)
        return None

    def _closed(self, name: str) -> str:
        if successor := self.known.closed[name]:
            return say(N_("Unit ini sudah digabung ke “%(name)s”. Tulis unit itu."), name=successor)
        return say(N_("Unit ini sudah ditutup. Tulis unit yang masih aktif."))

    def _unit(self, row: PersonRow) -> Chain:
        return self.tree.chains.get(row.row) or self.known.posts[row.nip].unit

    # --- superiors ---

    def _check_superiors(self) -> None:
        people = {row.nip for row in self.rows} | set(self.known.persons)
        for row in self.rows:
            if row.superior is None:
                continue
            if row.superior == row.nip:
                self._no_superior(row, SELF_SUPERIOR, say(N_("Atasan adalah pegawai itu sendiri; dikosongkan.")))
            elif row.superior in people:
                self.superior[row.nip] = row.superior
            else:
                reason = N_("Atasan tidak ditemukan (NIP %(nip)s); masuk daftar yang perlu dibereskan.")
                self._no_superior(row, UNKNOWN_SUPERIOR, say(reason, nip=row.superior))

    def _no_superior(self, row: PersonRow, matter: str, reason: str) -> None:
        self.superior.pop(row.nip, None)
        self.wrong[row.nip] = Work(matter, nip=row.nip, detail=row.superior or "")
        self.plan.warnings.append(_note(row, h.SUPERIOR, row.superior or "", reason))

    def _cut_cycles(self) -> None:
        rows = {row.nip: row for row in self.rows}
        for cycle in superiors.cycles({**self.known.superiors, **self.superior}):
            mine = [rows[nip] for nip in cycle if nip in self.superior]
            if mine:
                top = min(mine, key=lambda row: (len(self._unit(row)), row.row))
                reason = say(N_("Atasan saling membawahi (%(count)s pegawai berputar); dikosongkan."), count=len(cycle))
                self._no_superior(top, SUPERIOR_CYCLE, reason)

    # --- posts ---

    def _heads(self) -> heads.Heads:
        members = []
        for row in self.rows:
            if row.unit or row.title:
                post = self.known.posts.get(row.nip)
                title = row.title or (post.title if post else "")
                superior = self.superior.get(row.nip) or (post.superior if post else None)
                members.append(heads.Member(row.row, row.nip, title, self._unit(row), superior))
        chosen = heads.choose(members, self.known.heads(), self.names)
        for member, head in chosen.passed_over:
            reason = N_("Unit “%(unit)s” sudah dipimpin NIP %(head)s; pegawai ini tidak dijadikan pimpinannya.")
            text = say(reason, unit=self.names[member.unit], head=head)
            self.plan.warnings.append(Note(member.row, h.TITLE, member.title, text, member.nip))
        return chosen

    def _target(self, row: PersonRow, chosen: heads.Heads) -> Target:
        """The post as it shall be; what the file does not say stays as it is."""
        post, unit = self.known.posts.get(row.nip), self._unit(row)
        title = row.title or (post.title if post else "")
        kind, level = row.kind, row.level
        if kind is None:
            kind, level = (post.kind, post.level) if post else posts.kind_of_title(title)
        head = chosen.of.get(unit) == row.nip if unit in chosen.of else bool(post and post.is_head)
        kept = post.superior if post else None
        return Target(unit, title, kind, level or "", head, self.superior.get(row.nip, kept))

    def _steps(self, targets: Mapping[str, Target]) -> dict[str, Step]:
        """The step of every assignment; a head's begins when the seat is free, so it is repeated until all fit."""
        said = {row.nip: row.start for row in self.rows}
        steps: dict[str, Step] = {}
        for _round in range(ROUNDS):
            floors = self._floors(steps)
            now = {
                nip: decide(
                    self.known.posts.get(nip), target, said[nip], self.known.today, floors.get((target.unit, nip))
                )
                for nip, target in targets.items()
            }
            found = {nip: step for nip, step in now.items() if step}
            if found == steps:
                break
            steps = found
        return steps

    def _floors(self, steps: Mapping[str, Step]) -> dict[tuple[Chain, str], dt.date]:
        """For each seat of head and each taker: the last day on which another one's headship ends."""
        floors: dict[tuple[Chain, str], dt.date] = {}
        ends: dict[Chain, list[tuple[str, dt.date]]] = {}
        for headship in self.known.headships:
            step, end = steps.get(headship.nip), headship.end
            if end is None and step and step.frees:
                end = step.frees
            if end is not None:
                ends.setdefault(headship.unit, []).append((headship.nip, end))
        takers = {(step.target.unit, nip) for nip, step in steps.items() if step.target.is_head}
        takers |= {(post.unit, nip) for nip, post in self.known.posts.items() if post.is_head}
        for unit, nip in takers:
            others = [end for other, end in ends.get(unit, []) if other != nip]
            if others:
                floors[unit, nip] = max(others)
        return floors

    def _fields(self, row: PersonRow) -> dict[str, tuple[str, str]]:
        person = self.known.persons.get(row.nip)
        if person is None:
            return {}
        said = {name: getattr(row, name) for name in PERSON_FIELDS}
        return {
            name: (getattr(person, name), new) for name, new in said.items() if new and new != getattr(person, name)
        }

    # --- for the clerk ---

    def _work(self, targets: Mapping[str, Target], chosen: heads.Heads) -> None:
        self.plan.work = [work for nip, work in self.wrong.items() if not targets[nip].superior]
        self.plan.where = {nip: target.unit for nip, target in targets.items()}
        self.plan.settled = frozenset(nip for nip, target in targets.items() if target.superior)
        self.plan.led = frozenset(unit for unit, head in chosen.of.items() if head)
        incumbents = self.known.heads()
        touched = {unit[:end] for unit in chosen.of for end in range(1, len(unit) + 1)}
        for unit in sorted(touched):
            if not (chosen.of.get(unit) or (unit not in chosen.of and unit in incumbents)):
                self.plan.work.append(Work(UNIT_WITHOUT_HEAD, unit=unit))
                reason = say(
                    N_("Unit “%(name)s” tanpa pimpinan; masuk daftar yang perlu dibereskan."), name=self.names[unit]
                )
                self.plan.warnings.append(Note(None, h.UNIT, self.names[unit], reason))


def _note(row: PersonRow, column: str, value: str, reason: str) -> Note:
    return Note(row.row, column, value, reason, row.nip, row.name)


def order(plan: ImportPlan, batch: int) -> list[list[Planned]]:
    """What is to be written, in batches that can each be committed: superiors before those who name them, and all who
    take or leave a seat of head together in the first, because one seat holds one head on any day.
    """
    todo = {p.row.nip: p for p in plan.people if p.is_new or p.is_changed}
    superior = {nip: p.step.target.superior if p.step else None for nip, p in todo.items()}
    seats: dict[str, None] = {}
    for nip, planned in todo.items():
        if planned.step and (planned.step.target.is_head or (planned.step.post and planned.step.post.is_head)):
            at: str | None = nip
            while at in todo and at not in seats:
                seats[at] = None
                at = superior[at]
    first = superiors.superiors_first(seats, superior)
    rest = superiors.superiors_first([nip for nip in todo if nip not in seats], superior)
    pieces = [first] if first else []
    pieces += [rest[at : at + batch] for at in range(0, len(rest), batch)]
    return [[todo[nip] for nip in piece] for piece in pieces]


def describe(planned: Planned, names: Mapping[str, str]) -> list[dict[str, str]]:
    """What changes for a person, field by field, as people read it. ``names``: NIP → name of superiors."""
    changes = [{"field": name, "old": old, "new": new} for name, (old, new) in planned.fields.items()]
    if planned.step and planned.step.post and planned.step.way is not Way.OPEN:
        post, target = planned.step.post, planned.step.target
        for spec in dataclasses.fields(Target):
            old, new = getattr(post, spec.name), getattr(target, spec.name)
            if old != new:
                changes.append({"field": spec.name, "old": _shown(old, names), "new": _shown(new, names)})
        if planned.step.start != post.start:
            changes.append({"field": "start", "old": post.start.isoformat(), "new": planned.step.start.isoformat()})
    elif planned.step and planned.person:
        target = planned.step.target
        changes.append({"field": "unit", "old": "", "new": target.unit[-1]})
    return changes


def _shown(value: object, names: Mapping[str, str]) -> str:
    if isinstance(value, tuple):
        return str(value[-1])
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return names.get(str(value), str(value)) if value else ""


__all__ = ["ImportPlan", "KnownPost", "Planned", "Work", "describe", "make", "order"]
