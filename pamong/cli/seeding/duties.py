"""What people of the invented town plan and do, read from `duties.toml`."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pamong.cli.seeding.folk import Planned, Slot
from pamong.cli.seeding.offices import HEALTH_OFFICE
from pamong.cli.seeding.roles import LICENSING
from pamong.planning.actions import IndicatorInput

IN_WORDS = frozenset({Slot(HEALTH_OFFICE, LICENSING, 7)})  # whose plan is measured in words, not in numbers
WITH_ANNEXES = frozenset(
    {
        *IN_WORDS,
        Slot(HEALTH_OFFICE, HEALTH_OFFICE),
        *(Slot(HEALTH_OFFICE, LICENSING, number) for number in (0, 1, 9)),
    }
)
ANNEXES = {
    "resources": "Satu laptop dan akses aplikasi perizinan\nDua kali pelatihan verifikasi lapangan\nKendaraan dinas untuk peninjauan",
    "accountability": "Laporan bulanan kepada pejabat penilai paling lambat tanggal 5\nBerita acara setiap peninjauan lapangan",
    "consequences": "Tercapai: diusulkan mengikuti pelatihan lanjutan\nTidak tercapai: pembinaan dan pendampingan selama tiga bulan",
}


@dataclass(frozen=True)
class Doing:
    """What an entry of the daily log may say: text, least and most quantity, usual minutes."""

    text: str
    least: int
    most: int
    minutes: int


@dataclass(frozen=True)
class Duty:
    """A work result of the yearly plan. ``parent`` counts the leader's results from 1."""

    title: str
    weight: Decimal
    indicator: IndicatorInput
    perspective: str = ""
    parent: int | None = None
    doings: tuple[Doing, ...] = ()
    quality: IndicatorInput | None = None  # judged together with the indicator

    @property
    def indicators(self) -> tuple[IndicatorInput, ...]:
        return (self.indicator,) if self.quality is None else (self.indicator, self.quality)


@functools.cache
def _file() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "duties.toml").read_text(encoding="utf-8"))


def duties_of(planned: Planned) -> tuple[Duty, ...]:
    """The duties of a post: of an agency's head, of a unit's head in the unit's name, or of everybody on that post."""
    words = {"unit": planned.units[-1]}
    if planned.is_head and len(planned.units) == 1:
        kind = "health" if planned.agency == HEALTH_OFFICE else "personnel"
        return _duties("head", kind, words)
    if planned.is_head:
        return _duties("unit_head", "", words)
    if planned.slot in IN_WORDS:
        return _duties("in_words", "", words)
    staff = planned.post.title if planned.post.title in _file()["staff"] else "other"
    return _duties("staff", staff, words)


def _duties(group: str, kind: str, words: Mapping[str, str]) -> tuple[Duty, ...]:
    rows = _file()[group][kind] if kind else _file()[group]
    return tuple(_duty(row, words) for row in rows)


def _duty(row: Mapping[str, Any], words: Mapping[str, str]) -> Duty:
    return Duty(
        title=row["title"].format(**words),
        weight=Decimal(row["weight"]),
        indicator=_in_words(*row["words"]) if "words" in row else _indicator(row),
        quality=_quality(*row["quality"]) if "quality" in row else None,
        perspective=row.get("perspective", ""),
        parent=row.get("parent"),
        doings=tuple(Doing(*doing) for doing in row.get("day", ())),
    )


def _indicator(row: Mapping[str, Any]) -> IndicatorInput:
    aspect, text, unit, target, direction, source = row["indicator"]
    return IndicatorInput(
        text=text,
        aspect=aspect,
        unit=unit,
        target=Decimal(target),
        direction=direction,
        evidence_source=source,
        measure=row.get("measure", ""),
        pair=int("quality" in row),
    )


def _in_words(text: str, target: str, source: str) -> IndicatorInput:
    return IndicatorInput(text=text, target_text=target, unit="kegiatan", evidence_source=source)


def _quality(text: str, unit: str, target: str, measure: str) -> IndicatorInput:
    return IndicatorInput(text=text, aspect="quality", unit=unit, target=Decimal(target), measure=measure, pair=1)
