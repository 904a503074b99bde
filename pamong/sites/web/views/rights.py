"""Who am I here, and what may I do."""

from django.http import HttpResponse
from django.shortcuts import render

from pamong.platform.access.gate import Request, gate
from pamong.sites.rights import rights_of, roles_of


@gate("home.view")
def my_rights(request: Request) -> HttpResponse:
    """The viewer's roles and rights, generated from the permission table."""
    context = {"groups": rights_of(request.viewer), "roles": roles_of(request.viewer)}
    return render(request, "sites/rights.html", context)
