"""Orders of a leader (disposisi): what they must say, and who may close them."""

from datetime import date

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

OPEN = "open"
MOST = 50  # people of one order


def check_new(*, people: int, due: date | None, today: date) -> None:
    """Somebody must get it, and the day wanted must not be past."""
    if not people:
        raise Refused(N_("Pilih pegawai yang menjalankan."), field="people")
    if people > MOST:
        raise Refused(N_("Paling banyak %(most)s pegawai untuk satu disposisi."), field="people", most=MOST)
    if due is not None and due < today:
        raise Refused(N_("Tenggat sudah lewat. Pilih hari ini atau sesudahnya."), field="due")


def check_open(state: str) -> None:
    """Only a running order can be closed or called off."""
    if state != OPEN:
        raise Refused(N_("Disposisi ini sudah ditutup."), code="sudah_ditutup")
