"""What a phone keeps so that Pamong opens without a connection: files without personal content, named by their content."""

import hashlib
from functools import cache

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static

# The pages that open without a connection: areas provide them (setting OFFLINE_PAGES) and they hold nothing personal.
FILES = (
    "vendor/bootstrap/bootstrap.min.css",
    "vendor/inter/inter-latin-wght-normal.woff2",
    "vendor/htmx/htmx.min.js",
    "pamong/ui.css",
    "pamong/app.js",
    "pamong/live.js",
    "pamong/queue.js",
    "pamong/carry.js",
    "pamong/offline.js",
    *settings.OFFLINE_FILES,
    "pamong/favicon.svg",
    "pamong/icons/192.png",
)


def addresses() -> list[str]:
    """Where the browser fetches the files from."""
    return [static(name) for name in FILES]


@cache
def version() -> str:
    """Changes whenever one of the files changes, so that a phone throws the old ones away."""
    digest = hashlib.sha256(repr(settings.OFFLINE_PAGES).encode())
    for name in FILES:
        found = finders.find(name)
        if isinstance(found, str):
            with open(found, "rb") as file:
                digest.update(name.encode() + hashlib.sha256(file.read()).digest())
    return digest.hexdigest()[:16]
