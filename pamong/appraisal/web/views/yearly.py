"""How the parts of a year of people who moved become one predikat: decided by the agency, as a record from a year on."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.appraisal import actions, queries
from pamong.appraisal.web.forms import YearRuleForm
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.calendar.queries import today
from pamong.rulebook.errors import Refused

PER_PAGE = 50


@gate("yearrule.change", methods=("GET", "POST"))
def year_rule(request: Request) -> HttpResponse:
    """What was decided so far, and a form for the next decision."""
    agencies = [(str(agency.pk), agency.name) for agency in queries.year_rule_agencies(request.viewer)]
    initial = {"agency": agencies[0][0] if agencies else "", "from_year": today().year, "way": "separate"}
    form = YearRuleForm(request.POST or None, initial=initial, agencies=agencies)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            row = actions.set_year_rule(
                agency_id=int(data["agency"]),
                from_year=data["from_year"],
                way=data["way"],
                basis=data["basis"],
                by=request.viewer,
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Ketentuan tersimpan."))
            return answered(redirect("appraisal:year_rule"), row)
    page = Paginator(queries.year_rules(request.viewer), PER_PAGE).get_page(request.GET.get("hal"))
    return render(
        request, "appraisal/year_rule.html", {"form": form, "page": page}, status=422 if form.is_bound else 200
    )
