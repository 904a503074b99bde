"""Cells and headings of tables as offices write them. Plain values that rules can read without knowing any file format."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

Cell = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta
Row = list[Cell]


@dataclass(frozen=True)
class Field:
    """Something an import can take: its id, its label for people, the headings that mean it (best first)."""

    id: str
    label: str
    synonyms: tuple[str, ...]
    required: bool = False


def normal(text: str) -> str:
    """Lower case, accents and punctuation gone, blanks single: ``Gol./Ruang `` and ``GOL RUANG`` are the same."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())


def shown(cell: Cell | None) -> str:
    """A cell as text for people: dates as 31-12-2026, whole numbers without decimals."""
    if cell is None:
        return ""
    if isinstance(cell, dt.date):
        return f"{cell.day:02}-{cell.month:02}-{cell.year}"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)
