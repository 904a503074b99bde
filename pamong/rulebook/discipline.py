"""Hukuman disiplin for absence without valid reason (PP 94/2021). Proposes; an authorised officer decides."""

from dataclasses import dataclass
from datetime import date

from pamong.rulebook.fields import Values, Whole
from pamong.rulebook.registry import Caveat, Outcome, Source, Table, rule
from pamong.rulebook.text import N_, say
from pamong.rulebook.words import Confidence


@dataclass(frozen=True)
class Sanction:
    """A sanction from a number of absent days on: level (tingkat) and kind (jenis) in the words of the contract."""

    from_days: int
    level: str
    kind: str


# PP 94/2021 Pasal 9 (2) b, 10 (2) f, 11 (2) d: working days absent, added up from January to December.
CUMULATIVE = (
    Sanction(3, "ringan", N_("teguran lisan")),
    Sanction(4, "ringan", N_("teguran tertulis")),
    Sanction(7, "ringan", N_("pernyataan tidak puas secara tertulis")),
    Sanction(11, "sedang", N_("potongan tukin 25% 6 bulan")),
    Sanction(14, "sedang", N_("potongan tukin 25% 9 bulan")),
    Sanction(17, "sedang", N_("potongan tukin 25% 12 bulan")),
    Sanction(21, "berat", N_("penurunan jabatan 12 bulan")),
    Sanction(25, "berat", N_("pembebasan jabatan 12 bulan")),
    Sanction(28, "berat", "PDHTAPS"),
)
# PP 94/2021 Pasal 11 (2) d, 15 (2): ten working days in a row.
CONSECUTIVE = Sanction(10, "berat", "PDHTAPS")


def absence_sanction(cumulative: int, consecutive: int) -> Sanction | None:
    """The heaviest sanction for absent working days of the year and for days in a row; None if too few.

    Days in a row may exceed the year's sum: a row can begin in December.
    """
    if consecutive >= CONSECUTIVE.from_days:
        return CONSECUTIVE
    return next((each for each in reversed(CUMULATIVE) if cumulative >= each.from_days), None)


@rule(
    id="hukuman_absen",
    title=N_("Hukuman disiplin karena tidak masuk kerja tanpa alasan yang sah"),
    source=Source("PP 94/2021", N_("Pasal 9 ayat (2) huruf b, 10 ayat (2) huruf f, 11 ayat (2) huruf d")),
    valid_from=date(2021, 8, 31),
    confidence=Confidence.LAW,
    inputs={"hari_kumulatif": Whole(maximum=366), "hari_berturut": Whole(maximum=366)},
    outputs={"tingkat": N_("ringan, sedang, berat, atau kosong"), "jenis": N_("jenis hukuman, atau kosong")},
    formula=N_("hari kerja tanpa alasan sah Januari–Desember, atau hari kerja berturut-turut; yang terberat berlaku"),
    table=Table(
        (N_("Hari mulai"), N_("Tingkat"), N_("Jenis")),
        (
            *((str(each.from_days), each.level, each.kind) for each in CUMULATIVE),
            (f"{CONSECUTIVE.from_days} berturut-turut", CONSECUTIVE.level, CONSECUTIVE.kind),
        ),
    ),
    caveats=(
        Caveat(
            Confidence.LAW,
            N_(
                "Jenis hukuman sedang baru berlaku setelah PP tentang gaji (Pasal 42); "
                "sebelumnya PP 53/2010 Pasal 7 ayat (3)."
            ),
        ),
        Caveat(Confidence.LAW, N_("Hanya untuk PNS; disiplin PPPK ditetapkan PPK (PP 49/2018 Pasal 51–52).")),
    ),
)
def hukuman_absen(values: Values, on: date) -> Outcome:
    """Contract form of ``absence_sanction``."""
    cumulative, consecutive = values["hari_kumulatif"], values["hari_berturut"]
    found = absence_sanction(cumulative, consecutive)
    counted = say(
        N_("Tidak masuk %(cumulative)s hari kerja dalam setahun, terlama %(consecutive)s hari berturut-turut."),
        cumulative=cumulative,
        consecutive=consecutive,
    )
    if found is None:
        return Outcome(
            {"tingkat": None, "jenis": None}, (counted, say(N_("Kurang dari 3 hari: tidak ada hukuman yang disebut.")))
        )
    row = (
        say(N_("10 hari kerja berturut-turut atau lebih: %(level)s, %(kind)s."), level=found.level, kind=found.kind)
        if found is CONSECUTIVE
        else say(
            N_("Baris tabel mulai %(days)s hari: %(level)s, %(kind)s."),
            days=found.from_days,
            level=found.level,
            kind=found.kind,
        )
    )
    return Outcome({"tingkat": found.level, "jenis": found.kind}, (counted, row))
