"""Words of the personnel area (UU 20/2023, PP 11/2017, UU 5/2014 Ps. 13-19)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    PNS = "PNS", "PNS"
    PPPK = "PPPK", "PPPK"


class Sex(models.TextChoices):
    MALE = "L", _("Laki-laki")
    FEMALE = "P", _("Perempuan")


class PositionKind(models.TextChoices):
    """Kinds of post; the form of the SKP and the follow-up of a predikat depend on them."""

    JPT = "JPT", _("Jabatan Pimpinan Tinggi")
    JA = "JA", _("Jabatan Administrasi")
    JF = "JF", _("Jabatan Fungsional")


class ActingKind(models.TextChoices):
    PLT = "plt", _("Pelaksana tugas (Plt)")
    PLH = "plh", _("Pelaksana harian (Plh)")


class Zone(models.TextChoices):
    WIB = "Asia/Jakarta", "WIB"
    WITA = "Asia/Makassar", "WITA"
    WIT = "Asia/Jayapura", "WIT"


class Matter(models.TextChoices):
    """What the clerk's work list holds."""

    UNKNOWN_SUPERIOR = "unknown_superior", _("Atasan tidak ditemukan")
    WRONG_SUPERIOR = "wrong_superior", _("Atasan dilaporkan salah")
    UNIT_WITHOUT_HEAD = "unit_without_head", _("Unit tanpa pimpinan")
    SELF_SUPERIOR = "self_superior", _("Atasan adalah diri sendiri")
    SUPERIOR_CYCLE = "superior_cycle", _("Atasan saling membawahi")


class ImportState(models.TextChoices):
    """Where an upload of a personnel workbook stands."""

    MAPPING = "mapping", _("Memilih kolom")
    CHECKING = "checking", _("Sedang diperiksa")
    CHECKED = "checked", _("Siap diimpor")
    APPLYING = "applying", _("Sedang diimpor")
    DONE = "done", _("Selesai")
    FAILED = "failed", _("Gagal")


class LineKind(models.TextChoices):
    """What a row of the workbook comes to."""

    NEW = "new", _("Baru")
    CHANGED = "changed", _("Berubah")
    UNCHANGED = "unchanged", _("Tetap")
    REFUSED = "refused", _("Ditolak")
    WARNING = "warning", _("Peringatan")


class AbsenceKind(models.TextChoices):
    """Why somebody is not at his post (kinds of leave: PP 11/2017 on management of PNS)."""

    ANNUAL = "annual", _("Cuti tahunan")
    LONG = "long", _("Cuti besar")
    SICK = "sick", _("Cuti sakit")
    MATERNITY = "maternity", _("Cuti melahirkan")
    IMPORTANT = "important", _("Cuti karena alasan penting")
    UNPAID = "unpaid", _("Cuti di luar tanggungan negara")
    TRIP = "trip", _("Dinas luar")
    TRAINING = "training", _("Diklat atau pelatihan")
    STUDY = "study", _("Tugas belajar")
    PERMIT = "permit", _("Izin tidak masuk")
    SUSPENDED = "suspended", _("Diberhentikan sementara")
    RETIRING = "retiring", _("Masa persiapan pensiun")

    @property
    def group(self) -> str:
        """The word that colleagues and boards see: never more than "Cuti" about somebody's health or family."""
        return str(_GROUPS.get(self.value, _("Cuti")))


_GROUPS = {
    "trip": _("Dinas luar"),
    "training": _("Diklat"),
    "study": _("Tugas belajar"),
    "permit": _("Izin"),
    "suspended": _("Tidak bertugas"),
    "retiring": _("Tidak bertugas"),
}


class DayPart(models.TextChoices):
    """Which part of a day an absence of one day takes."""

    WHOLE = "", _("Sehari penuh")
    MORNING = "morning", _("Pagi sampai siang")
    AFTERNOON = "afternoon", _("Siang sampai sore")


class WeekKind(models.TextChoices):
    """How a unit or person works."""

    WEEK = "week", _("Hari kerja tetap")
    ROSTER = "roster", _("Menurut jadwal jaga")
