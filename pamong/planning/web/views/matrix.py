"""The role-result matrix, edited: who carries which of the leader's results, directly or through a result in between."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.planning import actions, queries
from pamong.planning.web.matrix import BY_PERSON, BY_RESULT, RolesForm
from pamong.platform.access.gate import Request, gate, see_other
from pamong.rulebook.errors import Refused


@gate("result.hand_down", methods=("GET", "POST"))
def edit(request: Request) -> HttpResponse:
    """All results of the leader on one page, folded by result or (``?menurut=pegawai``) by person; saved in one go."""
    roles = queries.roles(request.viewer)
    form = RolesForm(request.POST or None, roles=roles)
    order = BY_PERSON if request.GET.get("menurut") == BY_PERSON else BY_RESULT
    address = f"{reverse('planning:matrix_edit')}?menurut={order}"
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
                return see_other(redirect(address))
    results, people = list(form.by_result()), list(form.by_person())
    context = {
        "form": form,
        "roles": roles,
        "groups": people if order == BY_PERSON else results,
        "order": order,
        "tabs": [
            {"label": label, "url": f"?menurut={value}", "current": value == order}
            for value, label in (
                (BY_RESULT, _("Menurut hasil kerja")),
                (BY_PERSON, _("Menurut pegawai")),
            )
        ],
        "bare_results": sum(group.bare for group in results),
        "bare_people": sum(group.bare for group in people),
    }
    return render(request, "planning/matrix_edit.html", context, status=status)
