"""Finds the heading row of a table and which column means what, whatever the office calls it. Plain Python."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pamong.platform.importexport.reader import Sheet
from pamong.rulebook.tables import Field, Row, normal, shown

SEARCHED_ROWS = 20
NEAR = 0.86  # typing slips in a heading; shorter words must match exactly
SHORTEST_NEAR = 6


@dataclass(frozen=True)
class Found:
    """A heading row: sheet and row index (from 0), and for each field its column index (from 0)."""

    sheet: int
    row: int
    columns: Mapping[str, int]


def match(headings: Sequence[str], fields: Sequence[Field]) -> dict[str, int]:
    """Which column (index) is which field: best matches first, each field and each column at most once."""
    scored = []
    for column, heading in enumerate(headings):
        text = normal(heading)
        if not text:
            continue
        for order, field in enumerate(fields):
            score = _score(text, field)
            if score:
                scored.append((-score, order, column, field.id))
    columns: dict[str, int] = {}
    for _points, _order, column, name in sorted(scored):
        if name not in columns and column not in columns.values():
            columns[name] = column
    return columns


def find(sheets: Sequence[Sheet], fields: Sequence[Field]) -> Found | None:
    """The row, over all sheets, that names most fields and all required ones; the first of equals; or None."""
    return max(candidates(sheets, fields), key=lambda found: len(found.columns), default=None)


def candidates(sheets: Sequence[Sheet], fields: Sequence[Field]) -> list[Found]:
    """The best heading row of every sheet that has one, in the order of the sheets."""
    found = []
    for number, sheet in enumerate(sheets):
        best = _best(number, sheet.rows[:SEARCHED_ROWS], fields)
        if best:
            found.append(best)
    return found


def _best(sheet: int, rows: Sequence[Row], fields: Sequence[Field]) -> Found | None:
    required = {field.id for field in fields if field.required}
    tried = (Found(sheet, number, match([shown(cell) for cell in row], fields)) for number, row in enumerate(rows))
    usable = [found for found in tried if required <= set(found.columns)]
    return max(usable, key=lambda found: len(found.columns), default=None)


def _score(text: str, field: Field) -> float:
    """How surely a heading means a field: 0 for not at all; earlier synonyms weigh a little more."""
    best = 0.0
    for place, synonym in enumerate((*field.synonyms, field.label)):
        word = normal(synonym)
        if text == word or text.replace(" ", "") == word.replace(" ", ""):
            score = 1.0
        elif len(word) >= SHORTEST_NEAR and difflib.SequenceMatcher(None, text, word).ratio() >= NEAR:
            score = 0.7
        else:
            continue
        best = max(best, score - place * 0.002)
    return best
