"""The sign-in page of the library, with honest status codes, and the opening of an account with a clerk's code."""

from typing import Any

from allauth.account.views import LoginView
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.people.actions import accounts
from pamong.people.rules.accounts import WRONG_CODE
from pamong.people.web import tries
from pamong.people.web.forms import ActivationForm, SignInForm
from pamong.platform.access.gate import Request, answered, gate, traced


class SignInView(LoginView):  # type: ignore[misc]  # the library is untyped
    """422 for a wrong name or password, 429 beyond the limit of tries."""

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        response.status_code = 429 if form.throttled else 422
        return response


sign_in = SignInView.as_view()


@gate("account.sign_in", methods=("GET", "POST"))
def activate(request: Request) -> HttpResponse:
    """NIP, the code from the clerk, a password of one's own. The second factor follows at the first sign-in."""
    form = ActivationForm(request.POST or None)
    if request.method != "POST":
        return render(request, "people/activate.html", {"form": form})
    if not form.is_valid():
        return render(request, "people/activate.html", {"form": form}, status=422)
    return _try_code(request, form, form.cleaned_data)


def _try_code(request: Request, form: ActivationForm, data: dict[str, Any]) -> HttpResponse:
    wait = tries.claim_activation(request, data["nip"])
    if wait:
        accounts.record_throttled(name=data["nip"], by=tries.UNKNOWN)
        form.add_error(None, tries.wait_text(wait))
        return traced(render(request, "people/activate.html", {"form": form}, status=429))
    user = accounts.activate(name=data["nip"], code=data["code"], password=data["password"], by=tries.UNKNOWN)
    if user is None:
        form.add_error(None, _(WRONG_CODE))
        return traced(render(request, "people/activate.html", {"form": form}, status=422))
    tries.release_activation(request, data["nip"])
    messages.success(request, _("Akun Anda aktif. Masuk dengan NIP dan kata sandi yang baru."))
    return answered(redirect("account_login"), user)
