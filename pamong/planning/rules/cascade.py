"""Which result of a leader a result may carry: another person's, and never its own descendant."""

from collections.abc import Collection

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_


def check_parent(
    *, result_id: int | None, person_id: int, parent_id: int, parent_person_id: int, ancestors: Collection[int]
) -> None:
    """Raise Refused if ``parent_id`` cannot be carried. ``ancestors`` are the ids above the parent, itself included.

    ``result_id`` is None for a result that is not stored yet and therefore can have no descendants.
    """
    if parent_person_id == person_id:
        raise Refused(
            N_("Hasil kerja pimpinan harus milik orang lain. Pilih hasil kerja atasan Anda."),
            field="parent",
            code="induk",
        )
    if result_id is not None and (result_id == parent_id or result_id in ancestors):
        raise Refused(
            N_("Hasil kerja itu sudah diturunkan dari hasil kerja ini, jadi kaitannya akan berputar. Pilih yang lain."),
            field="parent",
            code="berputar",
        )
