"""The clerk's side of accounts: activation codes, lost phones, closing, roles."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.people import queries
from pamong.people.actions import accounts
from pamong.people.web.forms import AccountFilterForm, ReasonForm, RoleForm
from pamong.platform.access import may
from pamong.platform.access.gate import Request, answered, gate, shown_once
from pamong.platform.access.who import Who
from pamong.platform.audit import actions as audit
from pamong.platform.ui.text import refusal_text
from pamong.rulebook.errors import Refused

PER_PAGE = 50


@gate("activation.issue")
def account_list(request: Request) -> HttpResponse:
    """The people of the clerk with the state of their accounts; chosen ones get activation codes."""
    form = AccountFilterForm(request.GET)
    data = form.cleaned_data if form.is_valid() else {}
    found = queries.account_list(request.viewer, data.get("q", ""), data.get("keadaan", ""))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("hal"))
    audit.record_read(by=request.viewer, subjects=[row.person_id for row in page], what="activation.issue")
    return render(request, "people/account_list.html", {"form": form, "page": page})


@gate("activation.issue", methods=("POST",))
def issue_codes(request: Request) -> HttpResponse:
    """The printable list of fresh codes, shown once."""
    chosen = [int(value) for value in request.POST.getlist("people") if value.isdecimal() and len(value) < 19]
    issued = accounts.issue_codes(person_ids=chosen, by=request.viewer)
    return shown_once(render(request, "people/activation_codes.html", {"issued": issued}))


@gate("activation.issue")
def account_page(request: Request, pk: int) -> HttpResponse:
    """One account: state, code, lost phone, closing, roles."""
    return _page(request, pk)


def _page(request: Request, pk: int, status: int = 200, **forms: object) -> HttpResponse:
    shown = queries.account_page(request.viewer, pk)
    audit.record_read(by=request.viewer, subjects=[pk], what="activation.issue", object_id=pk)
    context = {
        "shown": shown,
        "person": shown.assignment.person,
        "reason_form": ReasonForm(),
        "role_form": RoleForm(agencies=queries.agency_choices()) if may(request.viewer, "role.grant") else None,
        **forms,
    }
    return render(request, "people/account_page.html", context, status=status)


@gate("activation.issue", methods=("POST",))
def release_factor(request: Request, pk: int) -> HttpResponse:
    """Take off the second factor of somebody who lost it; the reason is kept."""
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            user = accounts.release_second_factor(person_id=pk, reason=form.cleaned_data["reason"], by=request.viewer)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Faktor kedua dilepas. Saat masuk berikutnya pegawai memasang yang baru."))
            return answered(redirect("people:account_page", pk=pk), user)
    return _page(request, pk, status=422, reason_form=form)


@gate("activation.issue", methods=("POST",))
def close(request: Request, pk: int) -> HttpResponse:
    """Deactivate an account; its sessions end."""
    accounts.close_account(person_id=pk, by=request.viewer)
    messages.success(request, _("Akun dinonaktifkan dan semua sesinya diakhiri."))
    return redirect("people:account_page", pk=pk)


@gate("activation.issue", methods=("POST",))
def reopen(request: Request, pk: int) -> HttpResponse:
    """Let a closed account sign in again."""
    user = accounts.reopen_account(person_id=pk, by=request.viewer)
    messages.success(request, _("Akun diaktifkan kembali."))
    return answered(redirect("people:account_page", pk=pk), user)


@gate("role.grant", methods=("POST",))
def grant_role(request: Request, pk: int) -> HttpResponse:
    """Give a role, for one agency or the region."""
    form = RoleForm(request.POST, agencies=queries.agency_choices())
    if not form.is_valid():
        return _page(request, pk, status=422, role_form=form)
    agency = form.cleaned_data["agency"]
    try:
        grant = accounts.grant_role(
            person_id=pk,
            role=Who(form.cleaned_data["role"]),
            agency_id=int(agency) if agency else None,
            by=request.viewer,
        )
    except Refused as refused:
        form.add_error(None, refusal_text(refused))
        return _page(request, pk, status=422, role_form=form)
    messages.success(request, _("Peran diberikan. Pegawai perlu masuk lagi."))
    return answered(redirect("people:account_page", pk=pk), grant)


@gate("role.grant", methods=("POST",))
def revoke_role(request: Request, pk: int, grant_pk: int) -> HttpResponse:
    """Take a role back."""
    accounts.revoke_role(grant=queries.grant_of(request.viewer, pk, grant_pk), by=request.viewer)
    messages.success(request, _("Peran dicabut. Pegawai perlu masuk lagi."))
    return redirect("people:account_page", pk=pk)
