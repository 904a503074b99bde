"""Words of complaints (UU 25/2009 Ps. 40-50, PermenPANRB 62/2018)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    """What of the reporter is kept, chosen by the reporter before anything else is asked."""

    OPEN = "open", _("Terbuka")
    CONFIDENTIAL = "confidential", _("Rahasia")
    ANONYMOUS = "anonymous", _("Anonim")


class Channel(models.TextChoices):
    WEB = "web", _("Formulir web")
    PHONE = "phone", _("Telepon")
    DESK = "desk", _("Datang langsung")
    LETTER = "letter", _("Surat")
    OPEN311 = "open311", _("Open311")
    EMAIL = "email", _("Surat elektronik")
    WHATSAPP = "whatsapp", _("WhatsApp")
    SMS = "sms", _("SMS")

    @property
    def names_sender(self) -> bool:
        """Whether the way itself tells who reports, so that no name or contact is asked for."""
        return self in (Channel.OPEN311, Channel.EMAIL, Channel.WHATSAPP, Channel.SMS)


class State(models.TextChoices):
    """Where a case stands; the public reads the same words as the officers."""

    RECEIVED = "received", _("Baru diterima")
    VERIFIED = "verified", _("Diverifikasi")
    ASSIGNED = "assigned", _("Didisposisikan")
    WORKING = "working", _("Diproses")
    WAITING = "waiting", _("Menunggu pelapor")
    ANSWERED = "answered", _("Ditanggapi, menunggu konfirmasi pelapor")
    CONFIRMED = "confirmed", _("Selesai, dikonfirmasi pelapor")
    VISITED = "visited", _("Selesai, diperiksa di lapangan")
    UNCONFIRMED = "unconfirmed", _("Ditutup, belum dikonfirmasi")
    REFUSED = "refused", _("Ditolak dengan alasan")
    HANDED_OVER = "handed_over", _("Diteruskan, bukan kewenangan kami")
    WITHDRAWN = "withdrawn", _("Dianggap dicabut")
    MERGED = "merged", _("Digabung dengan laporan lain")

    @property
    def is_open(self) -> bool:
        return self in OPEN_STATES

    @property
    def tone(self) -> str:
        return TONES.get(self, "mute")


OPEN_STATES = (
    State.RECEIVED,
    State.VERIFIED,
    State.ASSIGNED,
    State.WORKING,
    State.WAITING,
    State.ANSWERED,
)
TONES = {
    State.RECEIVED: "info",
    State.VERIFIED: "info",
    State.ASSIGNED: "info",
    State.WORKING: "warn",
    State.WAITING: "warn",
    State.ANSWERED: "info",
    State.CONFIRMED: "ok",
    State.VISITED: "ok",
}


class StepKind(models.TextChoices):
    """What happened; each step is one row of the timeline."""

    RECEIVED = "received", _("Laporan diterima")
    VERIFIED = "verified", _("Laporan diverifikasi")
    REFUSED = "refused", _("Laporan ditolak")
    HANDED_OVER = "handed_over", _("Diteruskan ke instansi lain")
    ASSIGNED = "assigned", _("Diteruskan ke unit yang menangani")
    STARTED = "started", _("Mulai dikerjakan")
    ASKED = "asked", _("Pertanyaan untuk pelapor")
    TOLD = "told", _("Keterangan dari pelapor")
    NOTE = "note", _("Catatan internal")
    EXPLAINED = "explained", _("Penjelasan untuk publik")
    PROMISED = "promised", _("Belum selesai, tanggal baru")
    ANSWERED = "answered", _("Tanggapan")
    CONFIRMED = "confirmed", _("Pelapor menyatakan selesai")
    ON_SITE = "on_site", _("Kunjungan lapangan")
    VISITED = "visited", _("Diperiksa di lapangan")
    UNCONFIRMED = "unconfirmed", _("Ditutup tanpa konfirmasi pelapor")
    REOPENED = "reopened", _("Dibuka kembali")
    RATED = "rated", _("Penilaian pelapor")
    MERGED = "merged", _("Digabung dengan laporan lain")
    JOINED = "joined", _("Laporan serupa digabungkan ke sini")
    WITHDRAWN = "withdrawn", _("Dianggap dicabut")
    REMINDED = "reminded", _("Pengingat tenggat")
    ESCALATED = "escalated", _("Lewat tenggat, dinaikkan ke pimpinan")
    MODERATED = "moderated", _("Teks atau foto publik disunting")
    INSPECTED = "inspected", _("Diperiksa inspektorat")
    REDACTED = "redacted", _("Ringkasan untuk pihak yang diadukan")
    RECLASSIFIED = "reclassified", _("Kategori atau pihak yang diadukan diubah")
    PRAISED = "praised", _("Pujian disampaikan")


class Outcome(models.TextChoices):
    """What the examination found."""

    UPHELD = "upheld", _("Terbukti")
    PARTLY = "partly", _("Terbukti sebagian")
    NOT_UPHELD = "not_upheld", _("Tidak terbukti")
    ANSWERED = "answered", _("Permintaan dijawab")

    @property
    def needs_remedy(self) -> bool:
        return self in (Outcome.UPHELD, Outcome.PARTLY)


class PhotoKind(models.TextChoices):
    REPORT = "report", _("Dari pelapor")
    PROOF = "proof", _("Bukti perbaikan")
    VISIT = "visit", _("Dari kunjungan lapangan")


class Visit(models.TextChoices):
    """Why somebody goes to the place; the value is the name of the act that is sent from there."""

    LOOK = "kunjungan", _("Periksa tempatnya, catat yang ditemukan")
    CLOSE = "lapangan", _("Pastikan sudah diperbaiki, lalu tutup")
    INSPECT = "inspeksi", _("Cocokkan keadaan dengan tanggapan unit")


class Inspected(models.TextChoices):
    """What the inspectorate found in a case of its sample."""

    PENDING = "pending", _("Belum diperiksa")
    TRUE = "true", _("Sesuai")
    FALSE = "false", _("Tidak sesuai")


class UnsealState(models.TextChoices):
    ASKED = "asked", _("Menunggu orang kedua")
    APPROVED = "approved", _("Disetujui")
    REFUSED = "refused", _("Ditolak")
