"""What I want to hear, by which ways, and when not."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.platform.access.gate import Request, gate
from pamong.platform.notifications import actions, kinds, queries
from pamong.platform.notifications.contacts import contacts_of
from pamong.platform.notifications.rules import webpush
from pamong.platform.notifications.web.forms import WishesForm


@gate("notification.view", methods=("GET", "POST"))
def wishes(request: Request) -> HttpResponse:
    """The choices; POST stores them."""
    viewer = request.viewer
    profile = queries.profile_of(viewer)
    own = profile.quiet_from is not None
    form = WishesForm(
        request.POST or None,
        kinds=kinds.declared(),
        chosen=queries.choices_of(viewer),
        initial={
            "email": profile.email,
            "whatsapp": profile.whatsapp,
            "own_quiet": own,
            "quiet_from": profile.quiet_from,
            "quiet_to": profile.quiet_to,
        },
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.choose(modes=form.modes(), by=viewer)
        ways = {name: data[name] for name in ("email", "whatsapp", "quiet_from", "quiet_to")}
        actions.set_profile(**ways, by=viewer)
        messages.success(request, _("Pengaturan pemberitahuan tersimpan."))
        response = redirect("notifications:settings")
        response.status_code = 303
        return response
    contact = contacts_of([viewer.me]).get(viewer.me)
    context = {
        "form": form,
        "contact": contact,
        "hours": queries.hours_of({viewer.me: contact})[viewer.me] if contact else queries.USUAL,
        "own_quiet": own,
        "gateway": bool(settings.GATEWAY_URL or settings.GATEWAY_FILES),
        "browsers": queries.browsers(viewer),
        "push_key": webpush.encode(webpush.public_bytes(webpush.own_key(settings.SECRET_KEY))),
    }
    return render(request, "notifications/settings.html", context, status=422 if form.is_bound else 200)
