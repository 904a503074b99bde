"""Pola distribusi: the shares a unit's predikat should keep to, given its own achievement (SE MenPANRB 3/2023)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pamong.rulebook.fields import Counts, Values, Word, out_of_range
from pamong.rulebook.registry import Caveat, Outcome, Source, Table, rule
from pamong.rulebook.rounding import half_up
from pamong.rulebook.text import N_, number, say
from pamong.rulebook.words import Confidence, OrganisationAchievement, Predikat, word


@dataclass(frozen=True)
class Limit:
    """One limit on the share of one or two predikat together; ``code`` names its breach."""

    code: str
    of: tuple[Predikat, ...]
    bound: Literal["at_most", "at_least", "some"]
    percent: int = 0

    def broken(self, counts: Mapping[Predikat, int], total: int) -> bool:
        """Whether the counts break the limit; shares are compared exactly, without rounding."""
        count = sum(counts.get(predikat, 0) for predikat in self.of)
        if self.bound == "some":
            return count == 0
        if self.bound == "at_most":
            return count * 100 > self.percent * total
        return count * 100 < self.percent * total

    def words(self) -> str:
        """The limit in Indonesian."""
        names = N_(" dan/atau ").join(self.of)
        if self.bound == "some":
            return f"{names} harus ada"
        return f"{names} {'paling banyak' if self.bound == 'at_most' else 'paling sedikit'} {self.percent}%"

    def asked(self, predikat: Predikat) -> str:
        """The limit as the cell of one predikat says it: "paling banyak 70%", "harus ada, sendiri atau bersama Kurang"."""
        others = " dan ".join(other for other in self.of if other != predikat)
        if self.bound == "some":
            return f"harus ada, di sini atau pada {others}" if others else "harus ada"
        asked = "tidak boleh ada"
        if self.percent:
            asked = f"{'paling banyak' if self.bound == 'at_most' else 'paling sedikit'} {self.percent}%"
        return f"{asked} bersama {others}" if others else asked


SB, B, BP, K, SK = Predikat
# SE MenPANRB 3/2023: capaian organisasi -> limits. Whatever a row does not limit is free.
LIMITS: dict[OrganisationAchievement, tuple[Limit, ...]] = {
    OrganisationAchievement.EXCELLENT: (Limit("SB>70", (SB,), "at_most", 70),),
    OrganisationAchievement.GOOD: (Limit("B>70", (B,), "at_most", 70), Limit("BP+K=0", (BP, K), "some")),
    OrganisationAchievement.NEEDS_IMPROVEMENT: (
        Limit("SB>10", (SB,), "at_most", 10),
        Limit("BP<60", (BP,), "at_least", 60),
    ),
    OrganisationAchievement.POOR: (
        Limit("SB>10", (SB,), "at_most", 10),
        Limit("BP<10", (BP,), "at_least", 10),
        Limit("K<60", (K,), "at_least", 60),
    ),
    OrganisationAchievement.VERY_POOR: (
        Limit("SB>0", (SB,), "at_most", 0),
        Limit("K+BP<10", (K, BP), "at_least", 10),
        Limit("SK<60", (SK,), "at_least", 60),
    ),
}


def pattern(achievement: str) -> dict[Predikat, str]:
    """What the pattern asks of each predikat, in words, from the lowest to the highest (SE MenPANRB 3/2023)."""
    limits = LIMITS[word(OrganisationAchievement, achievement, "capaian_organisasi")]
    return {
        predikat: "; ".join(limit.asked(predikat) for limit in limits if predikat in limit.of) or "selebihnya"
        for predikat in reversed(Predikat)
    }


def broken_limits(achievement: str, counts: Mapping[Predikat, int]) -> list[Limit]:
    """The limits that the counts break, by code (SE MenPANRB 3/2023); RuleError if nobody is counted."""
    total = sum(counts.values())
    if total == 0:
        raise out_of_range("distribusi", N_("Isian %(field)s harus memuat paling sedikit satu orang."))
    limits = LIMITS[word(OrganisationAchievement, achievement, "capaian_organisasi")]
    return sorted((limit for limit in limits if limit.broken(counts, total)), key=lambda limit: limit.code)


@rule(
    id="pola_distribusi",
    title=N_("Pola distribusi predikat menurut capaian kinerja organisasi"),
    source=Source("SE MenPANRB 3/2023", N_("pola distribusi predikat kinerja")),
    valid_from=date(2023, 1, 31),
    valid_from_confidence=Confidence.SECONDARY,
    confidence=Confidence.SECONDARY,
    inputs={"capaian_organisasi": Word(choices=OrganisationAchievement), "distribusi": Counts(of=Predikat)},
    outputs={
        "sesuai": N_("benar bila tidak ada batas yang dilanggar"),
        "pelanggaran": N_("kode batas yang dilanggar, urut abjad"),
    },
    table=Table(
        (N_("Capaian organisasi"), N_("Batas"), N_("Kode pelanggaran")),
        tuple(
            (achievement, "; ".join(limit.words() for limit in limits), ", ".join(limit.code for limit in limits))
            for achievement, limits in LIMITS.items()
        ),
    ),
    caveats=(
        Caveat(
            Confidence.INFERENCE,
            N_(
                "Untuk unit kecil tidak ada aturan pembulatan; "
                "bagian dibandingkan persis, pelanggaran hanya peringatan."
            ),
        ),
    ),
)
def pola_distribusi(values: Values, on: date) -> Outcome:
    """Contract form of ``broken_limits``."""
    counts: dict[Predikat, int] = values["distribusi"]
    broken = broken_limits(values["capaian_organisasi"], counts)
    total = sum(counts.values())
    steps = [
        say(
            N_("%(predikat)s: %(count)s dari %(total)s orang, %(share)s%%."),
            predikat=predikat.value,
            count=counts.get(predikat, 0),
            total=total,
            share=number(_percent(counts.get(predikat, 0), total)),
        )
        for predikat in Predikat
    ]
    steps += [say(N_("Dilanggar (%(code)s): %(limit)s."), code=limit.code, limit=limit.words()) for limit in broken]
    return Outcome({"sesuai": not broken, "pelanggaran": [limit.code for limit in broken]}, tuple(steps))


def _percent(count: int, total: int) -> Decimal:
    return half_up(Fraction(count * 100, total), 2)
