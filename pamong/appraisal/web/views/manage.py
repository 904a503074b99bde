"""For those who run the evaluation of an agency: open periods, see where each one stands, note the agency's achievement."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.appraisal import actions, queries
from pamong.appraisal.web.forms import AchievementForm
from pamong.appraisal.web.views._periods import chosen, parsed
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.audit import actions as audit
from pamong.platform.ui.formatting import number
from pamong.rulebook.errors import Refused

PER_PAGE = 50


@gate("evaluation.overview")
def overview(request: Request) -> HttpResponse:
    """Where each evaluation of a period stands (``?periode=``, ``?status=``), without ratings."""
    return _show(request, request.GET.get("periode", ""), {})


@gate("evaluation.open", methods=("POST",))
def open_period(request: Request) -> HttpResponse:
    """Open a period for all agreed plans; again and again without harm."""
    wanted = _wanted(request)
    done = actions.open_or_defer(cycle_id=wanted[0], kind=wanted[1], number=wanted[2], by=request.viewer)
    if done is None:
        messages.info(request, _("Pembukaan berjalan di latar belakang. Muat ulang halaman ini sebentar lagi."))
    else:
        counts = {"opened": number(done.opened), "existing": number(done.existing), "skipped": number(done.skipped)}
        text = _("%(opened)s penilaian dibuka, %(existing)s sudah ada, %(skipped)s dilewati karena belum ada penilai.")
        messages.success(request, text % counts)
    return redirect(f"{reverse('appraisal:overview')}?periode={request.POST['period']}")


@gate("achievement.set", methods=("POST",))
def set_achievement(request: Request) -> HttpResponse:
    """Note the achievement of the agency for a period."""
    form = AchievementForm(request.POST)
    wanted = _wanted(request)
    if form.is_valid():
        data = form.cleaned_data
        try:
            row = actions.set_achievement(
                cycle_id=wanted[0],
                kind=wanted[1],
                number=wanted[2],
                achievement=data["achievement"],
                basis=data["basis"],
                by=request.viewer,
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Capaian kinerja organisasi tersimpan."))
            return answered(redirect(f"{reverse('appraisal:overview')}?periode={data['period']}"), row)
    return _show(request, request.POST.get("period", ""), {"achievement_form": form}, status=422)


def _wanted(request: Request) -> tuple[int, str, int]:
    wanted = parsed(request.POST.get("period", ""))
    if wanted is None:
        raise NotVisible
    return wanted


def _show(request: Request, key: str, forms: dict[str, Any], status: int = 200) -> HttpResponse:
    periods = queries.periods_in(request.viewer, "evaluation.overview")
    period = chosen(periods, key)
    context: dict[str, Any] = {"periods": periods, "period": period, "openable": queries.openable(request.viewer)}
    if period is not None:
        wanted = request.GET.get("status", "")
        found = queries.overview(request.viewer, period)
        page = Paginator(queries.pending(found, wanted), PER_PAGE).get_page(request.GET.get("hal"))
        stored = queries.achievement_of(period.cycle_id, period.kind, period.number)
        given = {
            "period": period.key,
            "achievement": stored.achievement if stored else "",
            "basis": stored.basis if stored else "",
        }
        context |= {
            "page": page,
            "states": queries.states_of(request.viewer, period),
            "wanted": wanted,
            "stored": stored,
            "may_set": queries.holds_for_agency(request.viewer, "achievement.set", period.agency_id),
            "achievement_form": AchievementForm(initial=given),
        }
        audit.record_read(by=request.viewer, subjects=[row.person_id for row in page], what="evaluation.overview")
    return render(request, "appraisal/overview.html", {**context, **forms}, status=status)
