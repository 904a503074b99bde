"""What the dialogue says: one question at a time, in plain words. The actions' own."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.voice.channels.rules import story as rules
from pamong.voice.channels.rules.story import Story
from pamong.voice.complaints import queries
from pamong.voice.complaints.queries import Category


def address(name: str) -> str:
    """The address of a page."""
    return settings.PUBLIC_URL.rstrip("/") + reverse(name)


def help_text() -> str:
    """What can be done here, and what this way cannot promise."""
    return _(
        "Layanan pengaduan.\nLAPOR – membuat laporan\nSTATUS nomor kode – melihat laporan\n"
        "TAMBAH nomor kode teks – menulis keterangan\nBATAL – berhenti\n\n"
        "Nomor WhatsApp Anda terlihat oleh penyedia pesan. Laporan rahasia dan anonim dibuat dan dilanjutkan lewat web saja: %(url)s"
    ) % {"url": address("complaints:report")}


def open_categories() -> list[Category]:
    """The categories in the order in which they are numbered."""
    return list(queries.categories())


def question(story: Story) -> str:
    """The question of the present step."""
    if story.step == rules.CATEGORY:
        names = [f"{number}. {category.name}" for number, category in enumerate(open_categories(), start=1)]
        return "\n".join([_("Tentang apa? Balas dengan angkanya."), *names, _("BATAL untuk berhenti.")])
    if story.step == rules.WARN:
        return _(
            "Laporan tentang petugas lebih aman lewat web: di sana Anda dapat memilih Rahasia atau Anonim. %(url)s\n"
            "Di sini nomor Anda terlihat oleh penyedia pesan. Balas YA bila tetap ingin melanjutkan di sini."
        ) % {"url": address("complaints:report")}
    if story.step == rules.QUESTION:
        return _one(story)
    return {
        rules.TEXT: _("Ceritakan apa yang terjadi, dalam satu pesan."),
        rules.PLACE: _("Di mana? Tulis nama jalan, kelurahan, dan patokannya, atau kirim lokasi."),
        rules.PHOTO: _("Kirim foto (paling banyak 3), atau balas LEWAT."),
        rules.CONFIRM: _summary(story),
    }[story.step]


def _one(story: Story) -> str:
    category = queries.category_by_code(story.category)
    asked = queries.questions(category)[story.asked] if category else None
    if asked is None:
        return ""
    lines = [asked.label, *(f"{number}. {name}" for number, (_key, name) in enumerate(asked.choices, start=1))]
    hints = {"choices": _("Boleh lebih dari satu, pisahkan dengan koma."), "date": _("Tulis seperti 2026-11-27.")}
    if asked.kind in hints:
        lines.append(hints[asked.kind])
    if not asked.required:
        lines.append(_("Balas LEWAT bila tidak tahu."))
    return "\n".join(lines)


def _summary(story: Story) -> str:
    category = queries.category_by_code(story.category)
    told = {
        "category": category.name if category else "",
        "text": story.text[:500],
        "place": story.street or f"{story.latitude}, {story.longitude}",
        "photos": story.photos,
    }
    return (
        _(
            "Periksa dulu:\n%(category)s\n%(text)s\nTempat: %(place)s\nFoto: %(photos)s\n\n"
            "Balas KIRIM untuk mengirim dengan nomor Anda supaya petugas dapat menghubungi, "
            "atau TANPA NOMOR supaya nomor Anda tidak kami simpan. BATAL untuk berhenti."
        )
        % told
    )


def receipt_text(number: str, secret: str) -> str:
    """What the reporter takes away."""
    return _(
        "Laporan diterima. Nomor %(number)s, kode rahasia %(secret)s. Simpan keduanya; kode tidak dapat dikirim ulang.\n"
        "Ikuti dengan membalas: STATUS %(number)s %(secret)s, atau di %(url)s"
    ) % {"number": number, "secret": secret, "url": address("complaints:follow")}
