"""What may follow what: an entry is sent, then accepted or returned; a returned one is corrected and sent again."""

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

SENT, ACCEPTED, RETURNED, WITHDRAWN = "sent", "accepted", "returned", "withdrawn"
FOLLOWS: dict[str, frozenset[str]] = {
    SENT: frozenset({SENT, ACCEPTED, RETURNED, WITHDRAWN}),
    RETURNED: frozenset({SENT, ACCEPTED, WITHDRAWN}),
    ACCEPTED: frozenset({RETURNED}),
    WITHDRAWN: frozenset(),
}


def may_become(state: str, wanted: str) -> bool:
    """Whether an entry in ``state`` may pass to ``wanted``."""
    return wanted in FOLLOWS[state]


def check_open(state: str) -> None:
    """Refuse a change by the employee once the entry is accepted or withdrawn."""
    if state == ACCEPTED:
        raise Refused(
            N_(
                "Catatan ini sudah diterima atasan, jadi tidak dapat diubah. Minta atasan mengembalikannya bila ada yang salah."
            ),
            code="sudah_diterima",
        )
    if state == WITHDRAWN:
        raise Refused(N_("Catatan ini sudah Anda tarik. Buat catatan baru bila perlu."), code="sudah_ditarik")


def check_note(accept: bool, note: str) -> None:
    """A return says why."""
    if not accept and not note.strip():
        raise Refused(
            N_("Tulis catatan: apa yang perlu diperbaiki. Pegawai memerlukannya untuk memperbaiki."),
            field="note",
            code="catatan_wajib",
        )
