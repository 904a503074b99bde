"""What may follow what, and who may never touch a case."""

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

FOLLOWS: dict[str, frozenset[str]] = {
    "received": frozenset({"verified", "assigned", "refused", "handed_over", "waiting", "merged", "withdrawn"}),
    "verified": frozenset({"assigned", "refused", "handed_over", "waiting", "merged", "answered"}),
    "assigned": frozenset({"assigned", "working", "waiting", "handed_over", "merged", "answered", "verified"}),
    "working": frozenset({"assigned", "working", "waiting", "answered", "handed_over", "merged", "verified"}),
    "waiting": frozenset({"verified", "assigned", "working", "answered", "withdrawn", "merged", "handed_over"}),
    "answered": frozenset({"confirmed", "visited", "unconfirmed", "working", "assigned"}),
    "confirmed": frozenset({"working", "assigned"}),
    "visited": frozenset({"working", "assigned"}),
    "unconfirmed": frozenset({"working", "assigned", "confirmed", "visited"}),
    "refused": frozenset({"received"}),
    "handed_over": frozenset({"received"}),
    "withdrawn": frozenset({"received", "working", "assigned"}),
    "merged": frozenset(),
}
OPEN = frozenset({"received", "verified", "assigned", "working", "waiting", "answered"})
IN_HAND = frozenset({"assigned", "working", "waiting"})  # a unit has it


def may_become(state: str, wanted: str) -> bool:
    """Whether a case in ``state`` may pass to ``wanted``."""
    return wanted in FOLLOWS[state]


def check_may_become(state: str, wanted: str) -> None:
    """Refuse a step that does not follow; the page was old, or somebody else was quicker."""
    if not may_become(state, wanted):
        raise Refused(
            N_("Laporan ini sudah berpindah keadaan, jadi langkah itu tidak lagi berlaku. Muat ulang halamannya."),
            code="keadaan",
        )


def check_reopenable(state: str, *, days_since: int, limit: int) -> None:
    """The reporter may reopen a decided or closed case for some days; refused and handed-on cases as well."""
    if state in OPEN and state != "answered":
        raise Refused(N_("Laporan ini masih dikerjakan, jadi tidak perlu dibuka kembali."), code="masih_terbuka")
    if state == "merged":
        raise Refused(N_("Laporan ini digabung dengan laporan lain. Ikuti laporan itu."), code="digabung")
    if days_since > limit:
        raise Refused(
            N_("Sudah lewat %(limit)s hari sejak ditutup. Buat laporan baru dan sebutkan nomor laporan ini."),
            code="lewat_batas",
            limit=limit,
        )


def reopened_state(*, has_unit: bool) -> str:
    """Where a reopened case goes: back to whoever had it, else to the start."""
    return "working" if has_unit else "received"


def check_unit_may_handle(unit_path: str, accused_path: str) -> None:
    """A complaint about a unit is not handled by it, by what lies below it, or by what stands above it."""
    if accused_path and (unit_path.startswith(accused_path) or accused_path.startswith(unit_path)):
        raise Refused(
            N_(
                "Unit ini atau atasannya yang diadukan, jadi tidak boleh menangani. Pilih unit lain, misalnya inspektorat."
            ),
            field="unit",
            code="unit_diadukan",
        )
