"""The registry of rules: every legal computation under one id, with source, days of validity and confidence.

A rule whose law changes gets a second version under the same id; a stored result names its version and can always be
explained by the rule it was made with.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Any

from pamong.rulebook.errors import ErrorCode, RuleError
from pamong.rulebook.fields import Day, Field, ListOf, Values, read_fields, wrong_type
from pamong.rulebook.text import N_, Sentence
from pamong.rulebook.words import Confidence

FAMILIES = (
    "predikat",
    "distribution",
    "credit",
    "skm",
    "deadlines",
    "followup",
    "discipline",
    "tpp",
    "development",
    "nip",
    "retirement",
    "achievement",
)
# Any rule may be handed the holidays in force; only rules that count working days look at them.
HOLIDAYS: Mapping[str, Field] = {"libur": ListOf(item=Day(), required=False)}


@dataclass(frozen=True)
class Source:
    """Where a rule stands: regulation and article, in the words one cites them with."""

    regulation: str
    article: str

    def __str__(self) -> str:
        return f"{self.regulation}, {self.article}"


@dataclass(frozen=True)
class Caveat:
    """One part of a rule that is less sure than the rest, in Indonesian."""

    confidence: Confidence
    text: str


@dataclass(frozen=True)
class Table:
    """The legal table as text: headings and rows, in Indonesian."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Outcome:
    """What a rule computed: the result in the contract's keys, the reasoning, a narrower source if there is one."""

    result: dict[str, Any]
    steps: tuple[Sentence, ...]
    source: Source | None = None
    confidence: Confidence | None = None


Compute = Callable[[Values, date], Outcome]


