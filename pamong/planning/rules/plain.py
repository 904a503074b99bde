"""The results of a plan as plain values: what a copy, a template, a workbook and a revision have in common.

``id`` names the stored row it stands for, None something new. Plain Python: numbers exact, days as dates, JSON by texts.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from pamong.rulebook.text import N_

WAITING, NONE, LINKED = "waiting", "none", "linked"


@dataclass(frozen=True)
class Indicator:
    """How a result is measured."""

    text: str
    aspect: str = ""
    unit: str = ""
    target: Decimal | None = None
    target_max: Decimal | None = None
    target_text: str = ""
    direction: str = "more"
    evidence_source: str = ""
    id: int | None = None
    measure: str = ""  # ``rules.measure``
    pair: int = 0  # ``rules.pairs``


@dataclass(frozen=True)
class Result:
    """A work result with its indicators."""

    title: str
    kind: str = "main"
    description: str = ""
    perspective: str = ""
    weight: Decimal | None = None
    parent_id: int | None = None
    parent_state: str = WAITING
    parent_title: str = ""
    starts: dt.date | None = None
    ends: dt.date | None = None
    indicators: tuple[Indicator, ...] = ()
    id: int | None = None


@dataclass(frozen=True)
class Change:
    """One difference between two versions. ``what``: added, changed or dropped; ``of``: result, indicator or annex.

    ``fields`` pairs the name of each changed field with its old and new value as texts.
    """

    what: str
    of: str
    title: str
    fields: tuple[tuple[str, str, str], ...] = ()


FIELDS = {
    "kind": N_("Jenis"),
    "title": N_("Rencana hasil kerja"),
    "description": N_("Keterangan"),
    "perspective": N_("Perspektif"),
    "weight": N_("Bobot (%)"),
    "parent_title": N_("Hasil kerja pimpinan"),
    "starts": N_("Mulai"),
    "ends": N_("Tenggat"),
    "aspect": N_("Aspek"),
    "text": N_("Indikator"),
    "unit": N_("Satuan"),
    "target": N_("Target"),
    "target_max": N_("Batas atas rentang"),
    "target_text": N_("Ukuran keberhasilan dan target"),
    "direction": N_("Arah"),
    "evidence_source": N_("Sumber bukti"),
    "measure": N_("Ukuran otomatis"),
    "pair": N_("Pasangan"),
    "resources": N_("Dukungan sumber daya"),
    "accountability": N_("Skema pertanggungjawaban"),
    "consequences": N_("Konsekuensi"),
}
OF_RESULT = ("title", "kind", "parent_title", "weight", "perspective", "starts", "ends", "description")
OF_INDICATOR = (
    "text",
    "aspect",
    "target",
    "target_max",
    "unit",
    "target_text",
    "direction",
    "evidence_source",
    "measure",
    "pair",
)
ANNEXES = ("resources", "accountability", "consequences")


def text(number: Decimal | None) -> str:
    """A number as its shortest plain text ("97.5"), '' for none; the same number always gives the same text."""
    if number is None:
        return ""
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def as_json(results: Iterable[Result]) -> list[dict[str, Any]]:
    """The results as JSON values."""
    return [
        {
            **{name: getattr(r, name) for name in ("id", "title", "kind", "description", "perspective", "parent_id")},
            "parent_state": r.parent_state,
            "parent_title": r.parent_title,
            "weight": None if r.weight is None else text(r.weight),
            "starts": r.starts.isoformat() if r.starts else None,
            "ends": r.ends.isoformat() if r.ends else None,
            "indicators": [
                {
                    **{n: getattr(i, n) for n in ("id", "text", "aspect", "unit", "target_text", "direction")},
                    "evidence_source": i.evidence_source,
                    **({"measure": i.measure} if i.measure else {}),
                    **({"pair": i.pair} if i.pair else {}),
                    "target": None if i.target is None else text(i.target),
                    "target_max": None if i.target_max is None else text(i.target_max),
                }
                for i in r.indicators
            ],
        }
        for r in results
    ]


def from_json(rows: Iterable[dict[str, Any]]) -> tuple[Result, ...]:
    """The results back from JSON, also as they were frozen in a plan (where the state of the parent is not named)."""
    return tuple(
        Result(
            id=row.get("id"),
            title=row["title"],
            kind=row["kind"],
            description=row["description"],
            perspective=row["perspective"],
            weight=_number(row["weight"]),
            parent_id=row.get("parent_id"),
            parent_state=row.get("parent_state") or (LINKED if row.get("parent_id") else NONE),
            parent_title=row.get("parent_title", ""),
            starts=_day(row.get("starts")),
            ends=_day(row.get("ends")),
            indicators=tuple(_indicator(i) for i in row["indicators"]),
        )
        for row in rows
    )


def _indicator(row: dict[str, Any]) -> Indicator:
    names = ("id", "text", "aspect", "unit", "target_text", "direction", "evidence_source")
    return Indicator(
        target=_number(row["target"]),
        target_max=_number(row["target_max"]),
        measure=row.get("measure", ""),
        pair=row.get("pair", 0),
        **{name: row.get(name) for name in names},  # type: ignore[arg-type]  # texts and an id, as written by as_json
    )


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _day(value: str | None) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)


def unlinked(results: Iterable[Result], *, starts: dt.date, ends: dt.date) -> tuple[Result, ...]:
    """The same results as new ones for another period: without ids, waiting for a leader's result where they had one.

    Deadlines keep their day and month in the new year; what falls outside the period ends with it.
    """
    return tuple(
        replace(
            r,
            id=None,
            parent_id=None,
            parent_state=WAITING if r.parent_id or r.parent_state == WAITING else NONE,
            starts=starts,
            ends=_moved(r.ends, starts, ends),
            indicators=tuple(replace(i, id=None) for i in r.indicators),
        )
        for r in results
    )


def _moved(day: dt.date | None, starts: dt.date, ends: dt.date) -> dt.date:
    if day is None:
        return ends
    try:
        moved = day.replace(year=ends.year)
    except ValueError:  # 29 February
        moved = day.replace(year=ends.year, day=28)
    return moved if starts <= moved <= ends else ends


def diff(
    old: Sequence[Result],
    new: Sequence[Result],
    old_annexes: dict[str, str] | None = None,
    new_annexes: dict[str, str] | None = None,
) -> list[Change]:
    """What the new version says differently, in the order of the form; nothing for equal ones."""
    found: list[Change] = []
    before: dict[int | None, Result] = {r.id: r for r in old if r.id is not None}
    kept = {r.id for r in new}
    for result in new:
        earlier = before.get(result.id)
        if earlier is None:
            found.append(Change("added", "result", result.title))
            found += [Change("added", "indicator", i.text) for i in result.indicators]
        else:
            found += _changes(earlier, result)
    for result in old:
        if result.id not in kept:
            found.append(Change("dropped", "result", result.title))
    for name in ANNEXES:
        then, now = (old_annexes or {}).get(name, ""), (new_annexes or {}).get(name, "")
        if then != now:
            found.append(Change("changed", "annex", FIELDS[name], ((name, then, now),)))
    return found


def _changes(old: Result, new: Result) -> list[Change]:
    found = []
    fields = _fields(old, new, OF_RESULT)
    if fields:
        found.append(Change("changed", "result", new.title, fields))
    before: dict[int | None, Indicator] = {i.id: i for i in old.indicators if i.id is not None}
    kept = {i.id for i in new.indicators}
    for indicator in new.indicators:
        earlier = before.get(indicator.id)
        if earlier is None:
            found.append(Change("added", "indicator", indicator.text))
        elif fields := _fields(earlier, indicator, OF_INDICATOR):
            found.append(Change("changed", "indicator", indicator.text, fields))
    return found + [Change("dropped", "indicator", i.text) for i in old.indicators if i.id not in kept]


def _fields(old: object, new: object, names: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (name, _shown(getattr(old, name)), _shown(getattr(new, name)))
        for name in names
        if getattr(old, name) != getattr(new, name)
    )


def _shown(value: object) -> str:
    return text(value) if isinstance(value, Decimal) else "" if value is None else str(value)
