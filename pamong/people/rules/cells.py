"""Reads single cells of a personnel workbook: NIP, dates, ranks, contacts, as clerks and Excel really write them.

Each reader answers a value, raises ``Fault`` (the row cannot be entered) or ``Doubt`` (only the value is left out).
"""

import datetime as dt
import re

from pamong.rulebook import nip as nips
from pamong.rulebook.cells import MONTH_WORDS, Fault, text
from pamong.rulebook.tables import Cell, shown
from pamong.rulebook.text import N_, Sentence, say

__all__ = [
    "EXCEL_DAYS",
    "EXCEL_EPOCH",
    "GONE",
    "ROMAN",
    "Doubt",
    "Fault",
    "day",
    "email",
    "lost_digits",
    "name",
    "nip",
    "phone",
    "rank",
    "status",
    "text",
]

EXCEL_EPOCH = dt.date(1899, 12, 30)
EXCEL_DAYS = range(10_000, 80_000)  # 1927 to 2119 as Excel counts days
EARLIEST, LATEST = 1950, 2100
LONGEST_NAME, LONGEST_TITLE, LONGEST_UNIT = 150, 200, 200
_SCIENTIFIC = re.compile(r"\d[.,]\d+\s*E\s*\+?\s*1[5-9]", re.IGNORECASE)
_RANK = re.compile(r"(?<![A-Z])(IV|I{1,3})\s*[/.\-]?\s*([A-E])(?![A-Z])", re.IGNORECASE)
_DATE = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4})")
_ISO = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})(?:[T ].*)?")
_WORDS = re.compile(r"(\d{1,2})[\s\-]+([A-Za-z]+)\.?[\s\-]+(\d{4})")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII")
GONE = ("pensiun", "berhenti", "diberhentikan", "meninggal", "wafat", "tidak aktif", "mutasi keluar", "pindah instansi")


class Doubt(Fault):
    """The value cannot be used and is left out; the row is entered without it."""


def nip(cell: Cell | None) -> nips.NipParts:
    """The parts of a NIP; blanks, apostrophes, dots and hyphens between the digits are fine. Raises Fault."""
    if isinstance(cell, float | int) and not isinstance(cell, bool) and abs(cell) >= 1e15:
        raise Fault(lost_digits())
    value = text(cell)
    if not value:
        raise Fault(say(N_("NIP wajib diisi.")))
    if _SCIENTIFIC.fullmatch(value):
        raise Fault(lost_digits())
    digits = re.sub(r"^\s*NIP\b[.:]*", "", value, flags=re.IGNORECASE)
    digits = re.sub(r"[\s'’`\"._\-]", "", digits)
    found = nips.parse(digits)
    if isinstance(found, list):
        raise Fault(_nip_fault(found, digits))
    return found


def lost_digits() -> Sentence:
    """Why a NIP in a number cell is refused, and how to mend it."""
    return say(
        N_(
            "NIP tersimpan sebagai angka Excel kehilangan digit terakhir. Ubah format sel menjadi Teks,"
            " lalu ketik ulang 18 angka NIP."
        )
    )


def _nip_fault(codes: list[str], digits: str) -> Sentence:
    if codes == ["panjang"]:
        return say(N_("NIP salah panjang: %(length)s angka, seharusnya 18."), length=len(digits))
    meanings = "; ".join(f"{code}: {nips.FAULTS[code]}" for code in codes)
    return say(N_("NIP tidak sah (%(meanings)s). Periksa pada SK pegawai."), meanings=meanings)


def name(cell: Cell | None) -> str:
    """A person's name. Raises Fault when it is missing, has no letter, or holds hidden characters."""
    value = text(cell, LONGEST_NAME)
    if not value:
        raise Fault(say(N_("Nama wajib diisi.")))
    if not any(c.isalpha() for c in value) or value.startswith(("=", "@")):
        raise Fault(say(N_("“%(value)s” bukan nama orang."), value=value))
    return value


