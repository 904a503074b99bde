"""Browsers that may be woken: the page's script hands over what the browser gave it."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.notifications import actions


@gate("notification.view", methods=("POST",))
def remember(request: Request) -> HttpResponse:
    """Take a subscription of this browser."""
    given = {name: request.POST.get(name, "") for name in ("endpoint", "p256dh", "auth")}
    row = actions.remember_browser(**given, device=device_of(request.headers.get("User-Agent", "")), by=request.viewer)
    return answered(JsonResponse({"id": row.pk}), row)


@gate("notification.view", methods=("POST",))
def forget(request: Request) -> HttpResponse:
    """Forget one of my browsers: by its number (from the list) or by its address (the script of that browser)."""
    number = request.POST.get("id", "")
    if number.isascii() and number.isdigit() and len(number) <= 18:
        actions.forget_browser(subscription_id=int(number), by=request.viewer)
    else:
        actions.forget_browser(endpoint=request.POST.get("endpoint", ""), by=request.viewer)
    messages.success(request, _("Perangkat itu tidak lagi diberi notifikasi."))
    response = redirect("notifications:settings")
    response.status_code = 303
    return response


def device_of(agent: str) -> str:
    """A browser in words by which its owner knows it: "Chrome, Android"."""
    names = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
    systems = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac", "Mac"))
    name = next((word for mark, word in names if mark in agent), _("Peramban"))
    system = next((word for mark, word in systems if mark in agent), "Linux" if "Linux" in agent else "")
    return ", ".join(filter(None, (name, system)))
