"""A roster as people draw it: one row for each person, one column for each day, a code of a turn in the cell.

The long form (NIP, date, turn) is read as well.
"""

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pamong.people.rules import cells
from pamong.rulebook.tables import Row, normal, shown
from pamong.rulebook.text import N_, Sentence, say

FREE = frozenset({"", "-", "l", "lepas", "libur", "off", "x"})
MOST_DAYS = 62


@dataclass(frozen=True)
class RosterCell:
    """One person's turn of one day; ``code`` None is a day off."""

    row: int
    nip: str
    day: dt.date
    code: str | None


@dataclass(frozen=True)
class RosterFault:
    """A row, or a cell of it, that cannot be taken."""

    row: int
    reason: Sentence


def read_roster(
    rows: Sequence[Row], month: dt.date, codes: Collection[str]
) -> tuple[list[RosterCell], list[RosterFault]]:
    """Cells of a sheet. ``month`` says which month bare numbers 1 to 31 in the heading are; ``codes`` are the known turns."""
    heading_at = _heading(rows)
    if heading_at is None:
        return [], [RosterFault(1, say(N_("Baris judul dengan kolom NIP tidak ditemukan.")))]
    heading = rows[heading_at]
    names = [normal(shown(cell)) for cell in heading]
    nip_at = names.index("nip")
    known = {code.casefold(): code for code in codes}
    if "tanggal" in names and ("shift" in names or "jaga" in names or "kode" in names):
        turn_at = next(names.index(word) for word in ("shift", "jaga", "kode") if word in names)
        return _long(rows, heading_at, (nip_at, names.index("tanggal"), turn_at), known)
    days = {at: day for at, cell in enumerate(heading) if at != nip_at and (day := _day(cell, month)) is not None}
    return _wide(rows, heading_at, nip_at, days, known=known)


def _heading(rows: Sequence[Row]) -> int | None:
    for number, row in enumerate(rows[:20]):
        if "nip" in [normal(shown(cell)) for cell in row]:
            return number
    return None


def _day(cell: object, month: dt.date) -> dt.date | None:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    text = shown(cell) if isinstance(cell, str | int | float) else ""
    if re.fullmatch(r"\d{1,2}", text):
        try:
            return month.replace(day=int(text))
        except ValueError:
            return None
    try:
        return cells.day(text) if re.search(r"\d{4}", text) else None
    except cells.Fault:
        return None


def _wide(
    rows: Sequence[Row], heading_at: int, nip_at: int, days: dict[int, dt.date], *, known: dict[str, str]
) -> tuple[list[RosterCell], list[RosterFault]]:
    found: list[RosterCell] = []
    faults: list[RosterFault] = []
    for number, row in enumerate(rows[heading_at + 1 :], start=heading_at + 2):
        nip = _nip(row, nip_at)
        if nip is None:
            if any(cell not in ("", None) for cell in row):
                faults.append(RosterFault(number, say(N_("NIP harus 18 angka."))))
            continue
        for at, day in days.items():
            text = shown(row[at]).strip() if at < len(row) else ""
            if text == "":
                continue
            _take(found, faults, RosterCell(number, nip, day, text), known)
    return found, faults


def _long(
    rows: Sequence[Row], heading_at: int, columns: tuple[int, int, int], known: dict[str, str]
) -> tuple[list[RosterCell], list[RosterFault]]:
    found: list[RosterCell] = []
    faults: list[RosterFault] = []
    nip_at, day_at, turn_at = columns
    for number, row in enumerate(rows[heading_at + 1 :], start=heading_at + 2):
        if not any(cell not in ("", None) for cell in row):
            continue
        nip = _nip(row, nip_at)
        day = _day(row[day_at], dt.date(2000, 1, 1)) if day_at < len(row) else None
        if nip is None or day is None:
            faults.append(RosterFault(number, say(N_("NIP harus 18 angka dan tanggal seperti 26-11-2026."))))
            continue
        text = shown(row[turn_at]).strip() if turn_at < len(row) else ""
        _take(found, faults, RosterCell(number, nip, day, text), known)
    return found, faults


def _nip(row: Row, at: int) -> str | None:
    digits = re.sub(r"\D", "", shown(row[at])) if at < len(row) else ""
    return digits if len(digits) == 18 else None


def _take(found: list[RosterCell], faults: list[RosterFault], cell: RosterCell, known: dict[str, str]) -> None:
    text = (cell.code or "").removeprefix("'").casefold()  # a dash that a workbook keeps as text
    if text in known:
        found.append(RosterCell(cell.row, cell.nip, cell.day, known[text]))
    elif text in FREE:
        found.append(RosterCell(cell.row, cell.nip, cell.day, None))
    else:
        faults.append(
            RosterFault(
                cell.row, say(N_("Kode jaga “%(code)s” tidak dikenal. Tambahkan dulu, atau perbaiki."), code=cell.code)
            )
        )
