"""From how many answers a summary is shown: a setting of the agency, as a dated record."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.feedback.peer import actions, queries
from pamong.feedback.peer.web.forms import PolicyForm
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.calendar.queries import today
from pamong.rulebook.errors import Refused

PER_PAGE = 50


@gate("peerpolicy.change", methods=("GET", "POST"))
def policy(request: Request) -> HttpResponse:
    """The settings so far, and a form for the next one; running rounds keep theirs."""
    agencies = [(str(agency.pk), agency.name) for agency in queries.policy_agencies(request.viewer)]
    day = today()
    first = int(agencies[0][0]) if agencies else 0
    now = queries.policy_on(first, day)
    initial = {"agency": str(first), "valid_from": day, "least": now.least, "most": now.most}
    form = PolicyForm(request.POST or None, initial=initial, agencies=agencies)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            row = actions.set_policy(agency_id=int(data.pop("agency")), by=request.viewer, **data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Ketentuan tersimpan."))
            return answered(redirect("peer:policy"), row)
    page = Paginator(queries.policies(request.viewer), PER_PAGE).get_page(request.GET.get("hal"))
    return render(request, "peer/policy.html", {"form": form, "page": page}, status=422 if form.is_bound else 200)
