"""What can be reported, and where this interface is."""

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from pamong.platform.access.gate import Request, gate
from pamong.voice.complaints.queries import questions
from pamong.voice.open311 import queries
from pamong.voice.open311.rules import spark
from pamong.voice.open311.web import items
from pamong.voice.open311.web.answers import Wrong, answer, base_of, telling

CHANGESET = "2026-11-27T00:00:00+07:00"  # of this description; later ones sort after it


@gate("public.view")
@telling
def services(request: Request, fmt: str) -> HttpResponse:
    """GET services."""
    del request
    return answer(fmt, "services", [items.service(category) for category in queries.services()])


@gate("public.view")
@telling
def definition(request: Request, code: str, fmt: str) -> HttpResponse:
    """GET services/{service_code}: its questions, an empty list for a service without."""
    del request
    category = queries.service_of(code)
    if category is None:
        raise Wrong(404, _("service_code ini tidak ada. Lihat daftar di services."))
    return answer(fmt, "service_definition", items.definition(category, questions(category)))


@gate("public.view")
@telling
def discovery(request: Request, fmt: str) -> HttpResponse:
    """Service discovery."""
    base = base_of(request)
    endpoint = {
        "specification": "http://wiki.open311.org/GeoReport_v2",
        "url": f"{base}/open311/v2",
        "changeset": CHANGESET,
        "type": "production" if settings.PRODUCTION else "test",
        "formats": [kind.partition(";")[0] for kind in spark.TYPES.values()],
    }
    content = {
        "changeset": CHANGESET,
        "contact": _("Petugas pengaduan, %(address)s") % {"address": base},
        "key_service": _("Kunci untuk mengirim laporan dibuat oleh petugas pengaduan: %(address)s") % {"address": base},
        "endpoints": [endpoint],
    }
    return answer(fmt, "discovery", content)
