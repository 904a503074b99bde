"""Words of signals and inquiries."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SignalKind(models.TextChoices):
    """Why a signal was raised."""

    RISE = "rise", _("Kenaikan tidak biasa")
    ALIKE = "alike", _("Laporan yang hampir sama")


class SignalState(models.TextChoices):
    NEW = "new", _("Menunggu keputusan")
    DISMISSED = "dismissed", _("Diabaikan dengan alasan")
    INQUIRY = "inquiry", _("Diselidiki")


class InquiryState(models.TextChoices):
    OPEN = "open", _("Berjalan")
    CLOSED = "closed", _("Selesai")
