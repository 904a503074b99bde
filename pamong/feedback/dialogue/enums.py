"""Words of dialogue."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingState(models.TextChoices):
    """Where a 1-to-1 meeting stands."""

    PLANNED = "planned", _("Direncanakan")
    HELD = "held", _("Sudah berlangsung")
    CANCELLED = "cancelled", _("Dibatalkan")


class LineKind(models.TextChoices):
    """What a line of a meeting is."""

    QUESTION = "question", _("Pertanyaan")
    NOTE = "note", _("Catatan")
