"""What every page gets: the viewer and the navigation."""

from typing import Any

from django.http import HttpRequest

from pamong.sites.navigation import groups


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``viewer``, the menu in groups, and ``nav``: its entries in one row, for the phone's bar."""
    viewer = getattr(request, "viewer", None)
    found = groups(request)
    return {"viewer": viewer, "nav_groups": found, "nav": [item for group in found for item in group.items]}
