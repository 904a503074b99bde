"""What every page gets: the viewer and the navigation."""

from typing import Any

from django.http import HttpRequest

from pamong.sites.navigation import items


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``viewer`` and ``nav``."""
    viewer = getattr(request, "viewer", None)
    return {"viewer": viewer, "nav": items(request)}
