"""When and by which way a notice leaves the application."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    """How soon a person wants to hear of a kind of event; in the application everything is shown at once."""

    NOW = "now", _("Segera")
    DIGEST = "digest", _("Ringkasan harian")
    APP = "app", _("Hanya di aplikasi")


class Channel(models.TextChoices):
    """Ways out of the application."""

    EMAIL = "email", _("Surel")
    PUSH = "push", _("Notifikasi perangkat")
    WHATSAPP = "whatsapp", "WhatsApp"
    SMS = "sms", "SMS"


class State(models.TextChoices):
    """Of one delivery."""

    WAITING = "waiting", _("Menunggu")
    SENDING = "sending", _("Sedang dikirim")
    SENT = "sent", _("Terkirim")
    SKIPPED = "skipped", _("Tidak perlu dikirim")
    PARKED = "parked", _("Berhenti dicoba")

    @property
    def tone(self) -> str:
        return {"waiting": "info", "sending": "info", "sent": "ok", "skipped": "mute", "parked": "bad"}[self.value]


class Reason(models.TextChoices):
    """Why a delivery did not leave, or not yet; never content."""

    NONE = "", ""
    READ = "read", _("Sudah dibaca di aplikasi")
    NO_ADDRESS = "no_address", _("Tidak ada alamat, atau jalur ini dimatikan")
    QUIET = "quiet", _("Menunggu jam tenang selesai")
    UNREACHABLE = "unreachable", _("Layanan pengirim tidak dapat dihubungi")
    TIMEOUT = "timeout", _("Layanan pengirim tidak menjawab pada waktunya")
    REFUSED = "refused", _("Ditolak layanan pengirim")
    DOUBT = "doubt", _("Tidak pasti sudah sampai; tidak diulang agar tidak ganda")
    BROKEN = "broken", _("Gagal disusun")
