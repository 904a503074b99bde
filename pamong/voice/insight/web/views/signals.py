"""Signals: why something looks unusual, its cases, and what was decided about it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.people import queries as people
from pamong.platform.access import may
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.voice.insight import actions, queries
from pamong.voice.insight.queries import Signal
from pamong.voice.insight.web.forms import DismissForm, InquiryForm, PolicyForm, SignalsForm

PER_PAGE = 30
NUMBERS = ("window_days", "windows", "least", "percent", "alike_percent", "alike_least")


@gate("signal.view")
def signals(request: Request) -> HttpResponse:
    """All signals of the agencies the viewer watches over."""
    form = SignalsForm(request.GET)
    form.full_clean()
    found = queries.signals(request.viewer, form.cleaned_data.get("keadaan") or "")
    context = {
        "form": form,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("hal")),
        "policy": queries.policy_on(today()),
        "may_configure": may(request.viewer, "signal.configure"),
    }
    return render(request, "insight/signals.html", context)


@gate("signal.view")
def signal(request: Request, pk: int) -> HttpResponse:
    """One signal with its reasons and cases."""
    return _page(request, queries.signal_for(request.viewer, pk))


def _page(
    request: Request,
    found: Signal,
    *,
    dismiss: DismissForm | None = None,
    inquire: InquiryForm | None = None,
    status: int = 200,
) -> HttpResponse:
    first = {"version": found.version}
    page = Paginator(queries.cases_of(request.viewer, found), PER_PAGE).get_page(request.GET.get("hal"))
    audit.record_read(by=request.viewer, subjects=[c.handler_id for c in page if c.handler_id], what="complaint.list")
    context = {
        "signal": found,
        "page": page,
        "kept_from": found.count - page.paginator.count,
        "dismiss": dismiss or DismissForm(initial=first, prefix="abaikan"),
        "inquire": inquire or InquiryForm(initial=first, prefix="selidiki"),
        "form": dismiss or inquire,
        "may_decide": found.state == "new" and may(request.viewer, "signal.decide"),
    }
    return render(request, "insight/signal.html", context, status=status)


@gate("signal.decide", methods=("POST",))
def dismiss(request: Request, pk: int) -> HttpResponse:
    """Nothing to look into, and why."""
    found = queries.signal_for(request.viewer, pk, "signal.decide")
    form = DismissForm(request.POST, prefix="abaikan")
    if form.is_valid():
        try:
            actions.dismiss(signal=found, by=request.viewer, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Sinyal diabaikan; alasannya tersimpan."))
            return answered(redirect("insight:signal", pk=pk), found)
    return _page(request, found, dismiss=form, status=422)


@gate("signal.decide", methods=("POST",))
def inquire(request: Request, pk: int) -> HttpResponse:
    """Open an inquiry from a signal."""
    found = queries.signal_for(request.viewer, pk, "signal.decide")
    form = InquiryForm(request.POST, prefix="selidiki")
    if form.is_valid():
        data = form.cleaned_data
        try:
            owner = people.person_by_nip("".join(data.pop("owner").split()))
            if owner is None:
                raise Refused(N_("NIP ini tidak dikenal. Periksa 18 angkanya."), field="owner", code="tidak_dikenal")
            made = actions.open_inquiry(signal=found, owner=owner, by=request.viewer, **data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Penyelidikan dibuka."))
            return answered(redirect("insight:inquiry", pk=made.pk), made)
    return _page(request, found, inquire=form, status=422)


@gate("signal.configure", methods=("GET", "POST"))
def policy(request: Request) -> HttpResponse:
    """The local numbers, from a day on."""
    day = today()
    now = queries.policy_on(day)
    form = PolicyForm(
        request.POST if request.method == "POST" else None,
        initial={"valid_from": day, **{name: getattr(now, name) for name in NUMBERS}},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            row = actions.set_policy(valid_from=data.pop("valid_from"), numbers=data, by=request.viewer)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Ketentuan tersimpan."))
            return answered(redirect("insight:policy"), row)
    status = 422 if form.errors else 200
    return render(request, "insight/policy.html", {"form": form, "policy": now}, status=status)
