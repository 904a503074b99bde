"""Words of peer and upward feedback."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundState(models.TextChoices):
    """Where a round stands. Answers are readable by nobody before it is released."""

    PREPARING = "preparing", _("Disiapkan")
    OPEN = "open", _("Berjalan")
    RELEASED = "released", _("Selesai")


class Relation(models.TextChoices):
    """How the invited person stands to the one the feedback is about."""

    PEER = "peer", _("Rekan kerja")
    REPORT = "report", _("Bawahan")


class Origin(models.TextChoices):
    """Who brought the invited person in."""

    RULE = "rule", _("Dipilih aturan")
    SELF = "self", _("Diusulkan pegawai")
    SUPERIOR = "superior", _("Diusulkan atasan")


class Left(models.TextChoices):
    """Why an invitation does not count any more; empty while it stands."""

    NONE = "", _("Berlaku")
    DECLINED = "declined", _("Mengundurkan diri karena benturan kepentingan")
    EXCLUDED = "excluded", _("Dikeluarkan karena benturan kepentingan")
