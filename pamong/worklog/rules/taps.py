"""A file of the attendance machine: one row per tap or per day. First and last tap of a day are kept, nothing is judged."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pamong.rulebook.tables import Cell, Field, Row, shown
from pamong.rulebook.text import N_, Sentence, say
from pamong.worklog.rules import cells

NIP, DAY, CLOCK, FIRST, LAST = "nip", "tanggal", "jam", "masuk", "pulang"
FIELDS: tuple[Field, ...] = (
    Field(NIP, N_("NIP"), ("nip", "nip pegawai", "nip baru", "id pegawai"), required=True),
    Field(DAY, N_("Tanggal"), ("tanggal", "tgl", "tanggal absen", "date", "waktu"), required=True),
    Field(CLOCK, N_("Jam"), ("jam", "jam absen", "time", "pukul")),
    Field(FIRST, N_("Jam masuk"), ("jam masuk", "masuk", "scan masuk", "jam datang", "datang", "check in")),
    Field(LAST, N_("Jam pulang"), ("jam pulang", "pulang", "scan pulang", "keluar", "check out")),
)
MOST_ROWS = 50_000


@dataclass(frozen=True)
class Tapped:
    """What the machine says about one person on one day."""

    nip: str
    day: dt.date
    first_in: dt.time | None
    last_out: dt.time | None
    taps: int
    row: int = 0  # where it stands first


@dataclass(frozen=True)
class Unread:
    """A row that cannot be read: its number, and why."""

    row: int
    reason: Sentence


def read_taps(
    rows: Sequence[Row], columns: Mapping[str, int], first_row: int = 2
) -> tuple[dict[tuple[str, dt.date], Tapped], list[Unread]]:
    """Taps by NIP and day, several rows of a day together, and the rows that cannot be read."""
    found: dict[tuple[str, dt.date], Tapped] = {}
    unread: list[Unread] = []
    for number, row in enumerate(rows, start=first_row):
        if not any(cell not in ("", None) for cell in row):
            continue
        try:
            one = replace(_row(row, columns), row=number)
        except cells.Fault as fault:
            unread.append(Unread(number, fault.reason))
            continue
        key = (one.nip, one.day)
        found[key] = _with(found[key], one) if key in found else one
    return found, unread


def _row(row: Row, columns: Mapping[str, int]) -> Tapped:
    def cell(name: str) -> Cell:
        at = columns.get(name)
        return row[at] if at is not None and at < len(row) else ""

    nip = re.sub(r"\D", "", shown(cell(NIP)))
    if len(nip) != 18:
        raise cells.Fault(say(N_("NIP harus 18 angka; di sel ini %(length)s."), length=len(nip)))
    stamp = cell(DAY)
    times = [cells.clock(cell(name)) for name in (CLOCK, FIRST, LAST) if cell(name) not in ("", None)]
    if not times and isinstance(stamp, dt.datetime) and stamp.time() != dt.time():
        times = [cells.clock(stamp)]
    if not times:
        raise cells.Fault(say(N_("Tidak ada jam di baris ini.")))
    first, last = min(times), max(times)
    if cell(FIRST) not in ("", None) and cell(LAST) not in ("", None):
        first, last = (
            cells.clock(cell(FIRST)),
            cells.clock(cell(LAST)),
        )  # a night turn ends before it began by the clock
    only_out = cell(FIRST) in ("", None) and cell(LAST) not in ("", None) and len(times) == 1
    return Tapped(
        nip=nip,
        day=cells.day(stamp),
        first_in=None if only_out else first,
        last_out=last if only_out or len(times) > 1 else None,
        taps=len(times),
    )


def _with(one: Tapped, two: Tapped) -> Tapped:
    starts = [t for t in (one.first_in, two.first_in) if t is not None]
    every = [t for t in (one.first_in, one.last_out, two.first_in, two.last_out) if t is not None]
    first = min(starts, default=None)
    last = max(every)
    return Tapped(one.nip, one.day, first, last if last != first else None, one.taps + two.taps, one.row)
