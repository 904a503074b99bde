"""Words of the daily log."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryState(models.TextChoices):
    """Where an entry stands between the employee and the superior."""

    SENT = "sent", _("Menunggu atasan")
    ACCEPTED = "accepted", _("Diterima")
    RETURNED = "returned", _("Dikembalikan")
    WITHDRAWN = "withdrawn", _("Ditarik")

    @property
    def tone(self) -> str:
        return {"sent": "info", "accepted": "ok", "returned": "warn"}.get(self.value, "mute")
