"""Invented people: names as Indonesian offices write them, and numbers (NIP) that hang together."""

import datetime as dt
import random
import tomllib
from dataclasses import dataclass
from pathlib import Path

_WORDS = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))
MALE, FEMALE, SECOND = (_WORDS[kind].split() for kind in ("male", "female", "second"))
ALONE = ("Sukarni", "Suparman", "Mulyono", "Ngatiyem", "Tukiman", "Wagimin", "Kasiyati", "Paijan", "Rusmini", "Jumiati")
LONG = (
    "Raden Ajeng Maria Goretti Kusumaningtyas Widyastuti Purbonegoro",
    "I Gusti Agung Ngurah Bagus Putra Wirawan Kesuma",
    "Teuku Muhammad Abdul Rahman Syah Alamsyah Ibnu Hasyim",
)
AFTER = {  # by schooling: titles behind the name
    "school": ("",),
    "diploma": ("A.Md.", "A.Md.", "A.Md.Kom.", "A.Md.Ak."),
    "bachelor": ("S.Sos.", "S.E.", "S.H.", "S.IP.", "S.Kom.", "S.A.P.", "S.ST."),
    "master": ("S.Sos., M.Si.", "S.H., M.H.", "S.E., M.M.", "S.STP., M.A.P."),
    "nurse": ("A.Md.Kep.", "S.Kep., Ns."),
    "midwife": ("A.Md.Keb.", "S.Tr.Keb."),
    "health": ("S.K.M.", "A.Md.K.L.", "S.Gz."),
    "doctor": ("",),
}
RANKS = {
    "school": ("II/a", "II/b", "II/c"),
    "diploma": ("II/c", "II/d", "III/a"),
    "bachelor": ("III/a", "III/b", "III/c", "III/d"),
    "master": ("IV/a", "IV/b"),
    "nurse": ("II/d", "III/a", "III/b", "III/c"),
    "midwife": ("II/d", "III/a", "III/b"),
    "health": ("III/a", "III/b", "III/c"),
    "doctor": ("III/b", "III/c", "III/d"),
}
CONTRACT_RANKS = {"school": "V", "diploma": "VII", "nurse": "VII", "midwife": "VII"}  # PPPK; the rest IX
FIRST_SEQUENCE = 901  # far from the low numbers that real offices and example workbooks use


@dataclass(frozen=True)
class Invented:
    """A person without a post. ``nip`` agrees with birth date, sex and kind of service."""

    nip: str
    name: str
    status: str  # PNS or PPPK
    rank: str
    birth_date: dt.date
    sex: str  # L or P


class Registry:
    """Hands out people; no two share a NIP. The same random source gives the same people."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._taken: dict[str, int] = {}

    def person(self, schooling: str, *, name: str = "", sex: str = "", senior: bool = False) -> Invented:
        """One more person; ``senior`` makes a civil servant of 45 to 56 with a leader's rank."""
        rng = self._rng
        sex = sex or rng.choice("LPP")
        contract = not senior and schooling != "master" and rng.random() < 0.3
        years = (1970, 1981) if senior else (1972, 2000)
        born = dt.date(rng.randint(*years), rng.randint(1, 12), rng.randint(1, 28))
        joined = rng.randint(2021, 2024) if contract else born.year + rng.randint(22, 25)
        month = "21" if contract else f"{rng.randint(1, 12):02d}"
        stem = f"{born:%Y%m%d}{joined}{month}{'1' if sex == 'L' else '2'}"
        return Invented(
            nip=self._nip(stem),
            name=name or self._name(schooling, sex, senior=senior),
            status="PPPK" if contract else "PNS",
            rank=CONTRACT_RANKS.get(schooling, "IX") if contract else self._rank(schooling, senior=senior),
            birth_date=born,
            sex=sex,
        )

    def _nip(self, stem: str) -> str:
        sequence = self._taken.get(stem, FIRST_SEQUENCE)
        self._taken[stem] = sequence + 1
        return f"{stem}{sequence}"

    def _rank(self, schooling: str, *, senior: bool) -> str:
        return self._rng.choice(("IV/a", "IV/b") if senior else RANKS[schooling])

    def _name(self, schooling: str, sex: str, *, senior: bool) -> str:
        rng = self._rng
        drawn = rng.random()
        if drawn < 0.04:
            return rng.choice(ALONE)  # one word, no title: common among older staff
        if drawn < 0.05:
            plain = rng.choice(LONG)
        else:
            first = rng.choice(MALE if sex == "L" else FEMALE)
            second = rng.choice(SECOND)
            plain = first if first == second else f"{first} {second}"
            plain += f" {rng.choice(SECOND)}" if rng.random() < 0.2 else ""
        pilgrim = ("H. " if sex == "L" else "Hj. ") if senior and rng.random() < 0.25 else ""
        behind = rng.choice(AFTER["master" if senior and schooling != "doctor" else schooling])
        before = "dr. " if schooling == "doctor" else ""
        return f"{pilgrim}{before}{plain}{', ' + behind if behind else ''}"
