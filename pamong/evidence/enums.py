"""Words of the evidence spine."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MetricKind(models.TextChoices):
    """How facts of a metric are put together over a period."""

    COUNT = "count", _("Banyaknya")
    SUM = "sum", _("Jumlah")
    MEAN = "mean", _("Rata-rata")
    SHARE = "share", _("Bagian")  # each fact is 0 or 1
    DURATION = "duration", _("Lama waktu")  # each fact is a time in the metric's unit: working days or minutes


class Aggregation(models.TextChoices):
    """What is made of the facts of a metric over a period (``rules.aggregate``)."""

    SUM = "sum", _("Jumlah")
    COUNT = "count", _("Banyaknya fakta")
    MEAN = "mean", _("Rata-rata")
    SHARE = "share", _("Bagian (persen)")
    PERCENTILE = "percentile", _("Persentil")


class ScopeKind(models.TextChoices):
    """What a roll-up row is about."""

    PERSON = "person", _("Pegawai")
    UNIT = "unit", _("Unit kerja")
    TREE = "tree", _("Unit kerja beserta bawahannya")
    SUBJECT = "subject", _("Hal yang diukur")
    AGENCY = "agency", _("Perangkat daerah")
