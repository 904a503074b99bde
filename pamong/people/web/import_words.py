"""How the import's findings are said on the pages."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pamong.people.enums import LineKind
from pamong.people.rules import headings as h
from pamong.platform.ui import formatting

CHANGED = {
    "name": gettext_lazy("Nama"),
    "status": gettext_lazy("Status"),
    "rank": gettext_lazy("Golongan"),
    "email": gettext_lazy("Email"),
    "phone": gettext_lazy("Nomor HP"),
    "unit": gettext_lazy("Unit kerja"),
    "title": gettext_lazy("Jabatan"),
    "kind": gettext_lazy("Jenis jabatan"),
    "level": gettext_lazy("Jenjang"),
    "is_head": gettext_lazy("Pimpinan unit"),
    "superior": gettext_lazy("Atasan"),
    "start": gettext_lazy("Mulai"),
}
STEPS = (
    gettext_lazy("Unggah"),
    gettext_lazy("Pilih kolom"),
    gettext_lazy("Periksa"),
    gettext_lazy("Impor"),
)
COUNTED = {LineKind.WARNING: "warnings"}  # where the name of the count is not the kind's
LISTS = {
    "baru": LineKind.NEW,
    "berubah": LineKind.CHANGED,
    "tetap": LineKind.UNCHANGED,
    "ditolak": LineKind.REFUSED,
    "peringatan": LineKind.WARNING,
}


def count_of(counts: dict[str, int], kind: LineKind) -> int:
    """How many lines of a kind a run has."""
    return counts.get(COUNTED.get(kind, kind.value), 0)


def field_label(field: str) -> str:
    """The label of a field id; '' for none."""
    return _(h.BY_ID[field].label) if field in h.BY_ID else ""


def changes(listed: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """(label, old, new) of each change of a person, dates as people read them."""
    return [(str(CHANGED.get(c["field"], c["field"])), _value(c, "old"), _value(c, "new")) for c in listed]


def _value(change: dict[str, Any], which: str) -> str:
    value = str(change[which])
    return formatting.short_date(dt.date.fromisoformat(value)) if change["field"] == "start" and value else value


def template_notes() -> list[str]:
    """The second sheet of the template: what each column takes."""
    return [
        _("Isi satu baris untuk setiap pegawai. Hanya NIP dan Nama yang wajib; Unit kerja wajib untuk pegawai baru."),
        _(
            "NIP ditulis sebagai teks, 18 angka. Jangan ubah format sel menjadi angka: Excel menghilangkan digit terakhir."
        ),
        _("Tanggal ditulis 31-12-2026, 31/12/2026, 2026-12-31, atau 31 Desember 2026."),
        _(
            "Jenis atau jenjang jabatan: JPT Pratama, Administrator, Pengawas, Pelaksana, Ahli Muda, Terampil, dan seterusnya."
        ),
        _("Unit induk dikosongkan untuk perangkat daerah itu sendiri."),
        _("Sel kosong dan kolom yang dihapus tidak mengubah data yang sudah ada."),
    ]
