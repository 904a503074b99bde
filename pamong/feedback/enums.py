"""Words of continuous feedback."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FeedbackKind(models.TextChoices):
    """What the giver wants to do with it."""

    PRAISE = "praise", _("Pujian")
    NOTE = "note", _("Catatan")
    ADVICE = "advice", _("Saran")


class ReactionWord(models.TextChoices):
    """A short answer in words, never only a sign."""

    THANKS = "thanks", _("Terima kasih")
    CLEAR = "clear", _("Jelas dan lengkap")
    USEFUL = "useful", _("Sangat membantu")
    EXPLAIN = "explain", _("Mohon dijelaskan")