@dataclass(frozen=True)
class Rule:
    """One version of one rule. ``valid_from`` and ``valid_to`` are its first and last day."""

    id: str
    title: str
    source: Source
    valid_from: date
    valid_to: date | None
    confidence: Confidence
    inputs: Mapping[str, Field]
    outputs: Mapping[str, str]
    compute: Compute = field(repr=False)
    family: str
    formula: str = ""
    table: Table | None = None
    caveats: tuple[Caveat, ...] = ()
    valid_from_confidence: Confidence = Confidence.MEMORY

    @property
    def version(self) -> str:
        """The name of this version within its id: its first day of validity."""
        return self.valid_from.isoformat()

    def valid_on(self, day: date) -> bool:
        """Whether the rule is in force on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class RuleResult:
    """A result with all that is needed to explain or repeat it; ``steps`` are plain Indonesian sentences."""

    result: dict[str, Any]
    rule_id: str
    version: str
    on: date
    inputs: dict[str, Any]
    source: Source
    confidence: Confidence
    caveats: tuple[Caveat, ...]
    steps: tuple[Sentence, ...]

    def as_dict(self) -> dict[str, Any]:
        """The whole result in plain values (numbers stay Decimal; write them with ``wire.dumps``)."""
        return {
            "result": self.result,
            "rule": self.rule_id,
            "version": self.version,
            "on": self.on.isoformat(),
            "inputs": self.inputs,
            "source": str(self.source),
            "confidence": self.confidence.value,
            "caveats": [{"confidence": caveat.confidence.value, "text": caveat.text} for caveat in self.caveats],
            "steps": [str(step) for step in self.steps],
        }


class Registry:
    """Rules by id, each id with one or more versions that never overlap in time."""

    def __init__(self) -> None:
        self._versions: dict[str, list[Rule]] = {}

    def add(self, rule: Rule) -> None:
        """Take in a rule; ValueError if its validity overlaps another version of the same id."""
        if rule.valid_to is not None and rule.valid_to < rule.valid_from:
            raise ValueError(f"{rule.id}: valid_to before valid_from")
        versions = self._versions.setdefault(rule.id, [])
        for other in versions:
            if rule.valid_from <= (other.valid_to or date.max) and other.valid_from <= (rule.valid_to or date.max):
                raise ValueError(f"{rule.id}: {rule.version} overlaps {other.version}")
        versions.append(rule)
        versions.sort(key=lambda each: each.valid_from)

    def rules(self, on: date | None = None) -> list[Rule]:
        """All rules, or those in force on a day, in the order of registration."""
        return [rule for versions in self._versions.values() for rule in versions if on is None or rule.valid_on(on)]

    def get(self, rule_id: str, on: date) -> Rule:
        """The version in force on a day; RuleError ``aturan_tidak_dikenal`` or ``belum_berlaku``."""
        for rule in self._known(rule_id):
            if rule.valid_on(on):
                return rule
        raise RuleError(
            ErrorCode.NOT_IN_FORCE,
            N_("Aturan %(rule)s belum atau tidak berlaku pada %(day)s."),
            "rule",
            rule=rule_id,
            day=on.isoformat(),
        )

    def get_version(self, rule_id: str, version: str) -> Rule:
        """The version a stored result was made with; RuleError ``aturan_tidak_dikenal`` if there is none."""
        for rule in self._known(rule_id):
            if rule.version == version:
                return rule
        raise self._unknown(f"{rule_id} {version}")

    def run(self, rule_id: str, inputs: Mapping[str, Any], *, on: date, version: str | None = None) -> RuleResult:
        """Read the inputs, compute, and keep the reasoning. ``version`` repeats an old result with its own rule."""
        rule = self.get_version(rule_id, version) if version else self.get(rule_id, on)
        if not isinstance(inputs, Mapping):
            raise wrong_type("inputs", N_("objek"))
        outcome = rule.compute(read_fields({**rule.inputs, **HOLIDAYS}, inputs), on)
        return RuleResult(
            result=outcome.result,
            rule_id=rule.id,
            version=rule.version,
            on=on,
            inputs=dict(inputs),
            source=outcome.source or rule.source,
            confidence=outcome.confidence or rule.confidence,
            caveats=rule.caveats,
            steps=outcome.steps,
        )

    def _known(self, rule_id: str) -> list[Rule]:
        if rule_id not in self._versions:
            raise self._unknown(rule_id)
        return self._versions[rule_id]

    @staticmethod
    def _unknown(name: str) -> RuleError:
        return RuleError(ErrorCode.UNKNOWN_RULE, N_("Aturan “%(rule)s” tidak dikenal."), "rule", rule=name[:60])


_REGISTRY = Registry()


def rule(
    *,
    id: str,  # noqa: A002  the contract's own word
    title: str,
    source: Source,
    valid_from: date,
    confidence: Confidence,
    inputs: Mapping[str, Field],
    outputs: Mapping[str, str],
    valid_to: date | None = None,
    formula: str = "",
    table: Table | None = None,
    caveats: tuple[Caveat, ...] = (),
    valid_from_confidence: Confidence = Confidence.MEMORY,
    registry: Registry = _REGISTRY,
) -> Callable[[Compute], Compute]:
    """Register the decorated function as a rule. It takes the read inputs and the day the rule is asked for."""

    def register(compute: Compute) -> Compute:
        registry.add(
            Rule(
                id=id,
                title=title,
                source=source,
                valid_from=valid_from,
                valid_to=valid_to,
                confidence=confidence,
                inputs=inputs,
                outputs=outputs,
                compute=compute,
                family=compute.__module__.rpartition(".")[2],
                formula=formula,
                table=table,
                caveats=caveats,
                valid_from_confidence=valid_from_confidence,
            )
        )
        return compute

    return register


def the_rulebook() -> Registry:
    """The registry with every rule of the rulebook in it."""
    for family in FAMILIES:
        import_module(f"pamong.rulebook.{family}")
    return _REGISTRY


def all_rules(on: date | None = None) -> list[Rule]:
    """Every version of every rule, or the rules in force on a day, family by family."""
    return sorted(the_rulebook().rules(on), key=lambda each: FAMILIES.index(each.family))


def get(rule_id: str, on: date) -> Rule:
    """The rule in force on a day; RuleError if unknown or not in force."""
    return the_rulebook().get(rule_id, on)


def get_version(rule_id: str, version: str) -> Rule:
    """The rule version that a stored result names; RuleError if unknown."""
    return the_rulebook().get_version(rule_id, version)


def run(rule_id: str, inputs: Mapping[str, Any], *, on: date) -> dict[str, Any]:
    """The result in the contract's keys; RuleError for any wrong input."""
    return run_with_trace(rule_id, inputs, on=on).result


def run_with_trace(rule_id: str, inputs: Mapping[str, Any], *, on: date, version: str | None = None) -> RuleResult:
    """The result with rule version, inputs, source, confidence and reasoning; RuleError for any wrong input."""
    return the_rulebook().run(rule_id, inputs, on=on, version=version)
