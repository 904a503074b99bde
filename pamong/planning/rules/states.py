"""The states of a plan and who may take it from one to the next (PP 30/2019 Ps. 9-24; dialogue before agreement)."""

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

DRAFT, SUBMITTED, RETURNED, AGREED = "draft", "submitted", "returned", "agreed"
EDITABLE = frozenset({DRAFT, RETURNED})
MOVES: dict[str, tuple[frozenset[str], str]] = {
    "submit": (EDITABLE, SUBMITTED),
    "withdraw": (frozenset({SUBMITTED}), DRAFT),
    "return": (frozenset({SUBMITTED}), RETURNED),
    "agree": (frozenset({SUBMITTED}), AGREED),
}
REASONS = {
    "submit": N_("SKP ini sudah diajukan atau disetujui. Muat ulang halaman untuk melihat keadaannya sekarang."),
    "withdraw": N_("SKP ini tidak sedang diajukan, jadi tidak dapat ditarik."),
    "return": N_("SKP ini tidak sedang diajukan. Pegawai mungkin baru saja menariknya untuk diperbaiki."),
    "agree": N_("SKP ini tidak sedang diajukan. Pegawai mungkin baru saja menariknya untuk diperbaiki."),
}


def move(state: str, act: str) -> str:
    """The state after ``act`` (submit, withdraw, return, agree); raises Refused when it is not open from ``state``."""
    allowed, target = MOVES[act]
    if state not in allowed:
        raise Refused(REASONS[act], code="keadaan_berubah")
    return target


def check_editable(state: str) -> None:
    """Results and indicators change only in a draft or a returned plan; raises Refused otherwise."""
    if state == SUBMITTED:
        raise Refused(
            N_("SKP sedang diperiksa pejabat penilai. Tarik dahulu pengajuannya, lalu ubah."), code="terkunci"
        )
    if state == AGREED:
        raise Refused(N_("SKP sudah disetujui dan tidak dapat diubah lagi."), code="terkunci")


def check_expectations_open(state: str) -> None:
    """The assessor may write expectations until the plan is agreed; raises Refused afterwards."""
    if state == AGREED:
        raise Refused(N_("SKP sudah disetujui. Ekspektasi tidak dapat diubah lagi."), code="terkunci")


def next_step(state: str, *, gaps: int, has_assessor: bool) -> str:
    """What the person should do next, as an Indonesian msgid. ``gaps`` counts what still blocks the submission."""
    if state == SUBMITTED:
        return N_("Menunggu pejabat penilai memeriksa. Anda boleh menambah catatan dialog.")
    if state == AGREED:
        return N_("SKP disetujui. Catat pekerjaan harian Anda pada indikator di bawah ini.")
    if not has_assessor:
        return N_("Teruskan menyusun sebagai draf. Atasan Anda belum tercatat; minta admin kepegawaian melengkapinya.")
    if gaps:
        return N_("Lengkapi yang masih kurang, lalu ajukan kepada pejabat penilai.")
    if state == RETURNED:
        return N_("Baca catatan pejabat penilai, perbaiki, lalu ajukan lagi.")
    return N_("Semua lengkap. Ajukan kepada pejabat penilai.")
