"""JSON without loss: numbers come in as int or Decimal and go out digit by digit, never through a float."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from pamong.rulebook.errors import ErrorCode, RuleError
from pamong.rulebook.text import N_

LONGEST_INT = 4000  # Python refuses to read longer digit strings as int


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent beyond anything a computer can hold
        return Decimal("Infinity")


def _whole(text: str) -> int | Decimal:
    return int(text) if len(text) < LONGEST_INT else _decimal(text)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made: dict[str, object] = {}
    for key, value in pairs:
        if key in made:
            raise RuleError(ErrorCode.UNKNOWN_VALUE, N_("Isian %(field)s ditulis dua kali."), key[:60])
        made[key] = value
    return made


def loads(text: str | bytes) -> object:
    """Read JSON; NaN and Infinity become such Decimals (a field refuses them). RuleError ``tipe_salah`` if not JSON."""
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")
        return json.loads(
            text, parse_float=_decimal, parse_int=_whole, parse_constant=Decimal, object_pairs_hook=_object
        )
    except (ValueError, RecursionError):
        raise RuleError(ErrorCode.WRONG_TYPE, N_("Masukan bukan JSON yang sah.")) from None


def dumps(value: object) -> str:
    """Write JSON on one line: Decimal as its own digits (25.00 as 25.0), dates as ISO text."""
    if isinstance(value, Decimal):
        whole, _, fraction = f"{value:f}".partition(".")
        return f"{whole}.{fraction.rstrip('0') or '0'}"
    if isinstance(value, date):
        return f'"{value.isoformat()}"'
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{dumps(str(key))}: {dumps(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(dumps(entry) for entry in value) + "]"
    return json.dumps(value, ensure_ascii=False)
