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


class Origin(models.TextChoices):
    """How an entry came in."""

    FORM = "form", _("Diisi di halaman")
    IMPORT = "import", _("Impor berkas")
    MAIL = "mail", _("Balasan surel")


class DispositionState(models.TextChoices):
    """Where an order stands."""

    OPEN = "open", _("Berjalan")
    DONE = "done", _("Selesai")
    CANCELLED = "cancelled", _("Dibatalkan")

    @property
    def tone(self) -> str:
        return {"open": "info", "done": "ok"}.get(self.value, "mute")
