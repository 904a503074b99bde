"""What an honest end needs."""

import hashlib
from collections.abc import Iterable, Set

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

NEEDS_REMEDY = frozenset({"upheld", "partly"})
LONGEST_ANSWER, LONGEST_PART = 4000, 2000


def check_decision(  # noqa: PLR0917  the parts of one decision
    outcome: str, answer: str, cause: str, remedy: str, prevention: str, has_proof: bool
) -> None:
    """A decision answers; what is upheld also names cause, remedy, prevention and has proof. Raises Refused at the gap."""
    if outcome not in NEEDS_REMEDY | {"not_upheld", "answered"}:
        raise Refused(N_("Pilih hasil pemeriksaan."), field="outcome", code="nilai_tidak_dikenal")
    _check(answer, "answer", LONGEST_ANSWER, N_("Tulis tanggapan untuk pelapor."))
    if outcome in NEEDS_REMEDY:
        _check(cause, "cause", LONGEST_PART, N_("Laporan terbukti: tulis penyebabnya."))
        _check(remedy, "remedy", LONGEST_PART, N_("Laporan terbukti: tulis apa yang sudah diperbaiki."))
        _check(prevention, "prevention", LONGEST_PART, N_("Laporan terbukti: tulis apa yang mencegahnya terulang."))
        if not has_proof:
            raise Refused(
                N_(
                    "Laporan terbukti: lampirkan foto bukti atau tulis bukti lain. Bila belum selesai, pilih tanggal baru."
                ),
                field="proof",
                code="wajib",
            )


def _check(text: str, field: str, longest: int, missing: str) -> None:
    if not text.strip():
        raise Refused(missing, field=field, code="wajib")
    if len(text) > longest:
        raise Refused(N_("Paling banyak %(limit)s karakter."), field=field, code="panjang", limit=longest)


def draw(month: str, numbers: Iterable[str], percent: int, first: Set[str] = frozenset()) -> list[str]:
    """The cases of a month (YYYY-MM) the inspectorate checks: the same for everybody who computes it again.

    Numbers are ordered by SHA-256 of "month:number" and the first ``percent`` (rounded up) are taken, at least one;
    those in ``first`` (their proof was asked about) stand before the others.
    """

    def place(number: str) -> tuple[bool, str]:
        return number not in first, hashlib.sha256(f"{month}:{number}".encode()).hexdigest()

    ordered = sorted(numbers, key=place)
    if not ordered or percent <= 0:
        return []
    return ordered[: max(1, -(-len(ordered) * percent // 100))]
