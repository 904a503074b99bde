from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Of a long job, as its owner sees it."""

    WAITING = "waiting", _("Menunggu giliran")
    RUNNING = "running", _("Sedang berjalan")
    DONE = "done", _("Selesai")
    FAILED = "failed", _("Gagal")
