"""The inputs of a rule: each kind of field reads one value strictly, or says in plain words why it cannot."""

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pamong.rulebook.errors import ErrorCode, RuleError
from pamong.rulebook.text import N_, number
from pamong.rulebook.words import unknown_word

Values = Mapping[str, Any]

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1900, 2199
MOST_DECIMALS = 20
LARGEST = 10**15


@dataclass(frozen=True, kw_only=True)
class Field(ABC):
    """One input. ``read`` turns a raw value into the rule's own type or raises RuleError naming ``name``."""

    required: bool = True
    kind = ""

    @abstractmethod
    def read(self, value: object, name: str) -> Any:
        """The value as the rule wants it."""

    @abstractmethod
    def words(self) -> str:
        """What may be given, in Indonesian."""

    def spec(self) -> dict[str, object]:
        """The field for programs: type, whether required, and the same words."""
        return {"type": self.kind, "required": self.required, "text": self.words()}


def wrong_type(name: str, wanted: str) -> RuleError:
    """The error for a value of another type than ``wanted`` (Indonesian)."""
    return RuleError(ErrorCode.WRONG_TYPE, N_("Isian %(field)s harus berupa %(wanted)s."), name, wanted=wanted)


def out_of_range(name: str, msgid: str, **params: object) -> RuleError:
    """The error for a value of the right type outside its bounds."""
    return RuleError(ErrorCode.OUT_OF_RANGE, msgid, name, **params)


@dataclass(frozen=True, kw_only=True)
class Word(Field):
    """One of the words of an enumeration or of a list."""

    choices: type[StrEnum] | tuple[str, ...]
    kind = "word"

    @property
    def allowed(self) -> tuple[str, ...]:
        return tuple(str(choice) for choice in self.choices)

    def read(self, value: object, name: str) -> str:
        if not isinstance(value, str):
            raise wrong_type(name, N_("kata"))
        if value not in self.allowed:
            raise unknown_word(value, self.allowed, name)
        return value if isinstance(self.choices, tuple) else self.choices(value)

    def words(self) -> str:
        return ", ".join(f"`{choice}`" for choice in self.allowed)

    def spec(self) -> dict[str, object]:
        return {**super().spec(), "choices": list(self.allowed)}


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    """Any text, for example an identity number with leading zeros."""

    kind = "text"

    def read(self, value: object, name: str) -> str:
        if not isinstance(value, str):
            raise wrong_type(name, N_("teks"))
        return value

    def words(self) -> str:
        return N_("teks")


@dataclass(frozen=True, kw_only=True)
class Number(Field):
    """An exact number within bounds; bool, float and text are refused, NaN and infinity are out of range."""

    minimum: int = 0
    maximum: int = LARGEST
    kind = "number"

    def read(self, value: object, name: str) -> Any:
        """The number as Decimal."""
        exact = self._exact(value, name)
        if exact < self.minimum:
            raise out_of_range(name, N_("Isian %(field)s paling sedikit %(limit)s."), limit=number(self.minimum))
        if exact > self.maximum:
            raise out_of_range(name, N_("Isian %(field)s paling banyak %(limit)s."), limit=number(self.maximum))
        if -int(exact.as_tuple().exponent) > MOST_DECIMALS:
            raise out_of_range(name, N_("Angka %(field)s terlalu panjang di belakang koma."))
        return exact

    def _exact(self, value: object, name: str) -> Decimal:
        finite = (
            value.is_finite() if isinstance(value, Decimal) else not isinstance(value, float) or math.isfinite(value)
        )
        if not finite:
            raise out_of_range(name, N_("Isian %(field)s harus angka biasa, bukan NaN atau tak hingga."))
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise wrong_type(name, N_("angka"))
        return Decimal(value)

    def words(self) -> str:
        noun = N_("bilangan bulat") if self.kind == "whole" else N_("angka")
        upper = f"–{number(self.maximum)}" if self.maximum < LARGEST else " atau lebih"
        return f"{noun} {number(self.minimum)}{upper}"


@dataclass(frozen=True, kw_only=True)
class Whole(Number):
    """A whole number within bounds; 12.0 is whole, 12.5 is not."""

    kind = "whole"

    def read(self, value: object, name: str) -> int:
        exact = super().read(value, name)
        if exact != exact.to_integral_value():
            raise wrong_type(name, N_("bilangan bulat"))
        return int(exact)


