"""Where a page of the public list begins: the day and number of a case, as they stand in the address."""

import datetime as dt
import re
from typing import NamedTuple

_SHAPE = re.compile(r"(\d{4})(\d{2})(\d{2})-(P-[0-9A-Z]{4}-[0-9A-Z]{4})")


class Cursor(NamedTuple):
    """A case of the list; the page begins after it or ends before it."""

    day: dt.date
    number: str

    def written(self) -> str:
        """As it stands in the address: 20261124-P-7K3M-9QXD."""
        return f"{self.day:%Y%m%d}-{self.number}"


def read_cursor(text: str) -> Cursor | None:
    """The place of an address, or None for anything else: the list then begins at its head."""
    found = _SHAPE.fullmatch(text.strip())
    if not found:
        return None
    try:
        return Cursor(dt.date(int(found[1]), int(found[2]), int(found[3])), found[4])
    except ValueError:
        return None
