"""Words of citizen feedback."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tone(models.TextChoices):
    """How the citizen spoke, as the metric of the fact says."""

    PRAISE = "praise", _("Pujian warga")
    COMPLAINT = "complaint", _("Keluhan warga")
    SCORE = "score", _("Nilai dari warga")


class Shown(models.TextChoices):
    """Whether colleagues of the unit may see praise with the person's name: he decides."""

    ASKED = "", _("Belum dijawab")
    YES = "yes", _("Boleh ditampilkan")
    NO = "no", _("Tidak ditampilkan")
