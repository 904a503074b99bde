"""What the dialogue says: one question at a time, in plain words. The actions' own."""

from django.utils.translation import gettext as _

from pamong.voice.channels.queries import address
from pamong.voice.channels.rules import gsm
from pamong.voice.channels.rules import story as rules
from pamong.voice.channels.rules.carriers import Carrier
from pamong.voice.channels.rules.story import Story
from pamong.voice.complaints import queries
from pamong.voice.complaints.queries import Category

LINE, LABEL = 60, 100  # places of one choice and of a question in an SMS


def help_text(carrier: Carrier) -> str:
    """What can be done here, and what this way cannot promise."""
    if carrier.is_sms:
        text = _(
            "Pengaduan. Balas LAPOR = melapor, STATUS nomor kode = melihat, TAMBAH nomor kode teks = menambah, BATAL = berhenti. "
            "SMS terlihat oleh operator dan tersimpan di HP. Rahasia dan anonim hanya lewat web: %(url)s"
        )
    else:
        text = _(
            "Layanan pengaduan.\nLAPOR – membuat laporan\nSTATUS nomor kode – melihat laporan\n"
            "TAMBAH nomor kode teks – menulis keterangan\nSELESAI atau BELUM nomor kode – sesudah ditanggapi\nBATAL – berhenti\n\n"
            "Nomor WhatsApp Anda terlihat oleh penyedia pesan. Laporan rahasia dan anonim dibuat dan dilanjutkan lewat web saja: %(url)s"
        )
    return text % {"url": address("complaints:report")}


def not_sealed_here() -> str:
    """Somebody asks for a way that hides him, where the sender is seen."""
    return _(
        "Laporan rahasia dan anonim tidak dapat dibuat di sini, karena nomor Anda terlihat. Buat lewat web: %(url)s "
        "Balas BATAL untuk menghapus yang sudah Anda tulis di sini."
    ) % {"url": address("complaints:report")}


def open_categories() -> list[Category]:
    """The categories in the order in which they are numbered."""
    return list(queries.categories())


def question(story: Story, carrier: Carrier) -> str:
    """The question of the present step."""
    if story.step == rules.CATEGORY:
        return _categories(story, carrier)
    if story.step == rules.WARN:
        return _warning(carrier)
    if story.step == rules.QUESTION:
        return _one(story, carrier)
    if story.step == rules.CONFIRM:
        return _summary(story, carrier)
    if carrier.is_sms:
        return {
            rules.TEXT: _("Ceritakan apa yang terjadi, dalam satu SMS."),
            rules.PLACE: _("Di mana? Tulis nama jalan, kelurahan, dan patokannya."),
        }[story.step]
    return {
        rules.TEXT: _("Ceritakan apa yang terjadi, dalam satu pesan."),
        rules.PLACE: _("Di mana? Tulis nama jalan, kelurahan, dan patokannya, atau kirim lokasi."),
        rules.PHOTO: _("Kirim foto (paling banyak 3), atau balas LEWAT."),
    }[story.step]


def _categories(story: Story, carrier: Carrier) -> str:
    names = [category.name for category in open_categories()]
    if carrier.is_sms:
        return _paged(_("Tentang apa? Balas angkanya (BATAL = berhenti)."), names, story, carrier)
    return "\n".join([_("Tentang apa? Balas dengan angkanya."), *_numbered(names), _("BATAL untuk berhenti.")])


def _warning(carrier: Carrier) -> str:
    if carrier.is_sms:
        text = _(
            "Laporan tentang petugas lebih aman lewat web, dengan cara Rahasia atau Anonim: %(url)s "
            "SMS terlihat oleh operator dan tersimpan di HP ini. Balas YA bila tetap lanjut di sini, atau BATAL."
        )
    else:
        text = _(
            "Laporan tentang petugas lebih aman lewat web: di sana Anda dapat memilih Rahasia atau Anonim. %(url)s\n"
            "Di sini nomor Anda terlihat oleh penyedia pesan. Balas YA bila tetap ingin melanjutkan di sini."
        )
    return text % {"url": address("complaints:report")}


def _one(story: Story, carrier: Carrier) -> str:
    category = queries.category_by_code(story.category)
    asked = queries.questions(category)[story.asked] if category else None
    if asked is None:
        return ""
    names = [name for _key, name in asked.choices]
    hints = {"choices": _("Boleh lebih dari satu, pisahkan dengan koma."), "date": _("Tulis seperti 2026-11-27.")}
    said = [hints[asked.kind]] if asked.kind in hints else []
    if not asked.required:
        said.append(_("Balas LEWAT bila tidak tahu."))
    if carrier.is_sms:
        head = "\n".join([gsm.cut(gsm.written(asked.label), LABEL), *said])
        return _paged(head, names, story, carrier)
    return "\n".join([asked.label, *_numbered(names), *said])


def _numbered(names: list[str]) -> list[str]:
    return [f"{number}. {name}" for number, name in enumerate(names, start=1)]


def _paged(head: str, names: list[str], story: Story, carrier: Carrier) -> str:
    lines = [gsm.cut(gsm.written(line), LINE) for line in _numbered(names)]
    made = gsm.pages(gsm.written(head), lines, carrier.most, more=_("0 = berikutnya"), again=_("0 = dari awal"))
    return made[story.page % len(made)]


def _summary(story: Story, carrier: Carrier) -> str:
    category = queries.category_by_code(story.category)
    name = category.name if category else ""
    place = story.street or f"{story.latitude}, {story.longitude}"
    if carrier.is_sms:
        return _short_summary(name, place, story.text, carrier)
    told = {"category": name, "text": story.text[:500], "place": place, "photos": story.photos}
    return (
        _(
            "Periksa dulu:\n%(category)s\n%(text)s\nTempat: %(place)s\nFoto: %(photos)s\n\n"
            "Balas KIRIM untuk mengirim dengan nomor Anda supaya petugas dapat menghubungi dan mengabari Anda, "
            "atau TANPA NOMOR supaya nomor Anda tidak kami simpan. BATAL untuk berhenti."
        )
        % told
    )


def _short_summary(category: str, place: str, text: str, carrier: Carrier) -> str:
    told = {"category": gsm.cut(gsm.written(category), 40), "place": gsm.cut(gsm.written(place), 50), "text": ""}
    sentence = _(
        "Periksa: %(category)s. Tempat: %(place)s. Isi: %(text)s\n"
        "Balas KIRIM (nomor disimpan, petugas mengabari Anda), TANPA NOMOR, atau BATAL."
    )
    left = carrier.most - gsm.room(gsm.written(sentence % told))
    return sentence % {**told, "text": gsm.cut(gsm.written(text), max(left, 20))}


def receipt_text(number: str, secret: str, *, kept: bool, carrier: Carrier) -> str:
    """What the reporter takes away. Whose number is kept (``kept``) asks from it without the code."""
    told = {"number": number, "secret": secret, "url": address("complaints:follow")}
    if not carrier.is_sms:
        return (
            _(
                "Laporan diterima. Nomor %(number)s, kode rahasia %(secret)s. Simpan keduanya; kode tidak dapat dikirim ulang.\n"
                "Ikuti dengan membalas: STATUS %(number)s %(secret)s, atau di %(url)s"
            )
            % told
        )
    first = _("Laporan diterima. Nomor %(number)s, kode rahasia %(secret)s. Catat keduanya, lalu hapus SMS ini.")
    then = _("Lihat: balas STATUS %(number)s") if kept else _("Lihat: balas STATUS nomor kode.")
    return f"{first} {then}" % told
