"""Words of the evidence spine."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MetricKind(models.TextChoices):
    """How facts of a metric are put together over a period."""

    COUNT = "count", _("Banyaknya")
    SUM = "sum", _("Jumlah")
    MEAN = "mean", _("Rata-rata")
    SHARE = "share", _("Bagian")  # each fact is 0 or 1


class ScopeKind(models.TextChoices):
    """What a roll-up row is about."""

    PERSON = "person", _("Pegawai")
    UNIT = "unit", _("Unit kerja")
    SUBJECT = "subject", _("Hal yang diukur")
    AGENCY = "agency", _("Perangkat daerah")
