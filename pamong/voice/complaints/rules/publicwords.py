"""Words that everybody may read must not tell who reported. They are compared with what the case knows of its reporter."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

# So that a short or common word refuses nothing: names from four letters on, written as a name.
SHORTEST_NAME = 4
TITLES = frozenset({"Bapak", "Saudara", "Saudari", "Haji", "Hajah", "Pelapor", "Warga", "Nyonya", "Tuan"})
TELLING_DIGITS = 8  # of a telephone number, from its end
_RUN = re.compile(r"\d(?:[\s().+-]{0,2}\d){7,24}")
_NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")

NAME = N_("Kalimat ini dibaca publik. Hapus nama pelapor; sebut saja “pelapor”.")
NUMBER = N_("Kalimat ini dibaca publik. Hapus nomor telepon pelapor.")
MAIL = N_("Kalimat ini dibaca publik. Hapus alamat surel pelapor.")
ADDRESS = N_("Kalimat ini dibaca publik. Hapus alamat rumah pelapor.")
NIK = N_("Kalimat ini dibaca publik. Hapus NIK; nomor 16 angka tidak boleh tampil.")


@dataclass(frozen=True)
class Known:
    """What a case knows of its reporter (empty where it knows nothing), and the reporter's own words."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    told: str = ""
    innocent: tuple[str, ...] = ()  # names of place, category and unit: their words are nobody's name


def check_public(words: str, known: Known, *, field: str = "text") -> None:
    """Raises Refused at ``field`` when the words repeat name, number, mail or home of the reporter, or hold a NIK."""
    if _NIK.search(words):
        raise Refused(NIK, field=field, code="pribadi")
    if _numbers(words) & (_numbers(known.phone) | _numbers(known.told)):
        raise Refused(NUMBER, field=field, code="pribadi")
    if _mails(words) & (_mails(known.email) | _mails(known.told)):
        raise Refused(MAIL, field=field, code="pribadi")
    home = _flat(known.address)
    if len(home) >= TELLING_DIGITS and home in _flat(words):
        raise Refused(ADDRESS, field=field, code="pribadi")
    if _names(known.name, known.innocent) & set(re.findall(r"[^\W\d_]+", words)):
        raise Refused(NAME, field=field, code="pribadi")


def _names(name: str, innocent: Iterable[str]) -> set[str]:
    found = {word.capitalize() for word in re.findall(r"[^\W\d_]+", name) if len(word) >= SHORTEST_NAME}
    others = {word.capitalize() for text in innocent for word in re.findall(r"[^\W\d_]+", text)}
    kept = found - TITLES - others
    return kept | {word.upper() for word in kept}


def _numbers(text: str) -> set[str]:
    return {re.sub(r"\D", "", run)[-TELLING_DIGITS:] for run in _RUN.findall(text)}


def _mails(text: str) -> set[str]:
    return {one.lower() for one in _MAIL.findall(text)}


def _flat(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
