"""What is held on me, who looked at it, and what I say is wrong: "Data saya" (UU 27/2022 Ps. 6, 7, 32)."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.people import queries
from pamong.people.actions import corrections
from pamong.people.actions.acting import resolve
from pamong.people.queries.work import proposal_units
from pamong.people.web.choices import units_as_choices
from pamong.people.web.forms import CorrectionForm
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.access.viewer import Viewer
from pamong.rulebook.errors import Refused

PER_PAGE = 50
MOST_READINGS = 5_000


@gate("mydata.view")
def my_data(request: Request) -> HttpResponse:
    """One's own record, posts, reports, and the readings of others."""
    return _page(request, CorrectionForm(units=_units(request.viewer)))


def _page(request: Request, form: CorrectionForm, status: int = 200) -> HttpResponse:
    account = queries.account_of(request.viewer)
    context = {
        "person": account.person,
        "history": queries.own_posts(request.viewer),
        "teams": queries.own_teams(request.viewer)[:50],
        "reports": queries.own_reports(request.viewer)[:20],
        "page": Paginator(queries.readings(request.viewer), PER_PAGE).get_page(request.GET.get("hal")),
        "form": form,
    }
    return render(request, "people/my_data.html", context, status=status)


@gate("mydata.view")
def my_data_file(request: Request) -> HttpResponse:
    """The same as a file to take along (JSON)."""
    response = JsonResponse(
        queries.own_record(request.viewer, MOST_READINGS), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    response["Content-Disposition"] = 'attachment; filename="data-saya.json"'
    return response


@gate("correction.create", methods=("POST",))
def report(request: Request) -> HttpResponse:
    """My superior or unit is wrong: a clerk gets it on his list."""
    form = CorrectionForm(request.POST, units=_units(request.viewer))
    if form.is_valid():
        try:
            proposal = _proposal(request.viewer, form.cleaned_data)
            item = corrections.report_wrong_superior(
                text=form.cleaned_data["text"], proposal=proposal, by=request.viewer
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(
                request, _("Laporan terkirim ke admin kepegawaian. Anda tetap dapat bekerja seperti biasa.")
            )
            return answered(redirect("people:my_data"), item)
    return _page(request, form, status=422)


def _units(viewer: Viewer) -> list[tuple[str, str]]:
    return units_as_choices(proposal_units(viewer))


def _proposal(viewer: Viewer, data: dict[str, Any]) -> corrections.Proposal:
    superior = None
    if data["superior"]:
        superior = resolve(typed=data["superior"], field="superior", agency_id=viewer.agency_id, by=viewer)
    unit = next((row for row in proposal_units(viewer) if str(row.pk) == data["unit"]), None)
    return corrections.Proposal(superior, unit, data["since"])
