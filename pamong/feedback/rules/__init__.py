"""What may be said in feedback, and where it may point. Plain Python."""

import re

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

SOURCE = re.compile(
    r"(worklog\.entry|planning\.(?:skp|result|indicator|conduct)|appraisal\.evaluation):([0-9]{1,18}|[a-z_]{1,40})"
)
LONGEST = 2000


def check_giver(*, giver_id: int | None, person_id: int) -> int:
    """The giver, who is a person and another one; raises Refused."""
    if giver_id is None:
        raise Refused(N_("Umpan balik hanya dapat diberikan oleh pegawai."))
    if giver_id == person_id:
        raise Refused(N_("Umpan balik tidak dapat diberikan kepada diri sendiri."), field="person")
    return giver_id


def check_text(text: str) -> str:
    """The text without blanks around it; raises Refused when it is empty or longer than 2,000 characters."""
    said = text.strip()
    if not said:
        raise Refused(N_("Tulis isi umpan balik."), field="text", code="wajib")
    if len(said) > LONGEST:
        raise Refused(N_("Paling banyak %(limit)s karakter."), field="text", limit=LONGEST)
    return said


def check_source(source: str) -> str:
    """The thing the feedback is about ("worklog.entry:12") or an empty text; raises Refused for anything else."""
    if source and not SOURCE.fullmatch(source):
        raise Refused(N_("Rujukan umpan balik tidak dikenal. Buka lagi halamannya, lalu coba lagi."), field="source")
    return source


def split_source(source: str) -> tuple[str, str]:
    """("worklog.entry", "12") of "worklog.entry:12"; two empty texts for an empty source."""
    kind, _, key = source.partition(":")
    return kind, key


def check_can_answer(*, is_self: bool, answered: bool) -> None:
    """Only the person it is about answers, once (right of answer); raises Refused."""
    if not is_self:
        raise Refused(N_("Hanya pegawai yang bersangkutan yang dapat menanggapi umpan balik ini."))
    if answered:
        raise Refused(N_("Umpan balik ini sudah Anda tanggapi; tanggapan tersimpan dan tidak berubah."), field="text")
