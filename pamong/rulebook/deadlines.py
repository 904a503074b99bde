"""Batas waktu: every time limit of the rulebook, each beside its own article.

"hari" are calendar days, "hari kerja" working days, "jam" elapsed hours. The first day counted is the day after the
start.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from pamong.rulebook.errors import ErrorCode, RuleError
from pamong.rulebook.fields import Day, DayOrMoment, ListOf, Values, Word, in_years, wrong_type
from pamong.rulebook.registry import Caveat, Outcome, Source, Table, rule
from pamong.rulebook.text import N_, Sentence, day, say
from pamong.rulebook.words import Confidence, unknown_word
from pamong.rulebook.workingdays import NATIONAL, Holidays, add_days, add_working_days, skipped_holidays


class Unit(StrEnum):
    """What a limit is counted in."""

    DAYS = "hari"
    WORKING_DAYS = "hari kerja"
    HOURS = "jam"


@dataclass(frozen=True)
class Limit:
    """One limit: how long, from which law, for what."""

    amount: int
    unit: Unit
    source: Source
    about: str
    valid_from: date
    confidence: Confidence = Confidence.LAW


PP_30 = "PP 30/2019"
UU_25 = "UU 25/2009"
PP_96 = "PP 96/2012"
PP_79 = "PP 79/2021"
UU_27 = "UU 27/2022"
LAPOR = "PermenPANRB 62/2018"
# First day of each law; the duty to appraise by PP 30/2019 starts two years after promulgation (Pasal 64 ayat (2)).
SINCE = {
    PP_30: date(2021, 4, 29),
    UU_25: date(2009, 7, 18),
    PP_96: date(2012, 12, 21),
    PP_79: date(2021, 8, 10),
    UU_27: date(2022, 10, 17),
    LAPOR: date(2019, 1, 1),
}


def _limit(  # noqa: PLR0917  one line per limit reads as the table it is
    amount: int, unit: Unit, law: str, article: str, about: str, confidence: Confidence = Confidence.LAW
) -> Limit:
    return Limit(amount, unit, Source(law, article), about, SINCE[law], confidence)


D, W, H = Unit
SECOND = Confidence.SECONDARY
LIMITS: dict[str, Limit] = {
    "penyerahan_dokumen": _limit(14, D, PP_30, "Pasal 49 ayat (2)", N_("dokumen penilaian diserahkan kepada pegawai")),
    "tanda_tangan": _limit(14, D, PP_30, "Pasal 49 ayat (3)", N_("pegawai menandatangani dan mengembalikan dokumen")),
    "putusan_atasan": _limit(
        7, W, PP_30, "Pasal 50", N_("atasan pejabat penilai menetapkan dokumen yang tidak ditandatangani")
    ),
    "keberatan_penilaian": _limit(14, D, PP_30, "Pasal 59 ayat (1)", N_("pegawai mengajukan keberatan atas penilaian")),
    "pengajuan_pengaduan": _limit(
        30, D, UU_25, "Pasal 42 ayat (2)", N_("warga mengajukan pengaduan setelah menerima layanan")
    ),
    "tanggapan_pengaduan": _limit(14, D, UU_25, "Pasal 44 ayat (3)", N_("tanggapan lengkap atau tidaknya pengaduan")),
    "kelengkapan_pengaduan": _limit(30, D, UU_25, "Pasal 44 ayat (4)", N_("pengadu melengkapi materi pengaduan")),
    "putusan_pengaduan": _limit(60, D, UU_25, "Pasal 50 ayat (1)", N_("putusan sejak pengaduan dinyatakan lengkap")),
    "penyampaian_putusan": _limit(14, D, UU_25, "Pasal 50 ayat (2)", N_("putusan disampaikan kepada pengadu")),
    "publikasi_standar": _limit(5, W, PP_96, "Pasal 27 ayat (1)", N_("rancangan standar pelayanan diumumkan")),
    "masukan_standar": _limit(7, W, PP_96, "Pasal 27 ayat (2)", N_("masyarakat memberi masukan atas rancangan")),
    "perbaikan_standar": _limit(14, D, PP_96, "Pasal 27 ayat (3)", N_("rancangan diperbaiki sesudah masa masukan")),
    "maklumat": _limit(7, W, PP_96, "Pasal 30", N_("maklumat ditetapkan dan diumumkan setelah standar ditetapkan")),
    "verifikasi_lapor": _limit(
        3, W, LAPOR, N_("SP4N-LAPOR!, verifikasi"), N_("laporan SP4N-LAPOR! diverifikasi"), SECOND
    ),
    "tindak_lanjut_lapor": _limit(
        5, W, LAPOR, N_("SP4N-LAPOR!, tindak lanjut pertama"), N_("laporan SP4N-LAPOR! ditindaklanjuti"), SECOND
    ),
    "keberatan_disiplin": _limit(14, W, PP_79, N_("keberatan"), N_("PNS mengajukan keberatan atas hukuman disiplin")),
    "putusan_keberatan_disiplin": _limit(21, W, PP_79, N_("putusan keberatan"), N_("PPK memutus keberatan")),
    "banding_disiplin": _limit(14, W, PP_79, N_("banding administratif"), N_("PNS mengajukan banding ke BPASN")),
    "permintaan_pdp": _limit(
        72, H, UU_27, "Pasal 30, 32, 40, 41", N_("permintaan subjek data (perbaikan, akses, penghentian) dipenuhi")
    ),
    "pemberitahuan_kebocoran": _limit(72, H, UU_27, "Pasal 46", N_("kebocoran data pribadi diberitahukan tertulis")),
}


def limit(kind: str) -> Limit:
    """The limit of a kind; RuleError ``nilai_tidak_dikenal`` if there is none."""
    if kind not in LIMITS:
        raise unknown_word(kind, tuple(LIMITS), "jenis")
    return LIMITS[kind]


def deadline(kind: str, start: date, holidays: Holidays = NATIONAL) -> date:
    """The last day of a limit counted in days or working days; RuleError if the kind is counted in hours."""
    found = limit(kind)
    if found.unit is Unit.HOURS:
        raise wrong_type("mulai", N_("tanggal dan jam dengan zona"))
    if isinstance(start, datetime):
        raise wrong_type("mulai", N_("tanggal tanpa jam"))
    if found.unit is Unit.WORKING_DAYS:
        return in_years(add_working_days(start, found.amount, holidays), "mulai")
    return in_years(add_days(start, found.amount), "mulai")


def deadline_moment(kind: str, start: datetime) -> datetime:
    """The moment a limit in hours ends, in the zone of ``start``; RuleError if the kind is counted in days."""
    found = limit(kind)
    if found.unit is not Unit.HOURS:
        raise wrong_type("mulai", N_("tanggal tanpa jam"))
    if start.tzinfo is None:
        raise wrong_type("mulai", N_("tanggal dan jam dengan zona"))
    return start + timedelta(hours=found.amount)


@rule(
    id="batas_waktu",
    title=N_("Batas waktu"),
    source=Source(", ".join(SINCE), N_("pasal pada tabel")),
    valid_from=min(SINCE.values()),
    confidence=Confidence.SECONDARY,
    inputs={
        "jenis": Word(choices=tuple(LIMITS)),
        "mulai": DayOrMoment(),
        "libur": ListOf(item=Day(), required=False),
    },
    outputs={"batas": N_("hari terakhir, atau saat terakhir untuk batas dalam jam")},
    formula=N_("hari pertama yang dihitung adalah hari sesudah mulai; hari kerja = Senin–Jumat di luar hari libur"),
    table=Table(
        (N_("Jenis"), N_("Lama"), N_("Tentang"), N_("Sumber"), N_("Keyakinan")),
        tuple(
            (kind, f"{each.amount} {each.unit}", each.about, str(each.source), each.confidence.label)
            for kind, each in LIMITS.items()
        ),
    ),
    caveats=(
        Caveat(
            Confidence.SECONDARY,
            N_("Hari libur bawaan 2026 perlu dicocokkan dengan SKB 3 Menteri; tahun lain sebagian perkiraan."),
        ),
    ),
)
def batas_waktu(values: Values, on: date) -> Outcome:
    """Contract form of ``deadline`` and ``deadline_moment``; each kind answers with its own source and confidence."""
    kind, start = values["jenis"], values["mulai"]
    holidays: Holidays = NATIONAL if values["libur"] is None else frozenset(values["libur"])
    found = limit(kind)
    if on < found.valid_from:
        raise RuleError(
            ErrorCode.NOT_IN_FORCE,
            N_("Batas waktu %(kind)s belum berlaku pada %(day)s."),
            "jenis",
            kind=kind,
            day=on.isoformat(),
        )
    steps = [
        say(
            N_("Batas %(amount)s %(unit)s untuk: %(about)s (%(source)s)."),
            about=found.about,
            amount=found.amount,
            unit=found.unit.value,
            source=str(found.source),
        )
    ]
    if isinstance(start, datetime):
        moment = deadline_moment(kind, start)
        steps.append(
            say(N_("Dihitung per jam sejak %(start)s sampai %(end)s."), start=start.isoformat(), end=moment.isoformat())
        )
        return Outcome({"batas": moment.isoformat()}, tuple(steps), found.source, found.confidence)
    last = deadline(kind, start, holidays)
    steps += _day_steps(start, last, holidays if found.unit is Unit.WORKING_DAYS else frozenset())
    return Outcome({"batas": last.isoformat()}, tuple(steps), found.source, found.confidence)


def _day_steps(start: date, last: date, holidays: Holidays) -> list[Sentence]:
    steps = [say(N_("Hari pertama yang dihitung: %(first)s."), first=day(add_days(start, 1)))]
    skipped = skipped_holidays(start, last, holidays)
    if skipped:
        steps.append(say(N_("Hari libur yang dilewati: %(days)s."), days=", ".join(day(each) for each in skipped)))
    steps.append(say(N_("Hari terakhir: %(last)s."), last=day(last)))
    return steps
