"""Words of planning (PP 30/2019 Ps. 8-24; PermenPANRB 6/2022)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EvaluationStep(models.TextChoices):
    """How often the agency evaluates within the year (PermenPANRB 6/2022: each month or each quarter)."""

    QUARTER = "quarter", _("Triwulan")
    MONTH = "month", _("Bulan")


class CycleState(models.TextChoices):
    OPEN = "open", _("Berjalan")
    CLOSED = "closed", _("Ditutup")


class PhaseKind(models.TextChoices):
    PLANNING = "planning", _("Perencanaan (penyusunan SKP)")
    EXECUTION = "execution", _("Pelaksanaan dan pemantauan")
    EVALUATION = "evaluation", _("Evaluasi periodik")
    ANNUAL = "annual", _("Evaluasi tahunan")
    FOLLOW_UP = "follow_up", _("Pelaporan dan tindak lanjut")


class ExclusionReason(models.TextChoices):
    """Who plans no SKP in a cycle (PP 30/2019 Ps. 23)."""

    STATE_OFFICIAL = "state_official", _("Pejabat negara atau pimpinan lembaga nonstruktural")
    SUSPENDED = "suspended", _("Diberhentikan sementara")
    UNPAID_LEAVE = "unpaid_leave", _("Cuti di luar tanggungan negara")
    PRE_RETIREMENT = "pre_retirement", _("Masa persiapan pensiun")
    OTHER = "other", _("Alasan lain (jelaskan)")


class SkpState(models.TextChoices):
    DRAFT = "draft", _("Draf")
    SUBMITTED = "submitted", _("Diajukan")
    RETURNED = "returned", _("Dikembalikan")
    AGREED = "agreed", _("Disetujui")


class Approach(models.TextChoices):
    QUANTITATIVE = "quantitative", _("Kuantitatif")
    QUALITATIVE = "qualitative", _("Kualitatif")


class ResultKind(models.TextChoices):
    MAIN = "main", _("Hasil kerja utama")
    ADDITIONAL = "additional", _("Hasil kerja tambahan")


class ParentState(models.TextChoices):
    LINKED = "linked", _("Terkait dengan hasil kerja pimpinan")
    WAITING = "waiting", _("Menunggu hasil kerja pimpinan")
    NONE = "none", _("Tidak diturunkan dari pimpinan")


class Perspective(models.TextChoices):
    """Balanced scorecard, for JPT and heads of units (form of the annex)."""

    CUSTOMER = "customer", _("Penerima Layanan")
    PROCESS = "process", _("Proses Bisnis")
    STRENGTH = "strength", _("Penguatan Internal")
    BUDGET = "budget", _("Anggaran")


class Aspect(models.TextChoices):
    """PP 30/2019 Ps. 10(3)."""

    QUANTITY = "quantity", _("Kuantitas")
    QUALITY = "quality", _("Kualitas")
    TIME = "time", _("Waktu")
    COST = "cost", _("Biaya")


class Direction(models.TextChoices):
    MORE = "more", _("Makin besar makin baik")
    LESS = "less", _("Makin kecil makin baik")
    EXACT = "exact", _("Harus tepat")
    RANGE = "range", _("Dalam rentang")


class MeasureScope(models.TextChoices):
    """Over whom an indicator that measures itself adds up; the unit and agency are those of the plan's post."""

    ME = "me", _("Saya sendiri")
    UNIT = "unit", _("Unit saya")
    TREE = "tree", _("Unit saya beserta semua di bawahnya")
    AGENCY = "agency", _("Perangkat daerah saya")


class Intervention(models.TextChoices):
    """How a result of the leader is carried by another person (matriks pembagian peran dan hasil)."""

    DIRECT = "direct", _("Langsung")
    INDIRECT = "indirect", _("Tidak langsung")


class NoteKind(models.TextChoices):
    TALK = "talk", _("Catatan dialog")
    RETURN = "return", _("Catatan pengembalian")
    AGREE = "agree", _("Catatan persetujuan")


class ConductValue(models.TextChoices):
    """BerAKHLAK, in its own order."""

    SERVICE = "service", _("Berorientasi Pelayanan")
    ACCOUNTABLE = "accountable", _("Akuntabel")
    COMPETENT = "competent", _("Kompeten")
    HARMONIOUS = "harmonious", _("Harmonis")
    LOYAL = "loyal", _("Loyal")
    ADAPTIVE = "adaptive", _("Adaptif")
    COLLABORATIVE = "collaborative", _("Kolaboratif")


class Progress(models.TextChoices):
    """How far a step of the action plan is."""

    PLANNED = "planned", _("Belum mulai")
    RUNNING = "running", _("Berjalan")
    DONE = "done", _("Selesai")
    PUT_OFF = "put_off", _("Ditunda")


class RevisionReason(models.TextChoices):
    """Why an agreed plan may be changed (PP 30/2019 Ps. 28(2))."""

    NEW_HOLDER = "new_holder", _("Pejabat baru pada jabatan itu")
    STRATEGY = "strategy", _("Perubahan strategi organisasi")
    PRIORITY = "priority", _("Perubahan prioritas organisasi")
    ILLNESS = "illness", _("Sakit atau cuti lebih dari satu bulan")
    ASSIGNMENT = "assignment", _("Penugasan lain lebih dari satu bulan")
    OTHER = "other", _("Alasan lain dengan persetujuan Menteri")


class RevisionState(models.TextChoices):
    DRAFT = "draft", _("Draf revisi")
    SUBMITTED = "submitted", _("Revisi diajukan")
    RETURNED = "returned", _("Revisi dikembalikan")
    AGREED = "agreed", _("Revisi disetujui")
    CANCELLED = "cancelled", _("Revisi dibatalkan")


class AnnexKind(models.TextChoices):
    """The annexes of the plan (form of PermenPANRB 6/2022)."""

    RESOURCES = "resources", _("Dukungan sumber daya")
    ACCOUNTABILITY = "accountability", _("Skema pertanggungjawaban")
    CONSEQUENCES = "consequences", _("Konsekuensi")
