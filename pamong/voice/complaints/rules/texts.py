"""What may be written where: lengths, and what a place is."""

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

LONGEST_TEXT, LONGEST_WANTED, LONGEST_STREET = 4000, 1000, 300
MOST_PHOTOS = 3


def check_text(text: str, *, field: str = "text", limit: int = LONGEST_TEXT) -> str:
    """The text without blanks around it; raises Refused when it is empty or too long."""
    said = text.strip()
    if not said:
        raise Refused(N_("Ceritakan dulu apa yang terjadi."), field=field, code="wajib")
    if len(said) > limit:
        raise Refused(N_("Paling banyak %(limit)s karakter."), field=field, code="panjang", limit=limit)
    return said


def check_reason(text: str, field: str = "text") -> str:
    """A reason that others will read; raises Refused without one."""
    said = text.strip()
    if not said:
        raise Refused(N_("Tulis alasannya; pelapor membacanya."), field=field, code="wajib")
    if len(said) > LONGEST_TEXT:
        raise Refused(N_("Paling banyak %(limit)s karakter."), field=field, code="panjang", limit=LONGEST_TEXT)
    return said


def check_place(*, has_place: bool, street: str, has_point: bool) -> None:
    """A place from the list, in words, or as a point: at least one of them. Raises Refused."""
    if not (has_place or street.strip() or has_point):
        raise Refused(
            N_("Tunjukkan tempatnya: pilih dari daftar, atau tulis nama jalan dan patokannya."),
            field="street",
            code="wajib",
        )
