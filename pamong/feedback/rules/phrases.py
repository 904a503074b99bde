"""Built-in sentences per BerAKHLAK value; an agency may word them differently, leave them out, and add its own."""

from typing import NamedTuple

from pamong.rulebook.text import N_


class BuiltIn(NamedTuple):
    code: str
    kind: str
    value: str
    text: str


_PAIRS = (
    ("service", N_("Melayani dengan ramah dan tuntas."), N_("Jelaskan syarat sejak awal agar warga tidak kembali dua kali.")),
    ("accountable", N_("Hasil kerjanya lengkap dan dapat ditelusuri."), N_("Lampirkan bukti pada hari yang sama.")),
    ("competent", N_("Cepat belajar dan membagikan pengetahuan."), N_("Ikuti pelatihan yang sesuai tugas semester ini.")),
    ("harmonious", N_("Menghargai rekan dan menjaga suasana kerja."), N_("Dengarkan pendapat rekan sebelum memutuskan.")),
    ("loyal", N_("Menjaga nama baik instansi dan rahasia jabatan."), N_("Sampaikan keberatan lewat jalur resmi lebih dahulu.")),
    ("adaptive", N_("Menemukan cara baru saat keadaan berubah."), N_("Coba satu perbaikan kecil setiap minggu.")),
    ("collaborative", N_("Membantu unit lain tanpa diminta."), N_("Kabari rekan bila pekerjaan bersama tertunda.")),
)  # fmt: skip
BUILT_IN: tuple[BuiltIn, ...] = tuple(
    phrase
    for value, praise, advice in _PAIRS
    for phrase in (
        BuiltIn(f"{value}.praise", "praise", value, praise),
        BuiltIn(f"{value}.advice", "advice", value, advice),
    )
)
