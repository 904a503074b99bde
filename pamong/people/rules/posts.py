"""Kinds of post (UU 5/2014 Ps. 13-19, PP 11/2017) from the words offices write, and who leads a unit by title."""

import re

from pamong.rulebook.tables import normal

JPT, JA, JF = "JPT", "JA", "JF"
_KINDS = (
    (JPT, r"\bjpt\b|pimpinan tinggi|^eselon (i|ii)\b|^ii? ?[ab]$|^ii ?/? ?[ab]$"),
    (JF, r"\bahli (utama|madya|muda|pertama)\b|\b(penyelia|mahir|terampil|pemula)\b|fungsional tertentu|^jf\b|^jft\b"),
    (
        JA,
        r"\b(administrator|pengawas|pelaksana|struktural|administrasi)\b|fungsional umum|^(jfu|ja)\b",
    ),
    (JA, r"^(eselon )?(iii|iv|v) ?[ab]?$"),
    (JF, r"fungsional|^(utama|madya|muda|pertama)$"),
)
_LEVEL = re.compile(r"\b(ahli (?:utama|madya|muda|pertama)|penyelia|mahir|terampil|pemula)\b", re.IGNORECASE)
_TOP = re.compile(r"^(sekretaris daerah|sekretaris dprd|kepala (dinas|badan)|inspektur( daerah| kota| kabupaten)?$)")
_MANAGER = re.compile(r"^(kepala|sekretaris|camat|lurah|direktur|inspektur|kasubag|kasubbag|kabid|kasi)\b")

# Titles that lead a unit; what follows them must be the unit's own name (or nothing).
_HEADS = re.compile(
    r"^(?:pl[th] )?(kepala|ka|camat|lurah|direktur utama|direktur|inspektur|sekretaris(?: daerah| dprd)?)\b ?(.*)$"
)
# The first word of the unit such a title leads, where the title does not say it.
_UNIT_WORDS = {
    "camat": "kecamatan",
    "lurah": "kelurahan",
    "inspektur": "inspektorat",
    "sekretaris daerah": "sekretariat daerah",
    "sekretaris dprd": "sekretariat dprd",
    "sekretaris": "sekretariat",
}
_SCHOOL = re.compile(r"^(tk|paud|sd|sdn|smp|smpn|sma|sman|smk|smkn|slb)\b")
_UPTD = re.compile(r"^(uptd|upt|sekolah) (?=.)")


def kind_of_level(level: str) -> str | None:
    """JPT, JA or JF for a written kind or level ("JPT Pratama", "Pengawas", "Ahli Muda", "III.a"); None if unknown."""
    word = normal(level)
    return next((kind for kind, pattern in _KINDS if re.search(pattern, word)), None)


def kind_of_title(title: str) -> tuple[str, str]:
    """(kind, level) guessed from the title when no column says it: "Analis Kebijakan Ahli Muda" is JF, Ahli Muda."""
    word = normal(title)
    if found := _LEVEL.search(title):
        return JF, found[1].title()
    if _TOP.search(word):
        return JPT, ""
    return JA, "" if _MANAGER.search(word) else "Pelaksana"


def leads(title: str, unit: str) -> bool:
    """Whether a title names the head of a unit: "Kepala Bidang Mutasi" of "Bidang Mutasi", "Camat" of "Kecamatan X".

    The words of the title after the word of leading must be the unit's, in their order, beginning with its first:
    "Kepala Sub Bagian Umum" working in "Bagian Umum" does not lead it.
    """
    found = _HEADS.match(normal(title))
    if not found:
        return False
    word, rest = found[1], found[2].strip()
    name = _UPTD.sub("", normal(unit))
    if word.startswith("direktur"):
        return not rest or rest in name
    if rest == "sekolah":
        return bool(_SCHOOL.match(name))
    wanted = [f"{_UNIT_WORDS.get(word, '')} {rest}", f"{word} {rest}" if word == "inspektur" else ""]
    return any(_names(words.split(), name.split()) for words in wanted if words.strip())


def _names(words: list[str], unit: list[str]) -> bool:
    """Whether words name a unit: shorter in the same order with the same beginning, or the unit's name and more."""
    words = _UPTD.sub("", " ".join(words)).split()
    if words[: len(unit)] == unit:
        return True
    rest = iter(unit)
    return words[:1] == unit[:1] and all(word in rest for word in words)
