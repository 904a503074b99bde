"""The predikat of a year made of parts, as the agency decided; the parts themselves are what was rated and signed.

PP 30/2019 Ps. 36 weighs the parts of the year by their days, of numbers. Ratings have no numbers, and no regulation seen says
how to join them: so nothing is weighed here, a part is chosen or none.
"""

from collections.abc import Sequence
from dataclasses import dataclass

SEPARATE, LONGEST, LATEST = "separate", "longest", "latest"


@dataclass(frozen=True)
class RatedPart:
    """Days of one part, in order of time, and its predikat ('' while it is not rated)."""

    days: int
    predikat: str


def of_year(parts: Sequence[RatedPart], way: str) -> int | None:
    """The place of the part whose predikat stands for the year; None where nothing is joined or a part is not rated.

    Of equally long parts the later one.
    """
    if way == SEPARATE or not parts or any(not part.predikat for part in parts):
        return None
    if way == LATEST:
        return len(parts) - 1
    return max(range(len(parts)), key=lambda place: (parts[place].days, place))
