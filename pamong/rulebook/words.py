"""The words of the regulations as enumerations; their values are the Indonesian words of the contract."""

from enum import StrEnum
from typing import TypeVar

from pamong.rulebook.errors import ErrorCode, RuleError
from pamong.rulebook.text import N_


class Confidence(StrEnum):
    """How sure a number of the rulebook is, surest first."""

    LAW = "law"
    SECONDARY = "secondary"
    MEMORY = "memory"
    INFERENCE = "inference"

    @property
    def label(self) -> str:
        """The confidence in plain Indonesian (a msgid)."""
        return CONFIDENCE_LABELS[self]


CONFIDENCE_LABELS = {
    Confidence.LAW: N_("dibaca dari teks peraturan"),
    Confidence.SECONDARY: N_("dibaca dari sumber kedua, bukan dari teks peraturan"),
    Confidence.MEMORY: N_("dari ingatan, belum diperiksa pada sumbernya"),
    Confidence.INFERENCE: N_("tafsiran, karena teks tidak jelas"),
}


class Rating(StrEnum):
    """Rating of results or of conduct against what was expected."""

    ABOVE = "di_atas"
    MEETS = "sesuai"
    BELOW = "di_bawah"


RATING_LABELS = {
    Rating.ABOVE: N_("di atas ekspektasi"),
    Rating.MEETS: N_("sesuai ekspektasi"),
    Rating.BELOW: N_("di bawah ekspektasi"),
}


class Predikat(StrEnum):
    """Predikat kinerja, best first."""

    VERY_GOOD = "Sangat Baik"
    GOOD = "Baik"
    NEEDS_IMPROVEMENT = "Butuh Perbaikan"
    POOR = "Kurang"
    VERY_POOR = "Sangat Kurang"


class OrganisationAchievement(StrEnum):
    """Capaian kinerja organisasi, best first."""

    EXCELLENT = "Istimewa"
    GOOD = "Baik"
    NEEDS_IMPROVEMENT = "Butuh Perbaikan"
    POOR = "Kurang"
    VERY_POOR = "Sangat Kurang"


class Level(StrEnum):
    """Jenjang jabatan fungsional."""

    AHLI_PERTAMA = "Ahli Pertama"
    AHLI_MUDA = "Ahli Muda"
    AHLI_MADYA = "Ahli Madya"
    AHLI_UTAMA = "Ahli Utama"
    PEMULA = "Pemula"
    TERAMPIL = "Terampil"
    MAHIR = "Mahir"
    PENYELIA = "Penyelia"


class PositionGroup(StrEnum):
    """Kelompok jabatan: pimpinan tinggi, administrasi, fungsional."""

    JPT = "JPT"
    JA = "JA"
    JF = "JF"


class Employment(StrEnum):
    """Status kepegawaian."""

    PNS = "PNS"
    PPPK = "PPPK"


class Potential(StrEnum):
    """Potensi on the talent matrix, lowest first."""

    LOW = "rendah"
    MIDDLE = "menengah"
    HIGH = "tinggi"


class Sex(StrEnum):
    """Jenis kelamin as the 15th digit of the NIP tells it."""

    MALE = "L"
    FEMALE = "P"


WordT = TypeVar("WordT", bound=StrEnum)


def word(kind: type[WordT], value: str, field: str) -> WordT:
    """The member of ``kind`` that ``value`` names; RuleError ``nilai_tidak_dikenal`` if it names none."""
    try:
        return kind(value)
    except ValueError:
        raise unknown_word(value, [str(member) for member in kind], field) from None


def unknown_word(value: str, words: list[str] | tuple[str, ...], field: str) -> RuleError:
    """The error for a word that is not one of ``words``."""
    return RuleError(
        ErrorCode.UNKNOWN_VALUE,
        N_("“%(value)s” tidak dikenal untuk %(field)s. Pilih salah satu: %(words)s."),
        field,
        value=value[:60],
        words=", ".join(words),
    )
