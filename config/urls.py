"""The URL map: each area under its Indonesian path. Every route has a row in the permission table."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    # --- areas ---
]