@dataclass(frozen=True, kw_only=True)
class Day(Field):
    """A date, written YYYY-MM-DD."""

    kind = "date"

    def read(self, value: object, name: str) -> date:
        return in_years(read_day(value, name), name)

    def words(self) -> str:
        return N_("tanggal `YYYY-MM-DD`")


@dataclass(frozen=True, kw_only=True)
class DayOrMoment(Field):
    """A date, or a date-time with zone; the rule decides which of the two it needs."""

    kind = "date or date-time"

    def read(self, value: object, name: str) -> date:
        if isinstance(value, datetime) or (isinstance(value, str) and "T" in value):
            return in_years(read_moment(value, name), name)
        return in_years(read_day(value, name), name)

    def words(self) -> str:
        return N_("tanggal `YYYY-MM-DD`, atau tanggal dan jam dengan zona `YYYY-MM-DDTHH:MM+07:00`")


def read_day(value: object, name: str) -> date:
    """A date from a date or from YYYY-MM-DD."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise wrong_type(name, N_("tanggal yang ada di kalender, ditulis YYYY-MM-DD"))


def read_moment(value: object, name: str) -> datetime:
    """A date-time with zone from such a value or from its ISO text."""
    if isinstance(value, str) and MOMENT.fullmatch(value):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            pass
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    raise wrong_type(name, N_("tanggal dan jam dengan zona waktu, misalnya 2026-11-20T16:30+07:00"))


def in_years(value: date, name: str) -> date:
    """The same date (or date-time) if its year is one a calendar can be trusted for."""
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise out_of_range(
            name, N_("Tahun pada %(field)s harus antara %(first)s dan %(last)s."), first=FIRST_YEAR, last=LAST_YEAR
        )
    return value


@dataclass(frozen=True, kw_only=True)
class ListOf(Field):
    """A list of values of one kind."""

    item: Field
    shortest: int = 0
    longest: int = 1_000_000
    kind = "list"

    def read(self, value: object, name: str) -> list[Any]:
        if not isinstance(value, list | tuple):
            raise wrong_type(name, N_("daftar"))
        if not self.shortest <= len(value) <= self.longest:
            raise out_of_range(name, N_("Daftar %(field)s harus berisi %(size)s isian."), size=self._size())
        return [self.item.read(entry, f"{name}[{place}]") for place, entry in enumerate(value)]

    def _size(self) -> str:
        if self.shortest == self.longest:
            return number(self.shortest)
        return f"{number(self.shortest)}–{number(self.longest)}"

    def words(self) -> str:
        size = f" ({self._size()} isian)" if self.longest < 1_000_000 else ""
        return f"daftar{size}: {self.item.words()}"


@dataclass(frozen=True, kw_only=True)
class Record(Field):
    """An object with named fields."""

    fields: Mapping[str, Field]
    kind = "record"

    def read(self, value: object, name: str) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise wrong_type(name, N_("objek"))
        return read_fields(self.fields, value, prefix=f"{name}.")

    def words(self) -> str:
        return "; ".join(f"`{name}`: {field.words()}" for name, field in self.fields.items())


@dataclass(frozen=True, kw_only=True)
class Counts(Field):
    """How many of each word; a word left out counts as none."""

    of: type[StrEnum]
    kind = "counts"

    def read(self, value: object, name: str) -> dict[Any, int]:
        if not isinstance(value, Mapping):
            raise wrong_type(name, N_("objek"))
        word, whole = Word(choices=self.of), Whole()
        return {word.read(key, name): whole.read(count, f"{name}.{key}") for key, count in value.items()}

    def words(self) -> str:
        return N_("jumlah orang per kata: %s") % Word(choices=self.of).words()


def read_fields(fields: Mapping[str, Field], values: Values, prefix: str = "") -> dict[str, Any]:
    """Read every field: required ones must be there, unknown ones must not, an optional one left out is None."""
    for name, field in fields.items():
        if field.required and name not in values:
            raise RuleError(ErrorCode.MISSING, N_("Isian %(field)s wajib ada."), prefix + name)
    for name in values:
        if name not in fields:
            raise RuleError(
                ErrorCode.UNKNOWN_VALUE,
                N_("Isian %(field)s tidak dikenal. Yang dikenal: %(known)s."),
                prefix + str(name)[:60],
                known=", ".join(fields),
            )
    return {name: field.read(values[name], prefix + name) if name in values else None for name, field in fields.items()}
