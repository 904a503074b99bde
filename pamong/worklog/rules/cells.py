"""Cells of a table of entries as people and Excel write them: dates, hours, amounts, texts, links. Plain values."""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation

from pamong.rulebook.cells import MONTH_WORDS, Fault, text
from pamong.rulebook.tables import Cell, shown
from pamong.rulebook.text import N_, say

__all__ = [
    "EXCEL_DAYS",
    "EXCEL_EPOCH",
    "Fault",
    "amount",
    "clock",
    "day",
    "link",
    "text",
]

EXCEL_EPOCH = dt.date(1899, 12, 30)
EXCEL_DAYS = range(30_000, 80_000)  # 1982 to 2119 as Excel counts days
_DMY = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_WORDS = re.compile(r"(?:[A-Za-z]+,?\s+)?(\d{1,2})[\s\-]+([A-Za-z]+)\.?[\s\-]+(\d{4})")
_CLOCK = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?(?:[.:]\d{2})?(?:\s*(?:WIB|WITA|WIT))?", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s<>\"']{3,480}", re.IGNORECASE)


def day(cell: Cell | None) -> dt.date:
    """A date: a date cell, Excel's number of days, 2026-11-26, 26-11-2026, 26 November 2026. Raises Fault."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, float | int) and not isinstance(cell, bool) and int(cell) in EXCEL_DAYS:
        return EXCEL_EPOCH + dt.timedelta(days=int(cell))
    value = text(cell, 60)
    try:
        if found := _ISO.fullmatch(value):
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DMY.fullmatch(value):
            return dt.date(int(found[3]), int(found[2]), int(found[1]))
        if (found := _WORDS.fullmatch(value)) and found[2][:3].casefold() in MONTH_WORDS:
            return dt.date(int(found[3]), MONTH_WORDS[found[2][:3].casefold()], int(found[1]))
    except ValueError:
        pass
    raise Fault(say(N_("Tanggal “%(value)s” tidak terbaca. Tulis seperti 2026-11-26 atau 26-11-2026."), value=value))


def clock(cell: Cell | None) -> dt.time:
    """An hour: a time cell, Excel's part of a day, 08.00, 8:30, 8. Raises Fault."""
    if isinstance(cell, dt.datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, dt.time):
        return cell.replace(second=0, microsecond=0)
    if isinstance(cell, dt.timedelta):
        cell = cell.total_seconds() / 86_400
    if isinstance(cell, float) and 0 <= cell < 1:
        minutes = round(cell * 1440) % 1440
        return dt.time(minutes // 60, minutes % 60)
    value = text(cell, 20)
    found = _CLOCK.fullmatch(value)
    if found and int(found[1]) < 24 and int(found[2] or 0) < 60:
        return dt.time(int(found[1]), int(found[2] or 0))
    raise Fault(say(N_("Jam “%(value)s” tidak terbaca. Tulis seperti 08.00."), value=value))


def amount(cell: Cell | None) -> Decimal | None:
    """A number that is not negative, with a comma or a point; None for an empty cell. Raises Fault."""
    if cell is None or cell == "":
        return None
    plain = isinstance(cell, int | float) and not isinstance(cell, bool)
    number = Decimal(str(cell)) if plain else _typed(text(cell, 30))
    if not number.is_finite() or number < 0 or number >= 10**12:
        raise Fault(say(N_("Jumlah “%(value)s” tidak dapat dipakai. Tulis angka nol atau lebih."), value=shown(cell)))
    return number.quantize(Decimal("0.01"))


def _typed(value: str) -> Decimal:
    plain = value.replace(" ", "")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d{1,3}(\.\d{3})+", plain):
        plain = plain.replace(".", "")
    try:
        return Decimal(plain)
    except InvalidOperation as error:
        raise Fault(say(N_("Jumlah “%(value)s” bukan angka."), value=value)) from error


def link(cell: Cell | None) -> str:
    """A web address, or an empty text for an empty cell. Raises Fault."""
    value = text(cell, 500)
    if value and not _LINK.fullmatch(value):
        raise Fault(
            say(N_("Bukti dukung harus tautan yang diawali https://, atau kosongkan dan unggah berkasnya nanti."))
        )
    return value
