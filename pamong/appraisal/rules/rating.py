"""Who may rate when, and what a rating must bring with it (PermenPANRB 6/2022 Ps. 24-25; PP 30/2019 Ps. 46)."""

from decimal import Decimal

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

MIDDLE = "sesuai"
RATINGS = ("di_atas", MIDDLE, "di_bawah")
SHORTEST_REASON = 20  # house rule: no regulation asks for it; a rating off the middle must be understandable later
LONGEST = 4000


def check_can_assess_self(*, state: str) -> None:
    """Self-evaluation is written, and may be written anew, until the assessor has rated; raises Refused."""
    if state not in ("open", "self_done"):
        raise Refused(
            N_("Penilaian sudah diberikan, evaluasi diri tidak dapat diubah lagi. Anda masih dapat menanggapi.")
        )


def check_can_rate(*, state: str, is_self: bool, ended: bool) -> None:
    """A rating is given after the period and may be changed until the employee has signed; raises Refused."""
    if is_self:
        raise Refused(N_("Anda tidak dapat menilai diri sendiri. Penilaian ini beralih kepada atasan pejabat penilai."))
    if state not in ("open", "self_done", "rated"):
        raise Refused(N_("Penilaian ini sudah ditandatangani dan tidak dapat diubah."))
    if not ended:
        raise Refused(N_("Periode penilaian belum berakhir. Anda dapat menilai mulai hari sesudahnya."))


def check_reason(rating: str, reason: str, field: str) -> str:
    """The reason without blanks around it; off the middle at least 20 characters (house rule). Raises Refused."""
    if rating not in RATINGS:
        raise Refused(
            N_("Pilih salah satu dari tiga tingkat."),
            field=field.replace("_reason", "_rating"),
            code="nilai_tidak_dikenal",
        )
    said = reason.strip()
    if rating != MIDDLE and len(said) < SHORTEST_REASON:
        raise Refused(
            N_("Tulis alasan paling sedikit %(least)s karakter untuk rating di atas atau di bawah ekspektasi."),
            field=field,
            code="wajib",
            least=SHORTEST_REASON,
        )
    return check_words(said, field)


def check_words(text: str, field: str) -> str:
    """Free words without blanks around them, not endless; raises Refused."""
    said = text.strip()
    if len(said) > LONGEST:
        raise Refused(N_("Paling banyak %(limit)s karakter."), field=field, limit=LONGEST)
    return said


def check_declared(value: Decimal | None, source: str, *, evidence: int, suffix: str) -> tuple[Decimal | None, str]:
    """A declared realisation: only where no evidence stands, and with words on where it can be checked; raises Refused."""
    source = source.strip()
    if value is None:
        return None, ""
    if evidence:
        raise Refused(
            N_(
                "Indikator ini sudah punya bukti; realisasinya dihitung dari bukti itu. Jelaskan perbedaannya di penjelasan."
            ),
            field=f"declared_{suffix}",
        )
    if not value.is_finite() or value < 0 or value >= Decimal(10) ** 14:
        raise Refused(N_("Tulis angka nol atau lebih."), field=f"declared_{suffix}", code="di_luar_batas")
    if not source:
        raise Refused(
            N_("Tulis sumber angka ini, misalnya nomor dan tanggal laporan."), field=f"source_{suffix}", code="wajib"
        )
    return value, source[:300]
