"""Indonesian sentences that remember how they were made, so that a screen can say them in another language."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Self

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


def N_(text: str) -> str:
    """Mark a text for translation without translating it here."""
    return text


class Sentence(str):
    """A formatted text that keeps its msgid and parameters; equals the Indonesian text it shows."""

    msgid: str
    params: Mapping[str, object]

    def __new__(cls, msgid: str, params: Mapping[str, object] | None = None) -> Self:
        made = super().__new__(cls, msgid % params if params else msgid)
        made.msgid = msgid
        made.params = dict(params or {})
        return made

    def translated(self, translate: Callable[[str], str]) -> str:
        """The same sentence in the language of ``translate`` (for example Django's gettext)."""
        text = translate(self.msgid)
        return text % self.params if self.params else text


def say(msgid: str, **params: object) -> Sentence:
    """A sentence from a msgid with %(name)s places."""
    return Sentence(msgid, params)


def number(value: Decimal | int) -> str:
    """Indonesian writing of a number: 1.234.567,5 (trailing zeros of the fraction are dropped)."""
    whole, _, fraction = f"{Decimal(value):,f}".partition(".")
    fraction = fraction.rstrip("0")
    return whole.replace(",", ".") + (f",{fraction}" if fraction else "")


def day(value: date) -> str:
    """Indonesian writing of a date: 22 November 2026."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
