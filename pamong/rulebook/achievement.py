"""Capaian: how far a target was reached, in percent. Local policy, for reading only; it never makes a rating.

No regulation in force gives this formula: PP 30/2019 Pasal 29(6) caps at 120 in its numeric scheme only, PermenPANRB 6/2022
has none. So it is a versioned choice of this product, and missing is never zero.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from pamong.rulebook.fields import Number, Values, Word
from pamong.rulebook.registry import Caveat, Outcome, Source, Table, rule
from pamong.rulebook.rounding import half_up
from pamong.rulebook.text import N_, Sentence, number, say
from pamong.rulebook.words import Confidence

HUNDRED = Decimal(100)


class Way(StrEnum):
    """Which way an indicator is better."""

    MORE = "makin_besar"
    LESS = "makin_kecil"
    EXACT = "tepat"
    RANGE = "rentang"


def percent(way: Way, target: Decimal, realised: Decimal, upper: Decimal | None = None) -> Decimal | None:
    """Percent reached, two decimals, never below 0, above 100 where more (or less) than asked was reached.

    None where no ratio exists: a target of 0 (except met exactly or within a range), or ``less`` with 0 realised.
    """
    if way is Way.RANGE:
        top = target if upper is None else upper
        return half_up(HUNDRED, 2) if target <= realised <= top else _near(nearest(target, top, realised), realised)
    if way is Way.EXACT:
        return _near(target, realised)
    above, below = (realised, target) if way is Way.MORE else (target, realised)
    return None if below == 0 else _rounded(above / below)


def met(way: Way, target: Decimal, realised: Decimal, upper: Decimal | None = None) -> bool:
    """Whether the target is met, also where no percent exists."""
    if way is Way.MORE:
        return realised >= target
    if way is Way.LESS:
        return realised <= target
    top = target if upper is None or way is Way.EXACT else upper
    return target <= realised <= top


def nearest(lower: Decimal, upper: Decimal, realised: Decimal) -> Decimal:
    """The end of a range that is nearer to what was realised outside of it."""
    return lower if realised < lower else upper


def _near(target: Decimal, realised: Decimal) -> Decimal | None:
    if realised == target:
        return half_up(HUNDRED, 2)
    return None if target == 0 else _rounded(1 - abs(realised - target) / abs(target))


def _rounded(ratio: Decimal) -> Decimal:
    return half_up(max(ratio * HUNDRED, Decimal(0)), 2)


@rule(
    id="capaian",
    title=N_("Capaian indikator"),
    source=Source(N_("Kebijakan Pamong"), N_("capaian untuk dibaca, tidak menghasilkan rating")),
    valid_from=date(2026, 1, 1),
    valid_from_confidence=Confidence.INFERENCE,
    confidence=Confidence.INFERENCE,
    inputs={
        "arah": Word(choices=Way),
        "target": Number(),
        "target_atas": Number(required=False),
        "realisasi": Number(required=False),
    },
    outputs={
        "capaian": N_("persen dengan dua desimal, boleh di atas 100; kosong bila tidak dapat dinyatakan"),
        "tercapai": N_("apakah target tercapai; kosong bila belum ada realisasi"),
    },
    table=Table(
        (N_("Arah"), N_("Rumus"), N_("Contoh"), N_("Capaian")),
        (
            (N_("makin besar makin baik"), N_("realisasi ÷ target"), N_("target 61,95; realisasi 50"), "80,71%"),
            (N_("makin kecil makin baik"), N_("target ÷ realisasi"), N_("target 14 hari; realisasi 7 hari"), "200%"),
            (
                N_("harus tepat"),
                N_("1 − selisih ÷ target, paling kecil 0"),
                N_("target 12; realisasi 9 atau 15"),
                "75%",
            ),
            (
                N_("dalam rentang"),
                N_("di dalam rentang 100%; di luar: 1 − selisih dari batas terdekat ÷ batas itu, paling kecil 0"),
                N_("rentang 80–90; realisasi 60"),
                "75%",
            ),
        ),
    ),
    caveats=(
        Caveat(
            Confidence.LAW,
            N_("PP 30/2019 Pasal 29(6) membatasi capaian 120 hanya dalam skema angkanya; di sini tidak dibatasi."),
        ),
        Caveat(
            Confidence.SECONDARY,
            N_("PermenPANRB 6/2022 tidak memberi rumus; rating hasil kerja ditetapkan pejabat penilai."),
        ),
        Caveat(Confidence.INFERENCE, N_("Yang belum ada realisasinya tidak bernilai nol, melainkan kosong.")),
        Caveat(
            Confidence.INFERENCE,
            N_(
                "Target 0, atau realisasi 0 pada makin kecil makin baik, tidak punya perbandingan: hanya tercapai atau tidak."
            ),
        ),
    ),
)
def capaian(values: Values, on: date) -> Outcome:
    """Contract form of ``percent`` and ``met``, with each step in numbers."""
    way, target, upper = values["arah"], values["target"], values.get("target_atas")
    realised = values.get("realisasi")
    if way is not Way.RANGE:
        upper = None
    if realised is None:
        return Outcome({"capaian": None, "tercapai": None}, (say(N_("Belum ada realisasi, jadi belum ada capaian.")),))
    reached, is_met = percent(way, target, realised, upper), met(way, target, realised, upper)
    steps = (_compared(way, target, upper, realised), _computed(way, target, upper, realised, reached), _said(is_met))
    return Outcome({"capaian": reached, "tercapai": is_met}, steps)


def _compared(way: Way, target: Decimal, upper: Decimal | None, realised: Decimal) -> Sentence:
    shown = {"target": number(target), "realised": number(realised)}
    if way is Way.RANGE and upper is not None:
        return say(
            N_("Dalam rentang: target %(target)s sampai %(upper)s, realisasi %(realised)s."),
            **shown,
            upper=number(upper),
        )
    msgids = {
        Way.MORE: N_("Makin besar makin baik: target %(target)s, realisasi %(realised)s."),
        Way.LESS: N_("Makin kecil makin baik: target %(target)s, realisasi %(realised)s."),
        Way.EXACT: N_("Harus tepat: target %(target)s, realisasi %(realised)s."),
        Way.RANGE: N_("Dalam rentang: target %(target)s, realisasi %(realised)s."),
    }
    return say(msgids[way], **shown)


def _computed(way: Way, target: Decimal, upper: Decimal | None, realised: Decimal, reached: Decimal | None) -> Sentence:
    if reached is None:
        return say(N_("Tidak ada perbandingan dengan 0, jadi capaian tidak dinyatakan dalam persen."))
    shown = {"percent": number(reached)}
    if way in (Way.MORE, Way.LESS):
        above, below = (realised, target) if way is Way.MORE else (target, realised)
        return say(
            N_("%(above)s ÷ %(below)s × 100 = %(percent)s persen."), above=number(above), below=number(below), **shown
        )
    end = nearest(target, target if upper is None else upper, realised) if way is Way.RANGE else target
    if met(way, target, realised, upper):
        return say(N_("Tepat pada target atau di dalam rentang: %(percent)s persen."), **shown)
    return say(
        N_("1 − %(gap)s ÷ %(end)s, paling kecil 0, × 100 = %(percent)s persen."),
        gap=number(abs(realised - end)),
        end=number(end),
        **shown,
    )


def _said(is_met: bool) -> Sentence:
    return say(N_("Target tercapai.")) if is_met else say(N_("Target belum tercapai."))
