"""From unit and parent names in rows to the unit tree: one root per agency, one unit per name under its parent.

A unit is known by its *chain*, the keys of the names from the root down to it. Names that the tree does not know but
that are nearly those of a known unit are questions for a person, never silently new units.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pamong.people.rules import headings as h
from pamong.people.rules.near import best_spelling, key, nearest
from pamong.people.rules.rows import Note, PersonRow
from pamong.rulebook.text import N_, say

Chain = tuple[str, ...]
NEW = "baru"  # an answer: this name is a unit of its own
DEEPEST = 10
_REGION = re.compile(r"^(pemerintah|pemkot|pemkab|pemprov|bupati|wali ?kota|gubernur)\b")


@dataclass(frozen=True)
class Question:
    """A name of the file that is nearly the name of another unit: the same, or a unit of its own?"""

    name: str
    like: str
    key: str
    like_key: str
    rows: int


@dataclass
class Tree:
    """What the file means: the chain of each row's unit, names of chains to be made (parents first), doubts."""

    chains: dict[int, Chain] = field(default_factory=dict)
    new: dict[Chain, str] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    refused: dict[int, Note] = field(default_factory=dict)
    warnings: list[Note] = field(default_factory=list)


def is_region(name: str) -> bool:
    """Whether a parent is the region itself ("Pemerintah Kota X"): then the unit is the top of its agency."""
    return bool(_REGION.match(key(name)))


def answers_of(same: Iterable[tuple[str, str]] = (), new: Iterable[str] = ()) -> dict[str, str]:
    """Answers about unit names: pairs that are the same unit, and names that are units of their own."""
    return {key(one): key(other) for one, other in same} | {key(name): NEW for name in new}


def build(people: Iterable[PersonRow], known: Mapping[Chain, str], answers: Mapping[str, str]) -> Tree:
    """Place every row that names a unit. ``known``: chain → stored name; ``answers``: key → key it equals, or NEW."""
    return _Builder([p for p in people if p.unit], known, answers).build()


