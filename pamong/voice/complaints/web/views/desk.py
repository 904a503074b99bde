"""A report taken down by an officer: telephone, desk, letter. The reporter gets the receipt read out or printed."""

from django.http import HttpResponse
from django.shortcuts import render

from pamong.platform.access.gate import Request, gate, shown_once
from pamong.rulebook.errors import Refused
from pamong.voice.complaints import actions, queries
from pamong.voice.complaints.enums import Channel, Mode
from pamong.voice.complaints.web.forms import DeskForm


@gate("complaint.enter", methods=("GET", "POST"), remember=False)
def enter(request: Request) -> HttpResponse:
    """GET the form, POST it; questions of the category appear when it is known."""
    if request.method != "POST":
        initial = {"token": actions.draw_token(), "channel": Channel.PHONE}
        return render(request, "complaints/desk.html", {"form": DeskForm(initial=initial)})
    form = DeskForm(request.POST)
    if not form.is_valid():
        return render(request, "complaints/desk.html", {"form": form}, status=422)
    try:
        receipt = actions.receive(report=_report(form), by=request.viewer)
    except Refused as refused:
        form.refuse(refused)
        return render(request, "complaints/desk.html", {"form": form}, status=422)
    response = render(request, "complaints/desk_receipt.html", {"receipt": receipt})
    response["X-Object-Id"] = str(receipt.complaint.pk)
    return shown_once(response)


def _report(form: DeskForm) -> actions.Report:
    data = form.cleaned_data
    category = queries.category_by_code(data["category"]) or queries.categories()[0]
    anonymous = data["mode"] == Mode.ANONYMOUS
    return actions.Report(
        token=data["token"],
        category=category,
        text=data["text"],
        mode=Mode(data["mode"]),
        channel=Channel(data["channel"]),
        wanted=data["wanted"],
        answers=form.answers(),
        place=queries.place_by_pk(int(data["place"])) if data["place"] else None,
        street=data["street"],
        accused_words=data["accused_words"],
        name="" if anonymous else data["name"],
        phone="" if anonymous else data["phone"],
        address="" if anonymous else data["address"],
        email="" if anonymous else data["email"],
    )
