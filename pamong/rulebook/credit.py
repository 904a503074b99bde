"""Angka kredit of functional posts from the predikat (PermenPANRB 1/2023, Peraturan BKN 3/2023)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pamong.rulebook.fields import ListOf, Number, Record, Values, Whole, Word
from pamong.rulebook.registry import Caveat, Outcome, Source, Table, rule
from pamong.rulebook.rounding import ceiling, half_up
from pamong.rulebook.text import N_, number, say
from pamong.rulebook.words import Confidence, Level, Predikat, word


@dataclass(frozen=True)
class LevelCredit:
    """What a jenjang earns in a year at Baik, and needs for the next pangkat and the next jenjang (None: top)."""

    coefficient: Decimal
    for_rank: int
    for_level: int | None


# PermenPANRB 1/2023 (slides): yearly coefficient and cumulative need.
LEVELS: dict[Level, LevelCredit] = {
    Level.AHLI_PERTAMA: LevelCredit(Decimal("12.5"), 50, 100),
    Level.AHLI_MUDA: LevelCredit(Decimal(25), 100, 200),
    Level.AHLI_MADYA: LevelCredit(Decimal("37.5"), 150, 450),
    Level.AHLI_UTAMA: LevelCredit(Decimal(50), 200, None),
    Level.PEMULA: LevelCredit(Decimal("3.75"), 15, 15),
    Level.TERAMPIL: LevelCredit(Decimal(5), 20, 60),
    Level.MAHIR: LevelCredit(Decimal("12.5"), 50, 100),
    Level.PENYELIA: LevelCredit(Decimal(25), 100, None),
}
# Peraturan BKN 3/2023: percent of the coefficient.
PERCENT: dict[Predikat, int] = {
    Predikat.VERY_GOOD: 150,
    Predikat.GOOD: 100,
    Predikat.NEEDS_IMPROVEMENT: 75,
    Predikat.POOR: 50,
    Predikat.VERY_POOR: 25,
}
SOURCE = Source("PermenPANRB 1/2023 dan Peraturan BKN 3/2023", N_("konversi predikat kinerja ke angka kredit"))
VALID_FROM = date(2023, 7, 1)


def monthly_credit(level: str, predikat: str) -> Fraction:
    """Unrounded credit of one month: coefficient × percent / 12."""
    coefficient = LEVELS[word(Level, level, "jenjang")].coefficient
    return Fraction(coefficient) * PERCENT[word(Predikat, predikat, "predikat")] / 1200


def period_credit(level: str, predikat: str, months: int) -> Decimal:
    """Credit of a period of whole months with one predikat, rounded half-up to two decimals."""
    return half_up(monthly_credit(level, predikat) * months, 2)


def total_credit(level: str, periods: Sequence[tuple[str, int]]) -> Decimal:
    """Credit of several (predikat, months): each period is rounded, then added."""
    return sum((period_credit(level, predikat, months) for predikat, months in periods), Decimal(0))


def months_needed(level: str, predikat: str, need: Decimal) -> int:
    """The least whole months whose unrounded credit reaches ``need``."""
    return ceiling(Fraction(need) / monthly_credit(level, predikat))


def _table() -> Table:
    return Table(
        (N_("Jenjang"), N_("Koefisien per tahun"), *Predikat, N_("Untuk pangkat"), N_("Untuk jenjang")),
        tuple(
            (
                level,
                number(credit.coefficient),
                *(number(period_credit(level, predikat, 12)) for predikat in Predikat),
                number(credit.for_rank),
                number(credit.for_level) if credit.for_level else "–",
            )
            for level, credit in LEVELS.items()
        ),
    )


@rule(
    id="angka_kredit",
    title=N_("Angka kredit dari predikat kinerja"),
    source=SOURCE,
    valid_from=VALID_FROM,
    confidence=Confidence.SECONDARY,
    inputs={
        "jenjang": Word(choices=Level),
        "periode": ListOf(
            item=Record(fields={"predikat": Word(choices=Predikat), "bulan": Whole(minimum=1, maximum=12)}),
            shortest=1,
            longest=600,
        ),
    },
    outputs={"rincian": N_("angka kredit tiap periode, dua desimal"), "total": N_("jumlah rincian")},
    formula=N_("koefisien × persentase predikat × bulan / 12, dibulatkan dua desimal per periode, lalu dijumlahkan"),
    table=_table(),
    caveats=(Caveat(Confidence.INFERENCE, N_("Pembulatan tiap periode sebelum dijumlahkan adalah tafsiran.")),),
)
def angka_kredit(values: Values, on: date) -> Outcome:
    """Contract form of ``period_credit`` and ``total_credit``."""
    level = values["jenjang"]
    periods = [(period["predikat"], period["bulan"]) for period in values["periode"]]
    details = [period_credit(level, predikat, months) for predikat, months in periods]
    steps = [
        say(
            N_("%(coefficient)s × %(percent)s%% (%(predikat)s) × %(months)s/12 bulan = %(credit)s."),
            coefficient=number(LEVELS[level].coefficient),
            percent=PERCENT[predikat],
            predikat=predikat.value,
            months=months,
            credit=number(credit),
        )
        for (predikat, months), credit in zip(periods, details, strict=True)
    ]
    total = total_credit(level, periods)
    steps.append(say(N_("Jumlah semua periode: %(total)s."), total=number(total)))
    return Outcome({"rincian": details, "total": total}, tuple(steps))


@rule(
    id="angka_kredit_bulan",
    title=N_("Lama mengumpulkan angka kredit"),
    source=SOURCE,
    valid_from=VALID_FROM,
    confidence=Confidence.SECONDARY,
    inputs={
        "jenjang": Word(choices=Level),
        "predikat": Word(choices=Predikat),
        "dibutuhkan": Number(maximum=100_000),
    },
    outputs={"bulan": N_("jumlah bulan penuh paling sedikit")},
    formula=N_("bulan terkecil yang angka kreditnya (tanpa pembulatan) mencapai kebutuhan"),
    table=_table(),
)
def angka_kredit_bulan(values: Values, on: date) -> Outcome:
    """Contract form of ``months_needed``."""
    level, predikat, need = values["jenjang"], values["predikat"], values["dibutuhkan"]
    months = months_needed(level, predikat, need)
    return Outcome(
        {"bulan": months},
        (
            say(
                N_("Tiap bulan: %(coefficient)s × %(percent)s%% / 12."),
                coefficient=number(LEVELS[level].coefficient),
                percent=PERCENT[predikat],
            ),
            say(N_("Kebutuhan %(need)s tercapai setelah %(months)s bulan."), need=number(need), months=months),
        ),
    )
