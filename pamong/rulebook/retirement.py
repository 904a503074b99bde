"""Batas usia pensiun (PP 11/2017 Pasal 239; PP 49/2018 Pasal 54)."""

from dataclasses import dataclass
from datetime import date

from pamong.rulebook.fields import Day, Values, Word
from pamong.rulebook.registry import Caveat, Outcome, Source, Table, rule
from pamong.rulebook.text import N_, day, say
from pamong.rulebook.words import Confidence, unknown_word
from pamong.rulebook.workingdays import add_months

# Age of retirement -> posts, in the words of the law and of position lists.
AGES: dict[int, tuple[str, ...]] = {
    58: (
        "JA",
        "Administrator",
        "Pengawas",
        "Pelaksana",
        "Ahli Pertama",
        "Ahli Muda",
        "Keterampilan",
        "keterampilan",
        "Penyelia",
        "Mahir",
        "Terampil",
        "Pemula",
    ),
    60: ("JPT", "JPT Utama", "JPT Madya", "JPT Pratama", "Ahli Madya"),
    65: ("Ahli Utama",),
}
AGE_OF = {position: age for age, positions in AGES.items() for position in positions}


@dataclass(frozen=True)
class Retirement:
    """Age of retirement in years and the day it is reached."""

    age: int
    day: date


def retirement(position: str, born: date) -> Retirement:
    """When a person in a post reaches the age of retirement; born on 29 February: 28 February in other years."""
    if position not in AGE_OF:
        raise unknown_word(position, tuple(AGE_OF), "jabatan")
    age = AGE_OF[position]
    return Retirement(age, add_months(born, 12 * age))


@rule(
    id="bup",
    title=N_("Batas usia pensiun"),
    source=Source("PP 11/2017 dan PP 49/2018", "Pasal 239; Pasal 54"),
    valid_from=date(2017, 4, 7),
    confidence=Confidence.LAW,
    inputs={"jabatan": Word(choices=tuple(AGE_OF)), "lahir": Day()},
    outputs={"bup": N_("usia pensiun dalam tahun"), "tanggal_bup": N_("tanggal usia itu tercapai")},
    formula=N_("tanggal lahir ditambah usia pensiun"),
    table=Table(
        (N_("Usia"), N_("Jabatan")),
        tuple((str(age), ", ".join(positions)) for age, positions in AGES.items()),
    ),
    caveats=(
        Caveat(Confidence.INFERENCE, N_("Lahir 29 Februari: 28 Februari pada tahun bukan kabisat.")),
        Caveat(Confidence.MEMORY, N_("Nomor pasal PP 11/2017 dari ingatan.")),
    ),
)
def bup(values: Values, on: date) -> Outcome:
    """Contract form of ``retirement``."""
    found = retirement(values["jabatan"], values["lahir"])
    return Outcome(
        {"bup": found.age, "tanggal_bup": found.day.isoformat()},
        (
            say(N_("Jabatan %(position)s: usia pensiun %(age)s tahun."), position=values["jabatan"], age=found.age),
            say(N_("Lahir %(born)s: usia itu tercapai pada %(day)s."), born=day(values["lahir"]), day=day(found.day)),
        ),
    )
