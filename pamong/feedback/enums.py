"""Words of continuous feedback."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FeedbackKind(models.TextChoices):
    """What the giver wants to do with it."""

    PRAISE = "praise", _("Pujian")
    NOTE = "note", _("Catatan")
    ADVICE = "advice", _("Saran")
