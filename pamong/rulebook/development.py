"""Competence and talent: learning hours (JP), professionalism index (IP ASN), nine-box talent matrix."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pamong.rulebook.fields import Number, Values, Word
from pamong.rulebook.registry import Caveat, Outcome, Source, Table, rule
from pamong.rulebook.rounding import half_up_whole, plain
from pamong.rulebook.text import N_, number, say
from pamong.rulebook.words import RATING_LABELS, Confidence, Employment, Potential, Rating, word

PNS_AT_LEAST = Decimal(20)  # PP 11/2017 Pasal 203 (4), JP a year
PPPK_AT_MOST = Decimal(24)  # PP 49/2018 Pasal 40, JP a contract year


@dataclass(frozen=True)
class LearningHours:
    """Whether the yearly duty is met (None: no duty), hours missing, hours counted."""

    met: bool | None
    missing: Decimal
    counted: Decimal


def learning_hours(status: str, hours: Decimal) -> LearningHours:
    """JP of a year: PNS need at least 20; for PPPK at most 24 count and there is no minimum."""
    if word(Employment, status, "status") is Employment.PPPK:
        return LearningHours(None, Decimal(0), min(hours, PPPK_AT_MOST))
    return LearningHours(hours >= PNS_AT_LEAST, max(PNS_AT_LEAST - hours, Decimal(0)), hours)


@rule(
    id="jp",
    title=N_("Jam pelajaran pengembangan kompetensi"),
    source=Source("PP 11/2017 dan PP 49/2018", "Pasal 203 ayat (4); Pasal 40"),
    valid_from=date(2018, 11, 28),
    confidence=Confidence.LAW,
    inputs={"status": Word(choices=Employment), "jp": Number(maximum=8784)},
    outputs={
        "terpenuhi": N_("benar, salah, atau kosong bila tidak ada kewajiban"),
        "kurang": N_("JP yang masih kurang"),
        "diakui": N_("JP yang dihitung"),
    },
    table=Table(
        (N_("Status"), N_("Aturan")),
        (("PNS", N_("paling sedikit 20 JP setahun")), ("PPPK", N_("paling banyak 24 JP setahun, tanpa batas bawah"))),
    ),
)
def jp(values: Values, on: date) -> Outcome:
    """Contract form of ``learning_hours``."""
    found = learning_hours(values["status"], values["jp"])
    step = (
        say(N_("PPPK: paling banyak 24 JP dihitung; diakui %(counted)s JP."), counted=number(found.counted))
        if found.met is None
        else say(N_("PNS: paling sedikit 20 JP setahun; kurang %(missing)s JP."), missing=number(found.missing))
    )
    return Outcome({"terpenuhi": found.met, "kurang": plain(found.missing), "diakui": plain(found.counted)}, (step,))


# PermenPANRB 38/2018, Peraturan BKN 8/2019: highest points of each dimension.
WEIGHTS = {"kualifikasi": 25, "kompetensi": 40, "kinerja": 30, "disiplin": 5}
CATEGORIES = (
    (91, N_("Sangat Tinggi")),
    (81, N_("Tinggi")),
    (71, N_("Sedang")),
    (61, N_("Rendah")),
    (0, N_("Sangat Rendah")),
)


def professionalism_category(index: Decimal) -> str:
    """The category of an IP ASN, read from the index rounded half-up to a whole number."""
    rounded = half_up_whole(index)
    return next(label for start, label in CATEGORIES if rounded >= start)


@rule(
    id="ip_asn",
    title=N_("Indeks Profesionalitas ASN"),
    source=Source("PermenPANRB 38/2018 dan Peraturan BKN 8/2019", N_("bobot dan kategori")),
    valid_from=date(2019, 5, 29),
    confidence=Confidence.SECONDARY,
    inputs={name: Number(maximum=weight) for name, weight in WEIGHTS.items()},
    outputs={"ip": N_("jumlah nilai keempat dimensi"), "kategori": N_("Sangat Tinggi sampai Sangat Rendah")},
    formula=N_("jumlah keempat nilai; kategori dibaca dari jumlah yang dibulatkan ke bilangan bulat"),
    table=Table(
        (N_("IP mulai"), N_("Kategori")),
        tuple((str(start), label) for start, label in CATEGORIES),
    ),
    caveats=(
        Caveat(
            Confidence.INFERENCE, N_("Nilai pecahan dibulatkan dulu, karena kategori ditulis dalam bilangan bulat.")
        ),
        Caveat(Confidence.MEMORY, N_("Sebagian nilai di dalam tiap dimensi dari ingatan; periksa sebelum dipakai.")),
    ),
)
def ip_asn(values: Values, on: date) -> Outcome:
    """The index is the exact sum of the four dimensions."""
    points = {name: values[name] for name in WEIGHTS}
    total = sum(points.values(), Decimal(0))
    category = professionalism_category(total)
    return Outcome(
        {"ip": plain(total), "kategori": category},
        (
            say(
                N_("%(parts)s = %(total)s."),
                parts=" + ".join(f"{name} {number(value)}" for name, value in points.items()),
                total=number(total),
            ),
            say(N_("Dibulatkan %(rounded)s: kategori %(category)s."), rounded=half_up_whole(total), category=category),
        ),
    )


# PermenPANRB 3/2020, PermenPANRB 20/2025, Kepka BKN 411/2025: box by performance (row) and potential (column).
BOXES: dict[Rating, dict[Potential, int]] = {
    Rating.ABOVE: {Potential.LOW: 4, Potential.MIDDLE: 7, Potential.HIGH: 9},
    Rating.MEETS: {Potential.LOW: 2, Potential.MIDDLE: 5, Potential.HIGH: 8},
    Rating.BELOW: {Potential.LOW: 1, Potential.MIDDLE: 3, Potential.HIGH: 6},
}


def talent_box(performance: str, potential: str) -> int:
    """The box 1–9 of the talent matrix; cut-offs that lead to the two words are an agency's own setting."""
    return BOXES[word(Rating, performance, "kinerja")][word(Potential, potential, "potensi")]


@rule(
    id="kotak_talenta",
    title=N_("Kotak manajemen talenta"),
    source=Source("PermenPANRB 3/2020 dan PermenPANRB 20/2025", N_("matriks sembilan kotak")),
    valid_from=date(2020, 1, 16),
    confidence=Confidence.SECONDARY,
    inputs={"kinerja": Word(choices=Rating), "potensi": Word(choices=Potential)},
    outputs={"kotak": N_("kotak 1–9")},
    table=Table(
        (N_("Kinerja ↓ / Potensi →"), *Potential),
        tuple((RATING_LABELS[rating], *(str(box) for box in boxes.values())) for rating, boxes in BOXES.items()),
    ),
    caveats=(Caveat(Confidence.SECONDARY, N_("Ambang kinerja dan potensi berbeda tiap instansi; kotak hanya saran.")),),
)
def kotak_talenta(values: Values, on: date) -> Outcome:
    """Contract form of ``talent_box``."""
    box = talent_box(values["kinerja"], values["potensi"])
    return Outcome(
        {"kotak": box},
        (
            say(
                N_("Kinerja %(performance)s dan potensi %(potential)s: kotak %(box)s."),
                performance=RATING_LABELS[values["kinerja"]],
                potential=values["potensi"],
                box=box,
            ),
        ),
    )
