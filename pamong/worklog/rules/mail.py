"""A daily log by answering an e-mail: one line for each piece of work, "08.00-09.30 Memeriksa berkas". Plain values."""

import re
from dataclasses import dataclass
from datetime import date, time

_LINE = re.compile(
    r"^\W*(\d{1,2})[.:](\d{2})\s*(?:-|–|—|s/d|sd|sampai|ke)\s*(\d{1,2})[.:](\d{2})[\s:;,-]+(.{3,500})$", re.IGNORECASE
)
_QUOTED = re.compile(r"^(>|On .+wrote:|Pada .+menulis:|-----Original|_{5,}|-- ?$|Dari: |From: )", re.IGNORECASE)
MOST_LINES = 30


@dataclass(frozen=True)
class Told:
    """One line of an answer: its hours and what was done."""

    starts: time
    ends: time
    text: str


def read_answer(body: str) -> tuple[list[Told], list[str]]:
    """What an answer says above the quoted message, and the lines that could not be read."""
    told: list[Told] = []
    unread: list[str] = []
    for line in body.replace("\r", "").split("\n"):
        words = " ".join(line.split())
        if _QUOTED.match(words):
            break
        if not words or len(told) + len(unread) >= MOST_LINES:
            continue
        found = _LINE.match(words)
        hours = [int(part) for part in found.groups()[:4]] if found else []
        if found and hours[0] < 24 and hours[2] < 24 and hours[1] < 60 and hours[3] < 60:
            told.append(Told(time(hours[0], hours[1]), time(hours[2], hours[3]), found[5].strip()))
        else:
            unread.append(words[:200])
    return told, unread


def address_parts(local: str) -> tuple[int, date, str] | None:
    """Person, day and signature in the local part of a reply address ("catatan+12.20261126.ab…"); None for another."""
    found = re.fullmatch(r"[a-z0-9._-]+\+(\d{1,18})\.(\d{4})(\d{2})(\d{2})\.([0-9a-f]{20})", local.casefold())
    if not found:
        return None
    try:
        return int(found[1]), date(int(found[2]), int(found[3]), int(found[4])), found[5]
    except ValueError:
        return None
