"""Tambahan penghasilan pegawai: performance and discipline part (PP 12/2019 Pasal 58; shares are local policy)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pamong.rulebook.fields import Number, Values, out_of_range
from pamong.rulebook.registry import Caveat, Outcome, Source, rule
from pamong.rulebook.rounding import half_up_whole
from pamong.rulebook.text import N_, number, say
from pamong.rulebook.words import Confidence

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Allowance:
    """Whole rupiah for performance and for discipline."""

    performance: int
    discipline: int

    @property
    def paid(self) -> int:
        """Whole rupiah paid: the sum of the two rounded parts."""
        return self.performance + self.discipline


def allowance(
    *,
    base: Decimal,
    performance_share: Decimal,
    discipline_share: Decimal,
    performance_factor: Decimal,
    discipline_cut: Decimal,
) -> Allowance:
    """The allowance from a base in rupiah; all others in percent.

    The shares must add up to 100 (RuleError otherwise); ``discipline_cut`` is percent of the discipline part and
    counts up to 100. Each part is rounded half-up to whole rupiah.
    """
    if performance_share + discipline_share != HUNDRED:
        raise out_of_range("porsi_disiplin", N_("Porsi kinerja dan porsi disiplin harus berjumlah 100 persen."))
    kept = HUNDRED - min(discipline_cut, HUNDRED)
    return Allowance(
        performance=half_up_whole(Fraction(base) * Fraction(performance_share) * Fraction(performance_factor) / 10_000),
        discipline=half_up_whole(Fraction(base) * Fraction(discipline_share) * Fraction(kept) / 10_000),
    )


@rule(
    id="tpp",
    title=N_("Tambahan penghasilan pegawai (TPP)"),
    source=Source("PP 12/2019", "Pasal 58"),
    valid_from=date(2019, 3, 12),
    confidence=Confidence.SECONDARY,
    inputs={
        "dasar": Number(),
        "porsi_kinerja": Number(maximum=100),
        "porsi_disiplin": Number(maximum=100),
        "faktor_kinerja": Number(maximum=100),
        "potongan_disiplin": Number(),
    },
    outputs={
        "kinerja": N_("rupiah bagian kinerja"),
        "disiplin": N_("rupiah bagian disiplin"),
        "dibayar": N_("jumlah kedua bagian"),
    },
    formula=N_(
        "kinerja = dasar × porsi kinerja × faktor kinerja; disiplin = dasar × porsi disiplin × (100% − potongan, "
        "paling banyak 100%); tiap bagian dibulatkan ke rupiah, setengah ke atas"
    ),
    caveats=(
        Caveat(
            Confidence.SECONDARY, N_("Porsi dan faktor adalah kebijakan daerah; contohnya dari peraturan instansi.")
        ),
        Caveat(Confidence.INFERENCE, N_("Pembulatan tiap bagian ke rupiah adalah tafsiran.")),
    ),
)
def tpp(values: Values, on: date) -> Outcome:
    """Contract form of ``allowance``."""
    found = allowance(
        base=values["dasar"],
        performance_share=values["porsi_kinerja"],
        discipline_share=values["porsi_disiplin"],
        performance_factor=values["faktor_kinerja"],
        discipline_cut=values["potongan_disiplin"],
    )
    words = {name: number(value) for name, value in values.items() if value is not None and name != "libur"}
    words["potongan_disiplin"] = number(min(values["potongan_disiplin"], HUNDRED))
    return Outcome(
        {"kinerja": found.performance, "disiplin": found.discipline, "dibayar": found.paid},
        (
            say(
                N_("Kinerja: Rp %(dasar)s × %(porsi_kinerja)s%% × %(faktor_kinerja)s%% = Rp %(rupiah)s."),
                **words,
                rupiah=number(found.performance),
            ),
            say(
                N_(
                    "Disiplin: Rp %(dasar)s × %(porsi_disiplin)s%% × (100%% − %(potongan_disiplin)s%%) = Rp %(rupiah)s."
                ),
                **words,
                rupiah=number(found.discipline),
            ),
            say(N_("Dibayar: Rp %(rupiah)s."), rupiah=number(found.paid)),
        ),
    )