class _Builder:
    def __init__(self, people: list[PersonRow], known: Mapping[Chain, str], answers: Mapping[str, str]) -> None:
        self.people, self.known, self.answers = people, known, answers
        self.tree = Tree()
        self.spellings: dict[str, list[str]] = defaultdict(list)
        self.parents: dict[str, Counter[str]] = defaultdict(Counter)  # of a name, how often the file says which
        self.ending: dict[str, set[Chain]] = defaultdict(set)  # known chains by their last key
        for chain in known:
            self.ending[chain[-1]].add(chain)
        self.asked: set[str] = set()

    def build(self) -> Tree:
        for person in self.people:
            for name in (person.unit, person.parent, person.agency):
                if name and not is_region(name):
                    self.spellings[key(name)].append(name)
        self._ask()
        for person in self.people:
            self.parents[self._key(person.unit)][self._parent(person)] += 1
        for person in self.people:
            self._place(person)
        self._name()
        return self.tree

    # --- names ---

    def _key(self, name: str | None) -> str:
        """The key of a name, with the answer to a question about it already in."""
        found = key(name or "")
        answer = self.answers.get(found, NEW)
        return found if answer == NEW else answer

    def _parent(self, person: PersonRow) -> str:
        parent = self._key(person.parent)
        return "" if is_region(parent) or parent == self._key(person.unit) else parent

    def _ask(self) -> None:
        """Questions about names nobody knows yet that are nearly a known name, or nearly a more frequent one."""
        stored = {chain[-1]: name for chain, name in self.known.items()}
        counted = Counter({name: len(written) for name, written in self.spellings.items()})
        settled: set[str] = set(stored)
        for name, rows in counted.most_common():
            like = None if name in stored else nearest(name, settled)
            if like is None or self.answers.get(name):
                settled.add(name)
                continue
            shown = stored.get(like) or best_spelling(self.spellings[like])
            self.tree.questions.append(Question(best_spelling(self.spellings[name]), shown, name, like, rows))
            self.asked.add(name)

    # --- places ---

    def _place(self, person: PersonRow) -> None:
        unit, parent, agency = self._key(person.unit), self._parent(person), self._key(person.agency)
        for name, column, written in ((unit, h.UNIT, person.unit), (parent, h.PARENT, person.parent)):
            if name in self.asked:
                return self._refuse_asked(person, name, column, written or "")
        found = self._chains(unit, parent if parent or person.parent else None, DEEPEST)
        if agency:
            found = self._within(found, unit, parent, agency)
        if len(found) == 1:
            self.tree.chains[person.row] = next(iter(found))
            return None
        many = N_("Unit “%(name)s” ada di beberapa perangkat daerah. Isi kolom Perangkat Daerah atau Unit Induk.")
        loop = N_("Unit “%(name)s” dan unit induknya saling menginduk. Periksa kolom Unit Induk.")
        reason = say(many if found else loop, name=person.unit)
        self.tree.refused[person.row] = _note(person, h.UNIT, person.unit or "", reason)
        return None

    def _refuse_asked(self, person: PersonRow, name: str, column: str, written: str) -> None:
        question = next(q for q in self.tree.questions if q.key == name)
        reason = say(
            N_("Unit “%(name)s” mirip dengan “%(like)s”. Jawab dulu: unit yang sama atau unit baru?"),
            name=written,
            like=question.like,
        )
        self.tree.refused[person.row] = _note(person, column, written, reason)

    def _chains(self, unit: str, parent: str | None, depth: int) -> set[Chain]:
        """All chains a unit can have; one is wanted. No ``parent``: the file does not say."""
        if depth == 0:
            return set()
        if not parent:
            return self._without_parent(unit, depth)
        stored = {chain for chain in self.ending[unit] if chain[-2:-1] == (parent,)}
        if len(stored) == 1:
            return stored
        return {(*chain, unit) for chain in self._chains(parent, self._usual_parent(parent), depth - 1)}

    def _without_parent(self, unit: str, depth: int) -> set[Chain]:
        stored = self.ending[unit]
        if (unit,) in stored:
            return {(unit,)}
        said = [name for name in self.parents[unit] if name]
        if said and self.parents[unit][""] <= sum(self.parents[unit][name] for name in said):
            found: set[Chain] = set()
            for name in said:
                found |= self._chains(unit, name, depth - 1)
            return found
        return set(stored) or {(unit,)}

    @staticmethod
    def _within(found: set[Chain], unit: str, parent: str, agency: str) -> set[Chain]:
        """Of several chains those of the agency the row names; without one a new unit there."""
        within = {chain for chain in found if chain[0] == agency}
        between = () if parent in ("", agency) else (parent,)
        return within or {(agency,) if unit == agency else (agency, *between, unit)}

    def _usual_parent(self, name: str) -> str | None:
        """The parent the file gives a name, when it gives one; None when it gives none or several."""
        said = [parent for parent in self.parents[name] if parent]
        return said[0] if len(said) == 1 and self.parents[name][said[0]] > self.parents[name][""] else None

    # --- what must be made ---

    def _name(self) -> None:
        wanted = {chain[:end] for chain in self.tree.chains.values() for end in range(1, len(chain) + 1)}
        own_rows = {*self.tree.chains.values()}
        for chain in sorted(wanted - set(self.known), key=lambda chain: (len(chain), chain)):
            self.tree.new[chain] = best_spelling(self.spellings.get(chain[-1]) or [chain[-1].title()])
            if chain not in own_rows:
                reason = say(N_("Unit induk “%(name)s” tidak punya baris sendiri; dibuat."), name=self.tree.new[chain])
                self.tree.warnings.append(Note(None, h.PARENT, self.tree.new[chain], reason))


def _note(person: PersonRow, column: str, value: str, reason: str) -> Note:
    return Note(person.row, column, value, reason, person.nip, person.name)
