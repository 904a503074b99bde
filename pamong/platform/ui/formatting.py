"""Dates, times and numbers as people read them. Indonesian by default, English when that is the active language.

Numbers are exact: ``Decimal``, ``int`` or a numeric text. A float is refused, because it has already lost digits.
Nothing is ever invented: a missing value is written as a dash, never as zero.
"""

from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language

MISSING = "–"
MONTHS_ID = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAYS_ID = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
DAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ZONES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Ujung_Pandang": "WITA",
    "Asia/Jayapura": "WIT",
}
OFFSETS = {7: "WIB", 8: "WITA", 9: "WIT"}
Number = Decimal | int | str


def english() -> bool:
    """Whether the active language is English; anything else is written the Indonesian way."""
    return (get_language() or "id").startswith("en")


def month_name(month: int) -> str:
    """Name of a month (1 to 12) in the active language."""
    return (MONTHS_EN if english() else MONTHS_ID)[month - 1]


def day_name(value: date) -> str:
    """Name of the weekday in the active language."""
    return (DAYS_EN if english() else DAYS_ID)[_local_date(value).weekday()]


def local(value: datetime) -> datetime:
    """The moment in the active time zone; a moment without zone is taken as already local."""
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _local_date(value: date) -> date:
    return local(value).date() if isinstance(value, datetime) else value


def zone_name(value: datetime | None = None) -> str:
    """WIB, WITA or WIT for the active zone (or one of the same offset); otherwise the zone's own short name."""
    zone = timezone.get_current_timezone()
    key = zone.key if isinstance(zone, ZoneInfo) else str(zone)
    if key in ZONES:
        return ZONES[key]
    moment = (value or datetime.now(UTC)).astimezone(zone)
    offset = moment.utcoffset()
    hours = offset.total_seconds() / 3600 if offset is not None else None
    return OFFSETS.get(int(hours), moment.tzname() or "") if hours is not None else ""


def long_date(value: date | None) -> str:
    """22 November 2026."""
    if value is None:
        return MISSING
    day = _local_date(value)
    return f"{day.day} {month_name(day.month)} {day.year}"


def full_date(value: date | None) -> str:
    """Minggu, 22 November 2026."""
    return MISSING if value is None else f"{day_name(value)}, {long_date(value)}"


def short_date(value: date | None) -> str:
    """22-11-2026."""
    if value is None:
        return MISSING
    day = _local_date(value)
    return f"{day.day:02d}-{day.month:02d}-{day.year:04d}"


def month_year(value: date | None) -> str:
    """November 2026."""
    if value is None:
        return MISSING
    day = _local_date(value)
    return f"{month_name(day.month)} {day.year}"


def clock(value: datetime | time | None) -> str:
    """14.05 (English: 14:05). A moment is shown in the active zone."""
    if value is None:
        return MISSING
    shown = local(value) if isinstance(value, datetime) else value
    return f"{shown.hour:02d}{':' if english() else '.'}{shown.minute:02d}"


def moment(value: datetime | None) -> str:
    """22 November 2026 14.05 WIB."""
    return MISSING if value is None else f"{long_date(value)} {clock(value)} {zone_name(value)}".rstrip()


def exact(value: Number) -> Decimal:
    """The value as Decimal. Raises TypeError for floats and booleans, ValueError for what is no finite number."""
    if isinstance(value, float | bool):
        raise TypeError("numbers shown to people are Decimal or int, never float")
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise ValueError(f"not a number: {value!r}") from error
    if not number.is_finite():
        raise ValueError(f"not a finite number: {value!r}")
    return number


def number(value: Number | None, places: int | None = None) -> str:
    """1.234,5 (English: 1,234.5), rounded half up to ``places``; without ``places`` every digit but trailing zeros."""
    if value is None or value == "":
        return MISSING
    amount = exact(value)
    if places is not None:
        amount = round_half_up(amount, places)
    text = f"{amount.copy_abs():,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if not english():
        text = text.translate({ord(","): ".", ord("."): ","})
    return f"-{text}" if amount < 0 else text


def round_half_up(amount: Decimal, places: int) -> Decimal:
    """Commercial rounding to ``places`` decimals, for numbers of any length."""
    if amount.is_zero():
        return Decimal(0).scaleb(-places)
    sign, digits, exponent = amount.as_tuple()
    if not isinstance(exponent, int):  # pragma: no cover - infinities are refused before
        raise ValueError("not a finite number")
    drop = -places - exponent
    whole = int("".join(map(str, digits)))
    whole = whole * 10**-drop if drop <= 0 else (whole + 5 * 10 ** (drop - 1)) // 10**drop
    return Decimal(f"{'-' if sign and whole else ''}{whole}E-{places}")


def percent(value: Number | None, places: int | None = 1) -> str:
    """71,4%. The value is already in percent; a fraction of zero is dropped (85%, not 85,0%)."""
    if value is None or value == "":
        return MISSING
    amount = exact(value)
    return f"{number(amount if places is None else round_half_up(amount, places))}%"


def rupiah(value: Number | None) -> str:
    """Rp 1.234.567, whole rupiah, rounded half up."""
    if value is None or value == "":
        return MISSING
    text = number(value, 0)
    return f"-Rp {text[1:]}" if text.startswith("-") else f"Rp {text}"


def plain_number(value: Number | None) -> str:
    """How a number stands in an input: decimal sign of the language, no grouping, no trailing zeros (1234,5)."""
    if value is None or value == "":
        return ""
    text = f"{exact(value):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = "0" if text == "-0" else text
    return text if english() else text.replace(".", ",")


def nip(value: str | None) -> str:
    """An 18-digit NIP in its four groups (19870512 201001 2 003); anything else, such as a masked one, as it is."""
    if not value:
        return MISSING
    if len(value) == 18 and value.isascii() and value.isdigit():
        return f"{value[:8]} {value[8:14]} {value[14]} {value[15:]}"
    return value


def file_size(size: int) -> str:
    """340 B, 12 kB, 1,4 MB (decimal units)."""
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{number(Decimal(size) / 1000, 0)} kB"
    return f"{number(round_half_up(Decimal(size) / 1_000_000, 1))} MB"
