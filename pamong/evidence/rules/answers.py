"""The right of answer on evidence. Plain Python."""

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

LONGEST, MOST = 2000, 5  # an answer stays as written; what was forgotten comes in a further one


def checked(text: str, *, is_self: bool, given: int) -> str:
    """The answer without blanks around it; raises Refused for others, an empty or long text, and too many answers."""
    said = text.strip()
    if not is_self:
        raise Refused(N_("Hanya pegawai yang bersangkutan yang dapat menanggapi bukti ini."))
    if not said:
        raise Refused(N_("Tulis tanggapan Anda."), field="text", code="wajib")
    if len(said) > LONGEST:
        raise Refused(N_("Paling banyak %(limit)s karakter."), field="text", limit=LONGEST)
    if given >= MOST:
        raise Refused(N_("Bukti ini sudah Anda tanggapi %(limit)s kali."), field="text", limit=MOST)
    return said
