"""Help while a goal is written: the five letters of SMART with what is missing by name, and what others reached.

Never a condition: a draft is saved whatever this says (``smart`` names what submission waits for). Other people's goals are
shown only as quartiles of at least five persons, so that nobody's own number can be told.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pamong.rulebook.text import N_

FEWEST = 5
MISSING, HINT, FINE = "missing", "hint", "fine"
EASIER, USUAL, HARDER = "easier", "usual", "harder"
MORE, LESS = "more", "less"
# How an activity begins; a result names what comes out of it.
ACTIVITY = re.compile(
    r"(melakukan|melaksanakan|mengikuti|membantu|menghadiri|mengerjakan|menjalankan)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Goal:
    """What is being written, as far as it is. A result has no target of its own: ``is_indicator`` tells."""

    text: str
    is_indicator: bool
    is_quantitative: bool = True
    unit: str = ""
    aspect: str = ""
    direction: str = MORE
    target: Decimal | None = None
    target_text: str = ""
    has_source: bool = False
    parent_state: str = ""  # linked, waiting, none
    ends: dt.date | None = None
    plan_starts: dt.date | None = None
    plan_ends: dt.date | None = None


@dataclass(frozen=True)
class Spread:
    """Quartiles of one number of at least five persons; ``n`` how many."""

    n: int
    low: Decimal
    middle: Decimal
    high: Decimal


@dataclass(frozen=True)
class Letter:
    """One letter with its finding (a msgid with places)."""

    letter: str
    name: str
    state: str
    msgid: str
    params: dict[str, object] = field(default_factory=dict)


def spread(by_person: Iterable[tuple[int, Decimal]]) -> Spread | None:
    """The quartiles of one value per person, None below five persons; of several of one person the last counts."""
    values = sorted(dict(by_person).values())
    if len(values) < FEWEST:
        return None
    return Spread(len(values), _at(values, 25), _at(values, 50), _at(values, 75))


def _at(values: Sequence[Decimal], percent: int) -> Decimal:
    return values[-(-percent * len(values) // 100) - 1]


def place(target: Decimal, of: Spread, direction: str) -> str:
    """Where a target lies among those of others: easier than most, usual, harder than most."""
    if of.low <= target <= of.high or direction not in (MORE, LESS):
        return USUAL
    return HARDER if (target > of.high) == (direction == MORE) else EASIER


def letters(goal: Goal, others: Spread | None = None) -> list[Letter]:
    """The five letters for what is written so far."""
    return [_specific(goal), _measurable(goal), _achievable(goal, others), _relevant(goal), _in_time(goal)]


def _specific(goal: Goal) -> Letter:
    def said(state: str, msgid: str) -> Letter:
        return Letter("S", N_("Spesifik"), state, msgid)

    text = goal.text.strip()
    if not text:
        return said(MISSING, N_("Tulis apa yang diukur.") if goal.is_indicator else N_("Tulis apa yang dihasilkan."))
    if ACTIVITY.match(text):
        return said(HINT, N_("Ini kegiatan. Tulis apa yang dihasilkannya dan bagi siapa."))
    if len(text.split()) < 3:
        return said(HINT, N_("Masih umum. Sebut apa, bagi siapa, atau bagian mana."))
    return said(FINE, N_("Jelas apa yang dimaksud."))


def _measurable(goal: Goal) -> Letter:
    def said(state: str, msgid: str, **params: object) -> Letter:
        return Letter("M", N_("Terukur"), state, msgid, params)

    if not goal.is_indicator:
        return said(HINT, N_("Diukur oleh indikatornya: tambahkan setelah ini disimpan."))
    if not goal.is_quantitative:
        if not goal.target_text:
            return said(MISSING, N_("Belum ada ukuran keberhasilan."))
        return said(FINE, N_("Ada ukuran keberhasilannya."))
    lacking = [
        name
        for name, there in (
            (N_("aspek"), goal.aspect),
            (N_("target angka"), goal.target is not None),
            (N_("satuan"), goal.unit),
        )
        if not there
    ]
    if lacking:
        return said(MISSING, N_("Belum ada: %(lacking)s."), lacking=lacking)
    if not goal.has_source:
        return said(HINT, N_("Sebut sumber buktinya, atau ukur otomatis dari bukti."))
    return said(FINE, N_("Ada aspek, target, satuan, dan sumbernya."))


def _achievable(goal: Goal, others: Spread | None) -> Letter:
    def said(state: str, msgid: str, **params: object) -> Letter:
        return Letter("A", N_("Dapat dicapai"), state, msgid, params)

    if not goal.is_indicator:
        return said(HINT, N_("Terlihat pada target indikatornya."))
    if others is None or goal.target is None:
        return said(HINT, N_("Bandingkan dengan riwayat Anda sendiri di bawah ini, bila ada."))
    shown = {"low": others.low, "high": others.high, "n": others.n}
    where = place(goal.target, others, goal.direction)
    if where == HARDER:
        return said(
            HINT, N_("Lebih berat daripada kebanyakan (%(low)s–%(high)s, %(n)s orang). Pastikan dukungannya."), **shown
        )
    if where == EASIER:
        return said(HINT, N_("Lebih ringan daripada kebanyakan (%(low)s–%(high)s, %(n)s orang)."), **shown)
    return said(FINE, N_("Dalam kisaran yang lazim (%(low)s–%(high)s, %(n)s orang)."), **shown)


def _relevant(goal: Goal) -> Letter:
    def said(state: str, msgid: str) -> Letter:
        return Letter("R", N_("Relevan"), state, msgid)

    if goal.parent_state == "linked":
        return said(FINE, N_("Terkait dengan hasil kerja pimpinan."))
    if goal.parent_state == "waiting":
        return said(HINT, N_("Menunggu hasil kerja pimpinan; tetap dapat diajukan."))
    return said(HINT, N_("Tidak diturunkan dari pimpinan. Sebut sasaran unit yang didukungnya."))


def _in_time(goal: Goal) -> Letter:
    def said(state: str, msgid: str, **params: object) -> Letter:
        return Letter("T", N_("Berbatas waktu"), state, msgid, params)

    if goal.ends is None:
        return said(MISSING, N_("Belum ada tenggat."))
    if goal.plan_starts and goal.plan_ends and not goal.plan_starts <= goal.ends <= goal.plan_ends:
        return said(
            MISSING,
            N_("Tenggat di luar masa SKP (%(starts)s sampai %(ends)s)."),
            starts=goal.plan_starts,
            ends=goal.plan_ends,
        )
    return said(FINE, N_("Tenggat %(ends)s, di dalam masa SKP."), ends=goal.ends)
