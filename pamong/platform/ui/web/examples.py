"""What the gallery shows in its components."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext as _

from pamong.platform.ui import charts

LONG_NAME = "Raden Ajeng Siti Nurhaliza Kusumawardhani Prabowoningrat, S.Sos., M.Si."


@dataclass(frozen=True)
class Item:
    """One line of the evidence list or one tab."""

    text: str
    value: Decimal | None = None
    unit: str = ""
    day: date | None = None
    url: str = ""
    source: str = ""


def everything() -> dict[str, Any]:
    """Context of the gallery page."""
    today = timezone.localdate()
    now = timezone.now()
    return {
        "today": today,
        "now": now,
        "soon": today + timedelta(days=2),
        "later": today + timedelta(days=39),
        "past": today - timedelta(days=5),
        "page": Paginator(range(1204), 25).page(2),
        "long_name": LONG_NAME,
        "somebody": {
            "name": "Sari Dewi Lestari",
            "nip": "198705122010012003",
            "position": _("Penata Layanan Operasional"),
        },
        "one_word": {"name": "Suharto", "nip": "19870512••••••••••", "position": ""},
        "tabs": [
            {"label": _("Rencana"), "url": "#tab", "current": True, "badge": ""},
            {"label": _("Harian"), "url": "#tab", "current": False, "badge": "12"},
            {"label": _("Umpan balik"), "url": "#tab", "current": False, "badge": ""},
        ],
        "steps": [_("Rencana"), _("Dialog"), _("Disepakati")],
        "evidence": [
            Item(_("34 KTP selesai dicetak"), Decimal(34), _("dokumen"), today, "#bukti", _("catatan harian")),
            Item(_("Warga memuji kecepatan layanan"), None, "", today, "", _("umpan balik")),
        ],
        "left": {
            "role": _("Pegawai yang dinilai"),
            "name": "Sari Dewi Lestari",
            "nip": "198705122010012003",
            "signed_at": now,
        },
        "right": {
            "role": _("Pejabat penilai kinerja"),
            "name": LONG_NAME,
            "nip": "197001011990031001",
            "place_date": "Salatiga",
        },
        **_charts(now),
    }


def _charts(now: datetime) -> dict[str, Any]:
    months = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"]
    days = ["6,1", "5,8", "5,2", None, "4,9", "4,1", "3,8", "3,6", "3,1", "2,9", "2,6", None]
    trend = [(m, None if d is None else Decimal(d.replace(",", "."))) for m, d in zip(months, days, strict=True)]
    counts = [(_("Senin"), 12), (_("Selasa"), 18), (_("Rabu"), None), (_("Kamis"), 9), (_("Jumat"), 15)]
    spread = [
        (_("Sangat baik"), 4),
        (_("Baik"), 31),
        (_("Butuh perbaikan"), 5),
        (_("Kurang"), 0),
        (_("Sangat kurang"), 1),
    ]
    return {
        "trend": charts.line(
            f"{_('Lama layanan KTP')} {now.year}",
            trend,
            unit=_("hari kerja"),
            band=(Decimal("2.5"), Decimal("3.5")),
            label_heading=_("Bulan"),
        ),
        "bars": charts.bars(_("Layanan per hari"), counts, unit=_("layanan"), target=15, label_heading=_("Hari")),
        "spread": charts.distribution(_("Sebaran predikat"), spread, unit=_("pegawai"), label_heading=_("Predikat")),
        "no_data": charts.line(_("Belum ada data"), [("Jan", None), ("Feb", None)]),
    }
