"""Predikat kinerja from two ratings (PermenPANRB 6/2022). A person sets the ratings; this table names their meeting."""

from datetime import date

from pamong.rulebook.fields import Values, Word
from pamong.rulebook.registry import Caveat, Outcome, Source, Table, rule
from pamong.rulebook.text import N_, say
from pamong.rulebook.words import RATING_LABELS, Confidence, Predikat, Rating, word

# PermenPANRB 6/2022, matrix of results (rows) and conduct (columns).
# Not symmetric: bad conduct with good results is "Kurang".
MATRIX: dict[Rating, dict[Rating, Predikat]] = {
    Rating.ABOVE: {Rating.ABOVE: Predikat.VERY_GOOD, Rating.MEETS: Predikat.GOOD, Rating.BELOW: Predikat.POOR},
    Rating.MEETS: {Rating.ABOVE: Predikat.GOOD, Rating.MEETS: Predikat.GOOD, Rating.BELOW: Predikat.POOR},
    Rating.BELOW: {
        Rating.ABOVE: Predikat.NEEDS_IMPROVEMENT,
        Rating.MEETS: Predikat.NEEDS_IMPROVEMENT,
        Rating.BELOW: Predikat.VERY_POOR,
    },
}


def name_predikat(results: str, conduct: str) -> Predikat:
    """The predikat of a rating of results and one of conduct (PermenPANRB 6/2022); RuleError for an unknown rating."""
    return MATRIX[word(Rating, results, "hasil_kerja")][word(Rating, conduct, "perilaku")]


@rule(
    id="predikat",
    title=N_("Predikat kinerja"),
    source=Source("PermenPANRB 6/2022", N_("matriks hasil kerja dan perilaku kerja")),
    valid_from=date(2022, 2, 22),
    confidence=Confidence.SECONDARY,
    inputs={"hasil_kerja": Word(choices=Rating), "perilaku": Word(choices=Rating)},
    outputs={"predikat": N_("Sangat Baik, Baik, Butuh Perbaikan, Kurang, atau Sangat Kurang")},
    table=Table(
        (N_("Hasil kerja ↓ / Perilaku →"), *RATING_LABELS.values()),
        tuple((RATING_LABELS[results], *cells.values()) for results, cells in MATRIX.items()),
    ),
    caveats=(
        Caveat(
            Confidence.MEMORY,
            N_("Peraturan tidak memberi batas angka dari capaian target ke rating; rating ditetapkan pejabat penilai."),
        ),
    ),
)
def predikat(values: Values, on: date) -> Outcome:
    """Contract form of ``name_predikat``."""
    results, conduct = values["hasil_kerja"], values["perilaku"]
    named = name_predikat(results, conduct)
    return Outcome(
        {"predikat": named.value},
        (
            say(
                N_("Hasil kerja %(label)s: baris ke-%(place)s pada matriks."),
                label=RATING_LABELS[results],
                place=list(MATRIX).index(results) + 1,
            ),
            say(
                N_("Perilaku kerja %(label)s: kolom ke-%(place)s pada matriks."),
                label=RATING_LABELS[conduct],
                place=list(MATRIX).index(conduct) + 1,
            ),
            say(N_("Pertemuan baris dan kolom itu adalah predikat %(predikat)s."), predikat=named.value),
        ),
    )
