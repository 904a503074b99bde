"""A table of daily entries: which columns it has, and what a row says. The headings are those of the forms people fill today."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from pamong.rulebook.tables import Field, Row, normal
from pamong.rulebook.text import N_, Sentence, say
from pamong.worklog.rules import cells

PLAN, DAY, STARTS, ENDS, WORK, AMOUNT, UNIT, PROOF = (
    "rencana_aksi", "tanggal", "jam_mulai", "jam_selesai", "kegiatan", "realisasi", "satuan", "bukti_dukung",
)  # fmt: skip
FIELDS: tuple[Field, ...] = (
    Field(
        PLAN,
        N_("Rencana Aksi"),
        ("rencana aksi", "rencana hasil kerja", "rhk", "indikator", "hasil kerja", "action plan"),
    ),
    Field(DAY, N_("Tanggal"), ("tanggal", "tgl", "hari tanggal", "tanggal kegiatan", "date"), required=True),
    Field(
        STARTS, N_("Jam Mulai"), ("jam mulai", "mulai", "dari jam", "waktu mulai", "start", "start time"), required=True
    ),
    Field(
        ENDS,
        N_("Jam Selesai"),
        ("jam selesai", "selesai", "sampai jam", "waktu selesai", "end", "end time"),
        required=True,
    ),
    Field(
        WORK,
        N_("Kegiatan Harian"),
        ("kegiatan harian", "kegiatan", "uraian kegiatan", "aktivitas", "uraian", "aktivitas harian", "activity"),
        required=True,
    ),
    Field(AMOUNT, N_("Realisasi"), ("realisasi", "jumlah", "volume", "output", "kuantitas", "quantity")),
    Field(UNIT, N_("Satuan"), ("satuan", "satuan output", "unit")),
    Field(PROOF, N_("Bukti Dukung"), ("bukti dukung", "bukti", "link bukti", "tautan", "evidence")),
)
MOST_ROWS = 500
T = TypeVar("T")


@dataclass(frozen=True)
class Target:
    """An indicator that entries may count for, as the table may name it."""

    id: int
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One row as understood: its number in the sheet, what it says, and why it cannot be taken (by column)."""

    row: int
    day: dt.date | None = None
    starts: dt.time | None = None
    ends: dt.time | None = None
    text: str = ""
    quantity: Decimal | None = None
    unit_label: str = ""
    target: int | None = None
    link: str = ""
    faults: tuple[Sentence, ...] = ()

    @property
    def next_day(self) -> bool:
        """An end before its start lies on the next day: 21.00 to 05.00."""
        return self.starts is not None and self.ends is not None and self.ends <= self.starts


def columns_of(heading: Sequence[object]) -> dict[str, int]:
    """Which column (index) of a heading row is which field, by its label or one of its synonyms."""
    found: dict[str, int] = {}
    for column, cell in enumerate(heading):
        word = normal(str(cell))
        for field in FIELDS:
            if field.id not in found and word in {normal(name) for name in (field.label, *field.synonyms)}:
                found[field.id] = column
                break
    return found


def read_rows(
    rows: Sequence[Row], columns: Mapping[str, int], targets: Sequence[Target], first_row: int = 2
) -> list[Line]:
    """The rows below the heading; empty ones are left out. ``first_row`` is the number of the first in the sheet."""
    known = {normal(name): target.id for target in reversed(targets) for name in target.texts}
    return [
        _line(number, row, columns, known)
        for number, row in enumerate(rows, start=first_row)
        if any(cell not in ("", None) for cell in row)
    ]


def _line(number: int, row: Row, columns: Mapping[str, int], known: Mapping[str, int]) -> Line:
    faults: list[Sentence] = []

    def take(name: str, read: Callable[..., T], default: T, *more: object) -> T:
        at = columns.get(name)
        cell = row[at] if at is not None and at < len(row) else ""
        try:
            return read(cell, *more)
        except cells.Fault as fault:
            faults.append(fault.reason)
            return default

    text = take(WORK, cells.text, "", 500)
    if not text and not faults:
        faults.append(say(N_("Kegiatan harian kosong. Tulis apa yang dikerjakan.")))
    plan = take(PLAN, cells.text, "", 500)
    target = known.get(normal(plan)) if plan else None
    if plan and target is None:
        faults.append(
            say(
                N_(
                    "Rencana aksi “%(plan)s” tidak ada di SKP Anda pada tanggal itu. Salin namanya dari SKP, atau kosongkan."
                ),
                plan=plan if len(plan) <= 80 else f"{plan[:79]}…",
            )
        )
    return Line(
        row=number,
        day=take(DAY, cells.day, None),
        starts=take(STARTS, cells.clock, None),
        ends=take(ENDS, cells.clock, None),
        text=text,
        quantity=take(AMOUNT, cells.amount, None),
        unit_label=take(UNIT, cells.text, "", 60),
        target=target,
        link=take(PROOF, cells.link, ""),
        faults=tuple(faults),
    )
