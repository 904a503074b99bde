"""Asking to be told, by e-mail and without account. The answer is the same whether or not the address is known."""

from django.http import HttpResponse
from django.shortcuts import render

from pamong.platform.access import throttle
from pamong.platform.access.gate import Request, gate
from pamong.voice.complaints import queries as complaints
from pamong.voice.following import actions
from pamong.voice.following.enums import Rhythm
from pamong.voice.following.queries import Subject, name_of
from pamong.voice.following.web.forms import AddressForm, AreaForm

PER_CLIENT = 20  # wishes from one client in a quarter of an hour


@gate("following.ask", methods=("GET", "POST"), remember=False)
def case(request: Request, number: str) -> HttpResponse:
    """Follow one public case; 404 for one that is not public, as for one that does not exist."""
    found = complaints.public_case(number).complaint
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _asked(request, Subject(found), form.cleaned_data["email"], Rhythm.DAILY)
    status = 422 if request.method == "POST" else 200
    return render(request, "following/case.html", {"complaint": found, "form": form}, status=status)


@gate("following.ask", methods=("GET", "POST"), remember=False)
def area(request: Request) -> HttpResponse:
    """Follow what is reported in an area; the address may say which (as the public list's does)."""
    given = {name: request.GET[name] for name in ("tempat", "kategori", "unit") if name in request.GET}
    form = AreaForm(request.POST) if request.method == "POST" else AreaForm(initial=given)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        return _asked(request, form.subject(), data["email"], Rhythm(data["irama"]))
    status = 422 if request.method == "POST" else 200
    return render(request, "following/area.html", {"form": form}, status=status)


def _asked(request: Request, subject: Subject, address: str, rhythm: Rhythm) -> HttpResponse:
    if throttle.claim("following.ask", throttle.client_address(request), limit=PER_CLIENT):
        return render(request, "429.html", status=429)
    actions.ask(subject=subject, address=address, rhythm=rhythm, by=request.viewer)
    context = {"address": address, "what": name_of(subject), "complaint": subject.complaint}
    return render(request, "following/asked.html", context)
