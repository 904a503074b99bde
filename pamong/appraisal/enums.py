"""Words of appraisal (PermenPANRB 6/2022; PP 30/2019 Ps. 42-50)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EvaluationKind(models.TextChoices):
    """Periodic (each quarter or each month, as the cycle says) and annual."""

    QUARTER = "quarter", _("Triwulan")
    MONTH = "month", _("Bulanan")
    ANNUAL = "annual", _("Tahunan")


class EvaluationState(models.TextChoices):
    """``acknowledged``: signed, the document is not made yet (it is made at once; a failed one is made again)."""

    OPEN = "open", _("Terbuka")
    SELF_DONE = "self_done", _("Evaluasi diri terkirim")
    RATED = "rated", _("Dinilai, menunggu tanda tangan pegawai")
    ACKNOWLEDGED = "acknowledged", _("Ditandatangani, dokumen belum dibuat")
    FINAL = "final", _("Final")


class Rating(models.TextChoices):
    """Three steps; a person chooses, no formula proposes one."""

    ABOVE = "di_atas", _("Di atas ekspektasi")
    MEETS = "sesuai", _("Sesuai ekspektasi")
    BELOW = "di_bawah", _("Di bawah ekspektasi")


class Achievement(models.TextChoices):
    """Capaian kinerja organisasi (SE MenPANRB 3/2023)."""

    EXCELLENT = "Istimewa", _("Istimewa")
    GOOD = "Baik", _("Baik")
    NEEDS_IMPROVEMENT = "Butuh Perbaikan", _("Butuh Perbaikan")
    POOR = "Kurang", _("Kurang")
    VERY_POOR = "Sangat Kurang", _("Sangat Kurang")


class YearWay(models.TextChoices):
    """How the parts of a year become one predikat when somebody moved. No regulation seen says it of ratings (PP 30/2019
    Ps. 36 weighs the older numbers by days), so an agency that wants one decides it; until then nothing is joined.
    """

    SEPARATE = "separate", _("Setiap bagian berdiri sendiri, tidak digabung")
    LONGEST = "longest", _("Predikat bagian yang paling lama")
    LATEST = "latest", _("Predikat bagian terakhir dalam tahun itu")


UNRATED = (EvaluationState.OPEN, EvaluationState.SELF_DONE)
