"""Opening a case with its receipt, whichever way its holder comes: tries are counted before the costly hash."""

from pamong.platform.access import throttle
from pamong.platform.access.viewer import Viewer
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.voice.complaints.enums import Mode
from pamong.voice.complaints.models import Complaint, Identity
from pamong.voice.complaints.queries.follow import by_receipt, followed, is_guess
from pamong.voice.complaints.rules.receipts import read_number

TRIES = 10  # of one number in a quarter of an hour; nothing is counted by address


def open_receipt(*, number: str, secret: str, named: bool = False, by: Viewer) -> Complaint:
    """The case that number and secret open. Raises Refused: too many tries (code ``sering``), or no match (at ``secret``).

    Guesses are told from the right secret by its hint, and counted apart: numbers stand in the public list, and whoever
    tries them all keeps no reporter from his case.

    ``named``: this way shows who writes (the address of a letter, the number of a telephone). Only open reports are opened
    on it; the others were promised that nothing ties them to a name, and are continued on the web page.
    No transaction of its own: a wrong try stays counted if the caller keeps what was written (``traced``).
    """
    del by
    who = read_number(number) or "-"
    if is_guess(who, secret):
        _count("voice.receipt", who)
        raise _no_match()
    _count("voice.receipt.hash", who)
    found = by_receipt(number, secret)
    if found is None:
        raise _no_match()
    throttle.release("voice.receipt.hash", who)
    if named and found.mode != Mode.OPEN:
        raise Refused(
            N_(
                "Laporan rahasia dan anonim hanya dilanjutkan lewat laman, dengan tanda terimanya: pesan dan surel "
                "memperlihatkan siapa pengirimnya."
            ),
            code="lewat_laman",
        )
    return found


def open_by_telephone(*, number: str, phone: str, by: Viewer) -> Complaint:
    """An open report for the telephone that its reporter let be kept, without its code. Raises Refused where they do not
    belong together; the same for a number that does not exist, and for sealed and anonymous reports.

    Only where the answer goes to that telephone itself: who writes under a false number learns nothing.
    """
    del by
    wanted = {"complaint__number": read_number(number) or "-", "complaint__mode": Mode.OPEN}
    kept = Identity.objects.filter(**wanted, phone=phone).first() if phone else None
    if kept is None:
        raise Refused(
            N_("Laporan itu tidak terbuka dari nomor telepon ini tanpa kode. Tulis: STATUS nomor kode."),
            code="tidak_cocok",
        )
    return followed(kept.complaint_id)


def _count(scope: str, who: str) -> None:
    if throttle.claim(scope, who, limit=TRIES):
        raise Refused(N_("Terlalu banyak percobaan untuk nomor ini. Coba lagi seperempat jam lagi."), code="sering")


def _no_match() -> Refused:
    return Refused(
        N_("Nomor dan kode rahasia tidak cocok. Periksa tanda terima Anda."), field="secret", code="tidak_cocok"
    )
