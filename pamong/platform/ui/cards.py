"""What an area puts on the home page: one figure or reminder that leads to the page where it is dealt with."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Card:
    """``value`` is written out already (number with its unit or a short word); ``tone`` is ok, warn, bad, info or mute."""

    title: str
    value: str
    note: str = ""
    url: str = ""
    tone: str = "mute"
