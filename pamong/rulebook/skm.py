"""Survei Kepuasan Masyarakat: index, class and sample size (PermenPANRB 14/2017)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pamong.rulebook.errors import ErrorCode, RuleError
from pamong.rulebook.fields import ListOf, Number, Values, Whole, out_of_range
from pamong.rulebook.registry import Caveat, Outcome, Source, Table, rule
from pamong.rulebook.rounding import half_up, half_up_whole, plain
from pamong.rulebook.text import N_, Sentence, number, say
from pamong.rulebook.words import Confidence

ELEMENTS = 9
LOWEST, HIGHEST = 1, 4
POINTS = 25  # IKM = weighted mean × 25


@dataclass(frozen=True)
class Quality:
    """Class of service: from which IKM, letter (mutu) and word (kinerja)."""

    from_index: Decimal
    letter: str
    label: str


# PermenPANRB 14/2017, interval IKM. The cut-offs 43,75/62,5/81,25 belong to the repealed Kepmenpan 25/2004.
QUALITIES = (
    Quality(Decimal("88.31"), "A", N_("Sangat Baik")),
    Quality(Decimal("76.61"), "B", N_("Baik")),
    Quality(Decimal("65.00"), "C", N_("Kurang Baik")),
    Quality(Decimal("25.00"), "D", N_("Tidak Baik")),
)
SOURCE = Source("PermenPANRB 14/2017", N_("pengolahan data survei"))
VALID_FROM = date(2017, 5, 9)
QUALITY_TABLE = Table(
    (N_("IKM mulai"), N_("Mutu"), N_("Kinerja")),
    tuple((number(quality.from_index), quality.letter, quality.label) for quality in QUALITIES),
)


@dataclass(frozen=True)
class Satisfaction:
    """A survey result: mean of each element (4 decimals), index (2 decimals) and its class."""

    means: tuple[Decimal, ...]
    index: Decimal
    quality: Quality


def quality(index: Decimal) -> Quality:
    """The class of an IKM, after rounding it half-up to two decimals; RuleError outside 25–100."""
    rounded = half_up(index, 2)
    if not QUALITIES[-1].from_index <= rounded <= 100:
        raise out_of_range("ikm", N_("Nilai %(field)s harus antara 25 dan 100."))
    return next(each for each in QUALITIES if rounded >= each.from_index)


def from_sums(respondents: int, sums: Sequence[int]) -> Satisfaction:
    """The index from the nine sums of answers (1–4 each); every element weighs exactly 1/9. RuleError if impossible."""
    for place, total in enumerate(sums):
        if not LOWEST * respondents <= total <= HIGHEST * respondents:
            raise out_of_range(
                f"jumlah[{place}]",
                N_(
                    "Jumlah %(field)s tidak mungkin: %(n)s responden memberi paling sedikit %(least)s, "
                    "paling banyak %(most)s."
                ),
                n=number(respondents),
                least=number(LOWEST * respondents),
                most=number(HIGHEST * respondents),
            )
    index = half_up(Fraction(sum(sums) * POINTS, respondents * len(sums)), 2)
    return Satisfaction(tuple(half_up(Fraction(total, respondents), 4) for total in sums), index, quality(index))


def from_answers(answers: Sequence[Sequence[int]]) -> Satisfaction:
    """The index from one row of nine answers (1–4) per respondent."""
    return from_sums(len(answers), [sum(column) for column in zip(*answers, strict=True)])


def sample_size(population: int) -> int:
    """Respondents needed (Krejcie–Morgan, 95 %, d = 0.05), rounded half-up; population at least 1."""
    spread = Fraction("3.841") / 4
    return half_up_whole(spread * population / (Fraction("0.0025") * (population - 1) + spread))


def _counted(values: Values) -> tuple[int, Satisfaction]:
    """Number of respondents and result, from sums or from answers, whichever was given."""
    n, sums, answers = values["n"], values["jumlah"], values["jawaban"]
    if answers is None:
        for name, value in (("jumlah", sums), ("n", n)):
            if value is None:
                raise RuleError(ErrorCode.MISSING, N_("Isian %(field)s wajib ada (atau isi jawaban saja)."), name)
        return n, from_sums(n, sums)
    if sums is not None:
        raise RuleError(ErrorCode.UNKNOWN_VALUE, N_("Isi jumlah atau jawaban, jangan keduanya."), "jawaban")
    if n not in (None, len(answers)):
        raise out_of_range("n", N_("Isian %(field)s tidak sama dengan banyaknya baris jawaban."))
    return len(answers), from_answers(answers)


def _quality_step(index: Decimal, found: Quality) -> Sentence:
    return say(
        N_("IKM %(index)s termasuk mutu %(letter)s (%(label)s), yang mulai dari %(start)s."),
        index=number(index),
        letter=found.letter,
        label=found.label,
        start=number(found.from_index),
    )


@rule(
    id="skm",
    title=N_("Indeks Kepuasan Masyarakat (IKM)"),
    source=SOURCE,
    valid_from=VALID_FROM,
    confidence=Confidence.SECONDARY,
    inputs={
        "n": Whole(minimum=1, required=False),
        "jumlah": ListOf(item=Whole(), shortest=ELEMENTS, longest=ELEMENTS, required=False),
        "jawaban": ListOf(
            item=ListOf(item=Whole(minimum=LOWEST, maximum=HIGHEST), shortest=ELEMENTS, longest=ELEMENTS),
            shortest=1,
            required=False,
        ),
    },
    outputs={
        "nrr": N_("nilai rata-rata tiap unsur, empat desimal"),
        "ikm": N_("indeks, dua desimal"),
        "mutu": "A, B, C, D",
        "kinerja": N_("Sangat Baik, Baik, Kurang Baik, atau Tidak Baik"),
    },
    formula=N_("nilai rata-rata tiap unsur × 1/9, dijumlahkan, × 25; isi n dan jumlah, atau jawaban"),
    table=QUALITY_TABLE,
    caveats=(
        Caveat(
            Confidence.SECONDARY,
            N_(
                "Bobot dihitung persis 1/9; bobot cetak 0,11 atau 0,111 memberi IKM lebih rendah "
                "dan dapat mengubah mutu."
            ),
        ),
    ),
)
def skm(values: Values, on: date) -> Outcome:
    """Contract form of ``from_sums`` and ``from_answers``."""
    n, found = _counted(values)
    return Outcome(
        {
            "nrr": list(found.means),
            "ikm": found.index,
            "mutu": found.quality.letter,
            "kinerja": found.quality.label,
        },
        (
            say(
                N_("Rata-rata tiap unsur dari %(n)s responden: %(means)s."),
                n=number(n),
                means="; ".join(number(mean) for mean in found.means),
            ),
            say(N_("Jumlah rata-rata × 1/9 × 25 = %(index)s."), index=number(found.index)),
            _quality_step(found.index, found.quality),
        ),
    )


@rule(
    id="mutu_skm",
    title=N_("Mutu pelayanan dari IKM"),
    source=SOURCE,
    valid_from=VALID_FROM,
    confidence=Confidence.SECONDARY,
    inputs={"ikm": Number()},
    outputs={"mutu": "A, B, C, D", "kinerja": N_("Sangat Baik, Baik, Kurang Baik, atau Tidak Baik")},
    formula=N_("IKM (25–100) dibulatkan dua desimal, setengah ke atas, lalu dibaca pada tabel"),
    table=QUALITY_TABLE,
)
def mutu_skm(values: Values, on: date) -> Outcome:
    """Contract form of ``quality``."""
    found = quality(values["ikm"])
    return Outcome({"mutu": found.letter, "kinerja": found.label}, (_quality_step(half_up(values["ikm"], 2), found),))


@rule(
    id="sampel_skm",
    title=N_("Jumlah responden survei"),
    source=Source("PermenPANRB 14/2017", N_("tabel sampel Krejcie dan Morgan")),
    valid_from=VALID_FROM,
    confidence=Confidence.MEMORY,
    inputs={"populasi": Whole(minimum=1)},
    outputs={"sampel": N_("jumlah responden yang dibutuhkan")},
    formula=N_("S = 3,841·N·0,25 / (0,0025·(N−1) + 3,841·0,25), dibulatkan setengah ke atas"),
    caveats=(
        Caveat(Confidence.MEMORY, N_("Rumus dari ingatan; hasilnya sama dengan semua baris tabel yang diperiksa.")),
    ),
)
def sampel_skm(values: Values, on: date) -> Outcome:
    """Contract form of ``sample_size``."""
    population = values["populasi"]
    sample = sample_size(population)
    return Outcome(
        {"sampel": sample},
        (
            say(
                N_("Untuk %(population)s pengguna layanan dibutuhkan %(sample)s responden (95%%, galat 0,05)."),
                population=number(plain(Decimal(population))),
                sample=number(sample),
            ),
        ),
    )
