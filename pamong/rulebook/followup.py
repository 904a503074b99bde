"""What follows a predikat: six months to improve, or priority for talent pool and development (PP 30/2019)."""

from collections.abc import Sequence
from datetime import date

from pamong.rulebook.fields import Day, ListOf, Values, Word, in_years, out_of_range
from pamong.rulebook.registry import Caveat, Outcome, Source, Table, rule
from pamong.rulebook.text import N_, day, say
from pamong.rulebook.words import Confidence, PositionGroup, Predikat, word
from pamong.rulebook.workingdays import add_months

MONTHS_TO_IMPROVE = 6
IMPROVE = "6_bulan_perbaikan"
POOR = frozenset({Predikat.POOR, Predikat.VERY_POOR})
# PP 30/2019 Pasal 57 (JPT) and 58 (JA, JF): the predikat that give six months to improve.
MUST_IMPROVE: dict[PositionGroup, frozenset[Predikat]] = {
    PositionGroup.JPT: POOR | {Predikat.NEEDS_IMPROVEMENT},
    PositionGroup.JA: POOR,
    PositionGroup.JF: POOR,
}
# PP 30/2019 Pasal 53: the same predikat two years running.
PRIORITY: dict[Predikat, str] = {
    Predikat.VERY_GOOD: "talent_pool",
    Predikat.GOOD: "pengembangan_kompetensi",
}
VALID_FROM = date(2021, 4, 29)  # Pasal 64 ayat (2): two years after promulgation on 29 April 2019


def improvement_deadline(group: str, predikat: str, decided: date) -> date | None:
    """Last day of the six months to improve after a predikat was decided, or None if no improvement is due."""
    if word(Predikat, predikat, "predikat") not in MUST_IMPROVE[word(PositionGroup, group, "kelompok_jabatan")]:
        return None
    return add_months(decided, MONTHS_TO_IMPROVE)


def priority(two_years: Sequence[str]) -> str | None:
    """Priority earned by the predikat of two years running, oldest first, or None. RuleError unless there are two."""
    if len(two_years) != 2:
        raise out_of_range("predikat", N_("Daftar %(field)s harus berisi dua tahun, yang lama lebih dulu."))
    older, newer = (word(Predikat, each, "predikat") for each in two_years)
    return PRIORITY.get(newer) if older is newer else None


@rule(
    id="tindak_lanjut_predikat",
    title=N_("Tindak lanjut predikat rendah"),
    source=Source("PP 30/2019", "Pasal 57–58"),
    valid_from=VALID_FROM,
    valid_from_confidence=Confidence.LAW,
    confidence=Confidence.LAW,
    inputs={
        "kelompok_jabatan": Word(choices=PositionGroup),
        "predikat": Word(choices=Predikat),
        "ditetapkan": Day(),
    },
    outputs={
        "tindak_lanjut": N_("`6_bulan_perbaikan` atau kosong"),
        "batas_perbaikan": N_("hari terakhir perbaikan, atau kosong"),
    },
    formula=N_("enam bulan kalender sejak ditetapkan; bila tanggalnya tidak ada, hari terakhir bulan itu"),
    table=Table(
        (N_("Kelompok jabatan"), N_("Predikat yang memberi kesempatan perbaikan 6 bulan")),
        tuple(
            (group, ", ".join(each for each in Predikat if each in predikats))
            for group, predikats in MUST_IMPROVE.items()
        ),
    ),
    caveats=(
        Caveat(Confidence.INFERENCE, N_("Predikat “Cukup” dalam PP dibaca sebagai “Butuh Perbaikan”.")),
        Caveat(Confidence.INFERENCE, N_("Hari terakhir bulan dipakai bila tanggal itu tidak ada.")),
    ),
)
def tindak_lanjut_predikat(values: Values, on: date) -> Outcome:
    """Contract form of ``improvement_deadline``."""
    group, predikat, decided = values["kelompok_jabatan"], values["predikat"], values["ditetapkan"]
    last = improvement_deadline(group, predikat, decided)
    if last is None:
        step = say(
            N_("Predikat %(predikat)s tidak mewajibkan perbaikan bagi %(group)s."), predikat=predikat, group=group
        )
        return Outcome({"tindak_lanjut": None, "batas_perbaikan": None}, (step,))
    in_years(last, "ditetapkan")
    return Outcome(
        {"tindak_lanjut": IMPROVE, "batas_perbaikan": last.isoformat()},
        (
            say(
                N_("Predikat %(predikat)s bagi %(group)s: 6 bulan untuk memperbaiki kinerja."),
                predikat=predikat,
                group=group,
            ),
            say(N_("Enam bulan sejak %(start)s berakhir %(end)s."), start=day(decided), end=day(last)),
        ),
    )


@rule(
    id="penghargaan_predikat",
    title=N_("Penghargaan atas predikat dua tahun berturut-turut"),
    source=Source("PP 30/2019", "Pasal 53"),
    valid_from=VALID_FROM,
    valid_from_confidence=Confidence.LAW,
    confidence=Confidence.LAW,
    inputs={"predikat": ListOf(item=Word(choices=Predikat), shortest=2, longest=2)},
    outputs={"prioritas": N_("`talent_pool`, `pengembangan_kompetensi`, atau kosong")},
    formula=N_("predikat dua tahun berturut-turut, tahun yang lama lebih dulu"),
    table=Table(
        (N_("Predikat pada kedua tahun"), N_("Prioritas")),
        tuple((predikat, earned) for predikat, earned in PRIORITY.items()),
    ),
)
def penghargaan_predikat(values: Values, on: date) -> Outcome:
    """Contract form of ``priority``."""
    earned = priority(values["predikat"])
    older, newer = values["predikat"]
    steps = [say(N_("Predikat dua tahun: %(older)s, lalu %(newer)s."), older=older, newer=newer)]
    if earned is None:
        steps.append(say(N_("Tidak ada prioritas: diperlukan Sangat Baik atau Baik pada kedua tahun.")))
    else:
        steps.append(say(N_("Sama pada kedua tahun: prioritas %(priority)s."), priority=earned))
    return Outcome({"prioritas": earned}, tuple(steps))
