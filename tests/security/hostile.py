"""What nobody types: values for every field, address and header, and how they travel."""

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar
from urllib.parse import quote
from zlib import crc32

T = TypeVar("T")

MARK = "=\"><svg onload=kenari>'#panic()"
# Of these two are sent to every parameter, in a long run all.
SHARP = (
    "a\x00b",
    "²",
    str(2**63),
    "9" * 5000,
    "\ud800",
    MARK,
)
# Sent in turn: over all parameters each is sent many times.
TURNS = (
    "",
    "-1",
    "0",
    "1e400",
    "NaN",
    "-Infinity",
    str(2**31),
    str(-(2**63) - 1),
    "x" * 65_536,
    "٣٤",
    "abc\u202egnp.exe",
    "\u2066dalam\u2069",
    "a\u200bb\u200d\ufeff",
    "../../../../etc/passwd",
    "%00%2e%2e%2f",
    "{{ 7|add:7 }}{% load x %}",
    "1' OR '1'='1';--",
    "%s%n%(name)s{0}{x!r}",
    "satu\r\nSet-Cookie: a=b\r\n\r\n<p>",
    "\x1b[31mmerah\x07",
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "24:00",
    "true",
    "null",
    '{"$gt": ""}',
    "[1,2]",
    "\udcff\udc80",
    "👩‍👩‍👧‍👦" * 40,
    "ꦲꦏ꧀ꦱꦫ ᬅᬓ᭄ᬱᬭ",
    "Ti\u0301ndo",
    "\u0430dmin",  # a Cyrillic letter that looks like ours
    "\ufffe\uffff\U0010ffff",
)
PATHS = (
    "0",
    "-1",
    "00",
    str(2**31),
    str(2**63),
    str(2**64),
    "9" * 5000,
    "1e400",
    "%00",
    "1%00",
    "%ff%fe",
    "%ED%A0%80",
    "..%2f..%2fetc%2fpasswd",
    "1%2f..",
    "%C2%B2",
    "%D9%A3",
    "%E2%80%AE1",
    "1;x=1",
    "None",
    "%3Csvg%20onload%3D1%3E",
)
# What must not reach a table: controls, overrides, halves of characters.
HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def in_turn(cases: Sequence[T], turn: str | int, count: int, more: int = 1) -> list[T]:
    """Some of the cases: each caller's turn (a number, or the name of a route) the next ones; all for a long run."""
    if more > 1:
        return list(cases)
    start = turn if isinstance(turn, int) else crc32(turn.encode())
    return [cases[(start + n) % len(cases)] for n in range(min(count, len(cases)))]


def values(turn: int, more: int = 1) -> list[str]:
    """One of the sharp values and one other, each caller's turn the next ones; all the sharp ones for a long run."""
    sharp = in_turn(SHARP, turn, 1, more)
    return [*sharp, *(TURNS[(turn * more + n) % len(TURNS)] for n in range(more))]


def paths(turn: int, more: int = 1) -> list[str]:
    """Some of the odd parts of an address, each caller's turn the next ones."""
    return [PATHS[(turn * 3 + n) % len(PATHS)] for n in range(min(3 * more, len(PATHS)))]


def encoded(pairs: Iterable[tuple[str, str]]) -> str:
    """As a query or a form body, halves of characters included (``%ED%A0%80``)."""
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs)


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def became_markup(text: str) -> bool:
    """Whether the marker came back as markup: a tag, or a quotation mark that ends an attribute."""
    return "<svg onload=k" in text or '"&gt;&lt;svg onload=k' in text or "onload=kenari&gt;'" in text
