"""Orders of leaders (disposisi): given, received, closed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.rulebook.errors import Refused
from pamong.worklog import actions, queries
from pamong.worklog.web.forms import OrderForm

PER_PAGE = 25


@gate("order.view")
def order_list(request: Request) -> HttpResponse:
    """Orders I gave, I got, or that my staff got; open and urgent ones first."""
    page = Paginator(queries.orders(request.viewer), PER_PAGE).get_page(request.GET.get("hal"))
    audit.record_read(by=request.viewer, subjects={row.person_id for row in page}, what="order.view")
    return render(request, "worklog/orders.html", {"page": page, "today": today()})


@gate("order.view")
def order(request: Request, pk: int) -> HttpResponse:
    """One order with what was logged for it."""
    found = queries.order_for(request.viewer, pk)
    audit.record_read(by=request.viewer, subjects=[found.person_id], what="order.view", object_id=pk)
    context = {
        "order": found,
        "entries": list(queries.entries_for_order(request.viewer, found)),
        "today": today(),
        "closes": request.viewer.person_id in (found.person_id, found.given_by_id),
        "cancels": request.viewer.person_id == found.given_by_id,
    }
    return render(request, "worklog/order.html", context)


@gate("order.give", methods=("GET", "POST"))
def give(request: Request) -> HttpResponse:
    """A new order to some of my staff."""
    staff = [
        (str(a.person_id), f"{a.person.name} · {a.position_title}")
        for a in queries.staff_for_orders(request.viewer, today())
    ]
    form = OrderForm(request.POST or None, staff=staff)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.give_order(
                person_ids=[int(pk) for pk in data["people"]],
                text=data["text"],
                letter=data["letter"],
                due=data["due"],
                by=request.viewer,
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Disposisi terkirim ke %(count)s pegawai.") % {"count": len(made)})
            return answered(redirect("worklog:orders"), made[0])
    return render(
        request, "worklog/order_form.html", {"form": form, "staff": staff}, status=422 if form.is_bound else 200
    )


@gate("order.close", methods=("POST",))
def close(request: Request, pk: int) -> HttpResponse:
    """The work is done."""
    found = actions.close_order(order=queries.order_for(request.viewer, pk, "order.close"), by=request.viewer)
    messages.success(request, _("Disposisi ditandai selesai."))
    return answered(redirect("worklog:order", pk=pk), found)


@gate("order.cancel", methods=("POST",))
def cancel(request: Request, pk: int) -> HttpResponse:
    """I call my order off."""
    found = actions.cancel_order(order=queries.order_for(request.viewer, pk, "order.cancel"), by=request.viewer)
    messages.success(request, _("Disposisi dibatalkan."))
    return answered(redirect("worklog:order", pk=pk), found)
