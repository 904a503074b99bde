"""Refusals in the reader's language, and text as people may type it."""

import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal

from django.utils.translation import gettext

from pamong.platform.ui import formatting
from pamong.rulebook.errors import Refused

BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
KEPT_CONTROLS = frozenset("\n\t")


def refusal_text(refused: Refused) -> str:
    """The refusal as one sentence in the active language, its dates and numbers written the way people read them."""
    text = gettext(refused.msgid)
    if not refused.params:
        return text
    try:
        return text % shown(refused.params)
    except (TypeError, ValueError):  # the sentence asks for a raw number, as in %(days)d
        return text % refused.params


def shown(params: Mapping[str, object]) -> dict[str, object]:
    """Parameters of a sentence as people read them: dates, times and decimals formatted, texts translated."""
    return {name: _shown(value) for name, value in params.items()}


def _shown(value: object) -> object:
    if isinstance(value, datetime):
        return formatting.moment(value)
    if isinstance(value, date):
        return formatting.long_date(value)
    if isinstance(value, time):
        return formatting.clock(value)
    if isinstance(value, Decimal):
        return formatting.number(value)
    if isinstance(value, str) and value:
        return gettext(value)
    return value


def normalised(text: str) -> str:
    """NFC, one kind of line end."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def refused_characters(text: str) -> bool:
    """Whether the text holds characters nobody types: NUL and other controls, direction overrides, lone surrogates."""
    return any(
        character in BIDI_CONTROLS
        or (unicodedata.category(character) in ("Cc", "Cs") and character not in KEPT_CONTROLS)
        for character in text
    )
