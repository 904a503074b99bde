"""What a cell says, as the forms of the pages would receive it: one reading for every import."""

from decimal import Decimal

from pamong.platform.importexport.writer import DANGEROUS, Value
from pamong.rulebook.tables import Cell, shown

EXACT_DIGITS = 15  # a spreadsheet keeps a number to so many digits


def typed(cell: Cell, mark: str = ",") -> str:
    """The text of a cell without the sign that keeps it inert. Numbers get ``mark`` for the decimals: a comma for fields
    of numbers, a point for codes that a spreadsheet took for a number (1.2).
    """
    if isinstance(cell, float):
        text = f"{cell:.15g}"
        if "e" in text:
            text = f"{cell:.4f}".rstrip("0").rstrip(".")
        return text.replace(".", mark)
    text = shown(cell).strip()
    if text.startswith("'") and text[1:].startswith(DANGEROUS):
        return text[1:]
    return text


def figure(value: Decimal | None) -> Value:
    """A number as it is written so that it reads back exactly: as a number, or as text where that would lose digits."""
    if value is None:
        return None
    plain = value.normalize()
    if len(plain.as_tuple().digits) <= EXACT_DIGITS and abs(value) < 10**EXACT_DIGITS:
        return plain
    return f"{plain:f}".replace(".", ",")


def unchanged(cell: Cell, written: Value) -> bool:
    """Whether a cell still says what was written into it; nothing needs to be read then."""
    if isinstance(written, Decimal):
        written = f"{written.normalize():f}".replace(".", ",")
    before = "" if written is None else shown(written).strip()
    return before in (shown(cell).strip(), typed(cell), typed(cell, "."))
