"""The role-result matrix, edited: who carries which of the leader's results, directly or through a result in between."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.planning import actions, queries
from pamong.planning.web.matrix import RolesForm
from pamong.platform.access.gate import Request, gate
from pamong.rulebook.errors import Refused


@gate("result.hand_down", methods=("GET", "POST"))
def edit(request: Request) -> HttpResponse:
    """All results of the leader on one page; saved in one go."""
    roles = queries.roles(request.viewer)
    form = RolesForm(request.POST or None, roles=roles)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                changed = actions.give_roles(wanted=form.wanted(), seen=form.cleaned_data["seen"], by=request.viewer)
            except Refused as refused:
                form.refuse(refused)
            else:
                text = _("Matriks disimpan: %(n)s perubahan. Yang diberi peran baru sudah diberi tahu.") % {
                    "n": changed
                }
                messages.success(request, text)
                response = redirect("planning:matrix_edit")
                response.status_code = 303
                return response
    return render(request, "planning/matrix_edit.html", {"form": form, "roles": roles}, status=status)
