"""What makes Pamong an application on a phone: its description and its service worker."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext as _

from pamong.platform.access.gate import Request, gate
from pamong.platform.offline import shell

COLOUR = "#0b5cad"


@gate("public.view")
def manifest(request: Request) -> HttpResponse:
    """Name, icons and where it starts; nothing personal."""
    described: dict[str, Any] = {
        "id": "/",
        "name": _("Pamong: kinerja ASN"),
        "short_name": "Pamong",
        "lang": "id",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": COLOUR,
        "icons": [
            {"src": static("pamong/icons/192.png"), "sizes": "192x192", "type": "image/png"},
            {"src": static("pamong/icons/512.png"), "sizes": "512x512", "type": "image/png"},
            {
                "src": static("pamong/icons/maskable.png"),
                "sizes": "512x512",
                "type": "image/png",
                "purpose": "maskable",
            },
        ],
        "shortcuts": [
            {"name": _("Catat kegiatan"), "url": "/harian/"},
            {"name": _("Pemberitahuan"), "url": "/pemberitahuan/"},
        ],
    }
    response = HttpResponse(json.dumps(described, ensure_ascii=False), content_type="application/manifest+json")
    response["Cache-Control"] = "public, max-age=3600"
    return response


@gate("public.view")
def worker(request: Request) -> HttpResponse:
    """The service worker, at the root because its reach is its folder; asked anew at every visit."""
    context = {
        "version": shell.version(),
        "files": json.dumps(shell.addresses()),
        "pages": json.dumps(settings.OFFLINE_PAGES),
        "title": json.dumps("Pamong"),
        "news": json.dumps(_("Ada kabar di Pamong")),
        "icon": json.dumps(static("pamong/icons/192.png")),
    }
    response = render(request, "offline/sw.js", context, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response
