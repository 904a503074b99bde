"""Activation codes and sign-in names: plain rules without clock or database (OWASP ASVS 5.0, 6.4.1 and 6.5.1-5)."""

import datetime as dt
from collections.abc import Callable

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # no I, L, O, 0, 1: they are read wrongly from paper
CODE_LENGTH = 12
VALID_FOR = dt.timedelta(days=7)
MAX_TRIES = 5
MAX_CODES_AT_ONCE = 50
WRONG_CODE = N_(
    "NIP atau kode aktivasi tidak cocok, sudah dipakai, atau sudah lewat 7 hari. Periksa lagi, atau minta kode baru ke admin kepegawaian."
)


def sign_in_name(typed: str) -> str:
    """The sign-in name as stored: blanks (NIPs are printed in groups) and case do not count."""
    return "".join(typed.split()).lower()


def new_code(choose: Callable[[str], str]) -> str:
    """A code for paper in groups of four (59 bits); ``choose`` picks one character at random."""
    drawn = "".join(choose(ALPHABET) for _ in range(CODE_LENGTH))
    return "-".join(drawn[i : i + 4] for i in range(0, CODE_LENGTH, 4))


def plain_code(typed: str) -> str:
    """A code as typed, without blanks and dashes, in capitals."""
    return "".join(c for c in typed.upper() if c.isalnum())


def usable(*, expires_at: dt.datetime, tries: int, now: dt.datetime) -> bool:
    """Whether a code may still be tried at ``now``."""
    return now < expires_at and tries < MAX_TRIES


def check_batch(count: int) -> None:
    """Refuse an empty choice and more codes than one request can hash."""
    if count == 0:
        raise Refused(N_("Pilih sedikitnya satu pegawai."), field="people")
    if count > MAX_CODES_AT_ONCE:
        raise Refused(
            N_("Paling banyak %(most)d pegawai sekali terbit. Kurangi pilihan Anda."),
            field="people",
            most=MAX_CODES_AT_ONCE,
        )


def check_reason(reason: str) -> str:
    """A reason in words: at least ten characters, so that an auditor understands it."""
    text = " ".join(reason.split())
    if len(text) < 10:
        raise Refused(
            N_("Tulis alasannya, sedikitnya 10 karakter, misalnya: ponsel hilang, sudah dicek di loket."),
            field="reason",
        )
    return text
