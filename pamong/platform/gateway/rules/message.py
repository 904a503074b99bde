"""What a gateway may send, read from its JSON: id, carrier, sender, text, and small files written out in base64."""

import base64
import binascii
import json
import re
from typing import Any, NamedTuple

MOST_TEXT = 4000
MOST_FILES = 5
COUNTRY = "62"  # of numbers written as they are dialled here, with a 0 first
NUMBER = re.compile(r"^\+?[0-9]{6,15}$")
OTHER = re.compile(
    r"^[\w .&+*#/-]{1,20}$"
)  # what operators and companies put in place of a number (TS 23.040: 11 signs)
TELEPHONE = re.compile(r"^\+[0-9]{9,15}$")  # with country code; shorter ones are services
CARRIERS = frozenset({"whatsapp", "sms"})


class Media(NamedTuple):
    """A file that came along, as its sender named it; nothing about it is checked yet."""

    name: str
    content: bytes


class Inbound(NamedTuple):
    """One message from outside. ``sender`` is a phone number: keep it only where the sender asked to be known."""

    message_id: str
    carrier: str
    sender: str
    text: str
    media: tuple[Media, ...] = ()


def read(body: bytes) -> Inbound:
    """The message in a request body. Raises ValueError, with what is wrong, for the gateway's own log."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ValueError("body is not JSON") from error
    if not isinstance(data, dict):
        raise ValueError("body is not an object")
    ident, carrier, sender, text = (_text(data, name) for name in ("id", "channel", "from", "text"))
    if not 0 < len(ident) <= 200:
        raise ValueError("id: 1 to 200 characters")
    if carrier not in CARRIERS:
        raise ValueError("channel: whatsapp or sms")
    if not NUMBER.match(sender) and not (carrier == "sms" and OTHER.match(sender)):
        raise ValueError("from: a phone number, digits with an optional +")
    return Inbound(ident, carrier, number(sender), _clean(text), _media(data.get("media", [])))


def number(sender: str) -> str:
    """A number with its country code; 0812… is written +62812…, a name or the number of a service stays as it is."""
    if not NUMBER.match(sender):
        return sender
    if sender.startswith("00"):
        return "+" + sender[2:]
    if sender.startswith("0"):
        return f"+{COUNTRY}{sender[1:]}"
    return "+" + sender.lstrip("+")


def from_a_telephone(sender: str) -> bool:
    """Whether somebody can be answered there: not a name, nor a short number of an operator or a service."""
    return TELEPHONE.match(sender) is not None


def _text(data: dict[str, Any], name: str) -> str:
    value = data.get(name, "")
    if not isinstance(value, str):
        raise ValueError(f"{name}: a text")
    return value


def _clean(text: str) -> str:
    """Without NUL and lone surrogates, which no database takes; cut at the limit."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()[:MOST_TEXT]


def _media(listed: Any) -> tuple[Media, ...]:
    if not isinstance(listed, list) or len(listed) > MOST_FILES:
        raise ValueError(f"media: a list of at most {MOST_FILES}")
    found = []
    for one in listed:
        if not isinstance(one, dict):
            raise ValueError("media: objects with name and data")
        try:
            content = base64.b64decode(_text(one, "data"), validate=True)
        except (binascii.Error, ValueError) as error:
            raise ValueError("media: data in base64") from error
        found.append(Media(_clean(_text(one, "name"))[:150], content))
    return tuple(found)
