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
    GONE_SUPERIOR = "gone_superior", _("Atasan sudah tidak bertugas")
    FORMER_HEAD = "former_head", _("Jabatan mantan pimpinan belum ditetapkan")


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


class Outcome(models.TextChoices):
    """How an item of the clerk's work list ended."""

    APPLIED = "applied", _("Sudah diperbaiki")
    REFUSED = "refused", _("Tidak diubah")
    SETTLED = "settled", _("Selesai dengan sendirinya")


class LeavingReason(models.TextChoices):
    """Why somebody's service here ends; all are normal ends, and evaluations can still be finished."""

    RETIREMENT = "retirement", _("Pensiun")
    DEATH = "death", _("Meninggal dunia")
    RESIGNATION = "resignation", _("Berhenti atas permintaan sendiri")
    TRANSFER = "transfer", _("Pindah ke instansi lain")
    CONTRACT_END = "contract_end", _("Perjanjian kerja berakhir")
    DISMISSAL = "dismissal", _("Diberhentikan")


class UnitChangeKind(models.TextChoices):
    """What can happen to a unit."""

    RENAME = "rename", _("Ganti nama")
    MOVE = "move", _("Pindah induk")
    MERGE = "merge", _("Gabung ke unit lain")
    CLOSE = "close", _("Tutup")


class UnitChangeState(models.TextChoices):
    """Where a planned change of a unit stands."""

    PLANNED = "planned", _("Terjadwal")
    APPLIED = "applied", _("Sudah berlaku")
    CANCELLED = "cancelled", _("Dibatalkan")


class TeamRole(models.TextChoices):
    """What somebody does in a team."""

    LEADER = "leader", _("Ketua tim")
    SECRETARY = "secretary", _("Sekretaris")
    MEMBER = "member", _("Anggota")


class TaskState(models.TextChoices):
    """Where a task of a team stands."""

    GIVEN = "given", _("Dikerjakan")
    DONE = "done", _("Selesai")
    WITHDRAWN = "withdrawn", _("Ditarik")


class SyncState(models.TextChoices):
    """Where a comparison with the personnel system stands."""

    RUNNING = "running", _("Sedang berjalan")
    DONE = "done", _("Selesai")
    FAILED = "failed", _("Gagal")


class ConflictKind(models.TextChoices):
    """What the two sides disagree about."""

    DIFFERENT = "different", _("Berbeda")
    UNKNOWN_UNIT = "unknown_unit", _("Unit tidak dikenal")
    NEW_PERSON = "new_person", _("Belum ada di Pamong")
    MISSING = "missing", _("Tidak ada di berkas")
    LEFT = "left", _("Sudah tidak aktif")
    UNREADABLE = "unreadable", _("Tidak terbaca")


class ConflictState(models.TextChoices):
    """How a conflict was resolved."""

    OPEN = "open", _("Belum diputuskan")
    KEPT = "kept", _("Tetap data kita")
    TAKEN = "taken", _("Diambil dari berkas")
    GONE = "gone", _("Tidak berbeda lagi")
