"""NIP: the 18 digits of a civil servant's number, taken apart and checked (Perka BKN 22/2007). No check digit."""

from dataclasses import dataclass
from datetime import date

from pamong.rulebook.fields import Text, Values
from pamong.rulebook.registry import Caveat, Outcome, Source, Table, rule
from pamong.rulebook.text import N_, say
from pamong.rulebook.words import Confidence, Employment, Sex

LENGTH = 18
YOUNGEST_ENTRY = 18
FIRST_PPPK_CODE = 21
SEXES = {"1": Sex.MALE, "2": Sex.FEMALE}
FAULTS = {
    "panjang": N_("NIP harus 18 angka"),
    "bukan_angka": N_("NIP hanya boleh berisi angka"),
    "lahir": N_("angka 1–8 bukan tanggal lahir yang ada di kalender"),
    "tmt": N_("angka 13–14 bukan bulan (01–12) dan bukan kode PPPK (21 ke atas)"),
    "jenis_kelamin": N_("angka ke-15 harus 1 atau 2"),
    "urut": N_("angka 16–18 tidak boleh 000"),
    "usia": N_("usia saat diangkat kurang dari 18 tahun"),
}


@dataclass(frozen=True)
class NipParts:
    """What a sound NIP says. ``month`` is None for PPPK, ``code`` (digits 13–14) is None for PNS."""

    nip: str
    born: date
    sex: Sex
    status: Employment
    year: int
    month: int | None
    code: str | None
    sequence: str


def strip_blanks(text: str) -> str:
    """The text without any white space, as NIPs are often printed in groups."""
    return "".join(text.split())


def faults(nip: str) -> list[str]:
    """Codes of what is wrong, sorted; empty if nothing is. A fault of length or of digits is reported alone."""
    digits = strip_blanks(nip)
    if len(digits) != LENGTH:
        return ["panjang"]
    if not (digits.isascii() and digits.isdigit()):
        return ["bukan_angka"]
    found = []
    if not _is_day(digits[:8]):
        found.append("lahir")
    if _status(digits) is None:
        found.append("tmt")
    if digits[14] not in SEXES:
        found.append("jenis_kelamin")
    if digits[15:] == "000":
        found.append("urut")
    if int(digits[8:12]) - int(digits[:4]) < YOUNGEST_ENTRY:
        found.append("usia")
    return sorted(found)


def parse(nip: str) -> NipParts | list[str]:
    """The parts of a NIP, blanks stripped, or the sorted fault codes (see ``FAULTS`` for their words)."""
    found = faults(nip)
    if found:
        return found
    digits = strip_blanks(nip)
    is_pns = _status(digits) is Employment.PNS
    return NipParts(
        nip=digits,
        born=date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])),
        sex=SEXES[digits[14]],
        status=Employment.PNS if is_pns else Employment.PPPK,
        year=int(digits[8:12]),
        month=int(digits[12:14]) if is_pns else None,
        code=None if is_pns else digits[12:14],
        sequence=digits[15:],
    )


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def _status(digits: str) -> Employment | None:
    month = int(digits[12:14])
    if 1 <= month <= 12:
        return Employment.PNS
    return Employment.PPPK if month >= FIRST_PPPK_CODE else None


@rule(
    id="nip",
    title=N_("Susunan Nomor Induk Pegawai"),
    source=Source("Perka BKN 22/2007 dan 43/2007", N_("susunan NIP")),
    valid_from=date(2007, 7, 1),
    confidence=Confidence.INFERENCE,
    inputs={"nip": Text()},
    outputs={
        "sah": N_("benar bila tidak ada galat"),
        "lahir": N_("tanggal lahir"),
        "jenis_kelamin": "L, P",
        "status": "PNS, PPPK",
        "urut": N_("nomor urut tiga angka"),
        "tmt": N_("tahun dan bulan pengangkatan (PNS)"),
        "tahun": N_("tahun pengangkatan (PPPK)"),
        "kode": N_("kode (PPPK)"),
        "galat": N_("kode galat, urut abjad"),
    },
    table=Table(
        (N_("Kode galat"), N_("Arti")),
        tuple(FAULTS.items()),
    ),
    caveats=(
        Caveat(Confidence.SECONDARY, N_("Susunan angka dari sumber kedua.")),
        Caveat(
            Confidence.INFERENCE, N_("Pemeriksaan dan usia 18 tahun adalah tafsiran; NIP tidak punya angka pemeriksa.")
        ),
    ),
)
def nip(values: Values, on: date) -> Outcome:
    """Contract form of ``parse``. A NIP tells birth date and sex: personal data."""
    found = parse(values["nip"])
    if isinstance(found, list):
        return Outcome(
            {"sah": False, "galat": found},
            tuple(say(N_("Galat %(code)s: %(meaning)s."), code=code, meaning=FAULTS[code]) for code in found),
        )
    parts: dict[str, object] = {
        "sah": True,
        "lahir": found.born.isoformat(),
        "jenis_kelamin": found.sex.value,
        "status": found.status.value,
        "urut": found.sequence,
    }
    if found.month is None:
        parts |= {"tahun": found.year, "kode": found.code}
    else:
        parts["tmt"] = f"{found.year:04}-{found.month:02}"
    return Outcome(
        parts,
        (
            say(N_("Angka 1–8: tanggal lahir; 9–14: pengangkatan; 15: jenis kelamin; 16–18: nomor urut.")),
            say(
                N_("Angka 13–14 adalah %(digits)s: status %(status)s."),
                digits=found.nip[12:14],
                status=found.status.value,
            ),
        ),
    )