def day(cell: Cell | None) -> dt.date | None:
    """A date: a real Excel date, its day number, 31-12-2024, 31/12/2024, 2024-12-31 or 2 Januari 2024. Raises Fault."""
    if isinstance(cell, dt.datetime):
        cell = cell.date()
    if isinstance(cell, dt.date):
        return _sensible(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if EXCEL_DAYS.start <= cell < EXCEL_DAYS.stop:
            return EXCEL_EPOCH + dt.timedelta(days=int(cell))
        raise Fault(_unreadable(shown(cell)))
    value = text(cell)
    if value in ("", "-"):
        return None
    parts = _parts(value)
    if parts is None:
        raise Fault(_unreadable(value))
    try:
        return _sensible(dt.date(*parts))
    except ValueError as error:
        if isinstance(error, Fault):
            raise
        raise Fault(
            say(N_("%(value)s: tanggal tidak ada di kalender. Periksa hari dan bulannya."), value=value)
        ) from error


def _parts(value: str) -> tuple[int, int, int] | None:
    if found := _DATE.fullmatch(value):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _ISO.fullmatch(value):
        return int(found[1]), int(found[2]), int(found[3])
    if (found := _WORDS.fullmatch(value)) and (month := MONTH_WORDS.get(found[2][:3].casefold())):
        return int(found[3]), month, int(found[1])
    return None


def _unreadable(value: str) -> Sentence:
    return say(N_("Tanggal “%(value)s” tidak dapat dibaca. Tulis seperti 31-12-2024."), value=value)


def _sensible(value: dt.date) -> dt.date:
    if not EARLIEST <= value.year <= LATEST:
        raise Fault(say(N_("Tahun %(year)s tidak masuk akal. Periksa tanggalnya."), year=value.year))
    return value


def rank(cell: Cell | None) -> str:
    """Rank as III/b, or I to XVII for PPPK; '' when empty. Raises Doubt for anything else."""
    value = text(cell)
    if value in ("", "-"):
        return ""
    if found := _RANK.search(value):
        return f"{found[1].upper()}/{found[2].lower()}"
    last = re.sub(r"^(gol(ongan)?\.?|pppk)\s*", "", value, flags=re.IGNORECASE).strip(" ./()").upper()
    if last in ROMAN:
        return last
    if last.isascii() and last.isdigit() and 1 <= int(last) <= len(ROMAN):
        return ROMAN[int(last) - 1]
    raise Doubt(say(N_("Golongan “%(value)s” tidak dikenal; tidak diisi. Tulis seperti III/b atau IX."), value=value))


def status(cell: Cell | None) -> str:
    """PNS, PPPK or '' when the cell does not say. Raises Fault for people who no longer work here."""
    value = text(cell).casefold()
    if value.startswith(GONE):
        raise Fault(say(N_("Kedudukan “%(value)s”: bukan pegawai aktif, tidak diimpor."), value=shown(cell)))
    if "pppk" in value or "p3k" in value or "perjanjian kerja" in value:
        return "PPPK"
    return "PNS" if "pns" in value or "pegawai negeri sipil" in value else ""


def email(cell: Cell | None) -> str:
    """An e-mail address in lower case; '' when empty. Raises Doubt."""
    value = text(cell, 300)
    if value in ("", "-"):
        return ""
    if len(value) > 254 or not _EMAIL.fullmatch(value):
        raise Doubt(say(N_("“%(value)s” bukan alamat email; tidak diisi."), value=value))
    return value.lower()


def phone(cell: Cell | None) -> str:
    """A telephone number as 0812…; +62 and 62 become 0, and so does the zero that Excel drops. Raises Doubt."""
    value = text(cell)
    if value in ("", "-"):
        return ""
    digits = re.sub(r"[^0-9]", "", value)
    if digits.startswith("62"):
        digits = "0" + digits[2:]
    elif digits.startswith("8"):
        digits = "0" + digits
    if not 8 <= len(digits) <= 15 or re.search(r"[A-Za-z]", value):
        raise Doubt(say(N_("“%(value)s” bukan nomor telepon; tidak diisi."), value=value))
    return digits
