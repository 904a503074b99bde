"""What happens to posts, persons and units; areas above may listen, in the same transaction.

Events carry many changes at once: a merger or an import moves hundreds, and listeners answer in a few statements.
"""

import datetime as dt
from dataclasses import dataclass, field

from pamong.platform.access.viewer import Viewer


@dataclass(frozen=True)
class PostChange:
    """One person's post is another from ``day`` on. ``before_id`` is the assignment that ended the day before.

    ``before_id`` is None for somebody's first post, and equals ``after_id`` when the post was mended in place (a slip of
    the pen, a superior filled in): then nothing began on ``day``.
    """

    person_id: int
    before_id: int | None
    after_id: int
    day: dt.date
    unit_changed: bool = False  # another unit or agency: a move
    post_changed: bool = False  # another title, kind or level of post, or head or no longer head
    superior_changed: bool = False
    superior_before_id: int | None = None
    superior_id: int | None = None

    @property
    def in_place(self) -> bool:
        """Whether the stored assignment itself was mended."""
        return self.before_id == self.after_id


@dataclass(frozen=True)
class AssignmentChanged:
    """Posts of one person or of many changed. ``cause``: move, merger, unit_moved, correction, import, superior, head."""

    changes: tuple[PostChange, ...]
    cause: str
    by: Viewer


@dataclass(frozen=True)
class PersonLeft:
    """Somebody's service ended (retirement, death, resignation, move to another region); ``day`` is the first without him."""

    person_id: int
    assignment_id: int | None  # the last one
    superior_id: int | None
    day: dt.date
    reason: str  # enums.LeavingReason
    by: Viewer


@dataclass(frozen=True)
class UnitRenamed:
    """A unit bears another name from ``day`` on."""

    unit_id: int
    day: dt.date
    by: Viewer


@dataclass(frozen=True)
class UnitMoved:
    """A unit with all below it hangs elsewhere in the tree from ``day`` on; its own id stays, its path changes."""

    unit_id: int
    old_path: str
    new_path: str
    day: dt.date
    by: Viewer


@dataclass(frozen=True)
class UnitMerged:
    """A unit went up in another from ``day`` on; its people are reported by an AssignmentChanged of the same act.

    The old unit stays for the history, inactive, with its path below its successor's.
    """

    unit_id: int
    into_id: int
    old_path: str
    day: dt.date
    by: Viewer


@dataclass(frozen=True)
class UnitClosed:
    """A unit without people, children and open matters was closed; nothing had to be carried elsewhere."""

    unit_id: int
    day: dt.date
    by: Viewer


@dataclass(frozen=True)
class OpenMatter:
    """Something a unit still carries, counted, in words the clerk reads: "3 pengaduan terbuka"."""

    kind: str
    label: str
    count: int


@dataclass(frozen=True)
class OpenMattersAsked:
    """Before a unit is closed or merged: listeners add what they hold open there to ``found``.

    What is found keeps a unit from being closed without successor; with one, UnitMerged tells the listeners to move it.
    """

    unit_ids: tuple[int, ...]
    found: list[OpenMatter] = field(default_factory=list)


@dataclass(frozen=True)
class WaitingAsked:
    """What waits in units that nobody heads: listeners add what they hold open there to ``found``, by unit id."""

    unit_ids: tuple[int, ...]
    found: dict[int, list[OpenMatter]] = field(default_factory=dict)

    def add(self, unit_id: int, matter: OpenMatter) -> None:
        """Note something that waits in a unit."""
        self.found.setdefault(unit_id, []).append(matter)


@dataclass(frozen=True)
class AttendanceChanged:
    """Who is expected at work changed for these persons on these days (both included): leave, roster, week."""

    person_ids: tuple[int, ...]
    first: dt.date
    last: dt.date


@dataclass(frozen=True)
class CalendarChanged:
    """A holiday or a shorter week changed for everybody of some agencies (``agency_ids`` empty: everywhere)."""

    agency_ids: tuple[int, ...]
    first: dt.date
    last: dt.date
