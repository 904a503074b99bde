"""The reporter returns with the receipt: reads, answers, confirms, reopens, rates. No account; the secret is never in an address."""

from typing import Any

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, gate, traced
from pamong.platform.files import queries as files
from pamong.rulebook.errors import Refused
from pamong.voice.complaints import actions, queries
from pamong.voice.complaints.queries import Complaint
from pamong.voice.complaints.web.ask_forms import RateForm, ReceiptForm, ReopenForm, WriteForm

PASS, PASS_SECONDS = "complaints.pass", 2 * 3600


@gate("complaint.follow", methods=("GET", "POST"), remember=False)
def follow(request: Request) -> HttpResponse:
    """GET: ask for the receipt. POST: the report it opens."""
    if request.method != "POST":
        return render(request, "complaints/follow_form.html", {"form": ReceiptForm()})
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        return render(request, "complaints/follow_form.html", {"form": form}, status=422)
    try:
        found = actions.open_receipt(**form.cleaned_data, by=request.viewer)
    except Refused as refused:
        form.refuse(refused)
        status = 429 if refused.code == "sering" else 422
        return traced(render(request, "complaints/follow_form.html", {"form": form}, status=status))
    return _page(request, found)


@gate("complaint.follow", methods=("POST",), remember=False)
def act(request: Request) -> HttpResponse:
    """Write, confirm, reopen or rate, with the pass the page carries."""
    found = _opened(request)
    act_name = request.POST.get("aksi", "")
    made = {"tulis": WriteForm, "buka": ReopenForm, "nilai": RateForm}.get(act_name)
    form = made(request.POST, request.FILES) if made else None
    if form is not None and not form.is_valid():
        return _page(request, found, {act_name: form}, status=422)
    try:
        said = _carry_out(request, found, act_name, form)
    except Refused as refused:
        if form is None:
            raise
        form.refuse(refused)
        return _page(request, found, {act_name: form}, status=422)
    return _page(request, queries.followed(found.pk), said=said)


def _carry_out(request: Request, found: Complaint, name: str, form: Any) -> str:
    data = form.cleaned_data if form is not None else {}
    if name == "tulis":
        uploads = [data["photo"]] if data.get("photo") else []
        actions.write(complaint=found, text=data["text"], uploads=uploads, by=request.viewer)
        return _("Tersimpan. Petugas membacanya.")
    if name == "buka":
        actions.reopen(complaint=found, text=data["text"], by=request.viewer)
        return _("Laporan dibuka kembali, dengan nomor dan tenggat yang sama.")
    if name == "nilai":
        actions.rate(complaint=found, score=data["score"], text=data["text"], by=request.viewer)
        return _("Terima kasih, penilaian Anda tersimpan.")
    if name == "selesai":
        actions.confirm(complaint=found, by=request.viewer)
        return _("Terima kasih. Laporan ini selesai menurut Anda.")
    raise NotVisible


@gate("complaint.follow", methods=("POST",), remember=False)
def photo(request: Request) -> HttpResponse:
    """A picture of one's own report, opened with the pass."""
    found = _opened(request)
    wanted = request.POST.get("foto", "")
    picture = next((p for p in found.photos.all() if str(p.pk) == wanted), None)
    if picture is None:
        raise NotVisible
    return files.picture(picture.file)


def _opened(request: Request) -> Complaint:
    """The case of the page's pass; raises NotVisible for none, an old or a forged one."""
    try:
        stored = signing.loads(request.POST.get("pass", ""), salt=PASS, max_age=PASS_SECONDS)
    except signing.BadSignature as error:
        raise NotVisible from error
    return queries.followed(int(stored["c"]))


def _page(
    request: Request, found: Complaint, refused: dict[str, Any] | None = None, *, status: int = 200, said: str = ""
) -> HttpResponse:
    bound = refused or {}
    state = found.status
    closed = state in actions.CLOSED_STATES
    context = {
        "complaint": found,
        "pass": signing.dumps({"c": found.pk}, salt=PASS),
        "said": said,
        "write": bound.get("tulis") or WriteForm(),
        "reopen": bound.get("buka") or ReopenForm(),
        "rate": bound.get("nilai") or RateForm(),
        "may_confirm": state in ("answered", "unconfirmed"),
        "may_reopen": state == "answered" or (closed or state in ("refused", "handed_over", "withdrawn")),
        "may_rate": found.answered_day is not None and found.rating is None,
        "may_write": state.is_open,
        "asked": _last_words(found, "asked") if state == "waiting" else None,
        "answer": _last_words(found, "answered") if state == "answered" else None,
        "answer_by": queries.reporters_limit(found) if state == "waiting" else None,
        "clock": queries.binding_of(found) if state.is_open else None,
        "form": next((form for form in bound.values() if form is not None), None),
    }
    return render(request, "complaints/follow.html", context, status=status)


def _last_words(found: Complaint, kind: str) -> str:
    """What the officers asked or answered last: the reporter reads it before he is asked for his word."""
    told = [step for step in found.told if step.kind == kind]  # type: ignore[attr-defined]  # prefetched by followed()
    return str(told[-1].text) if told else ""
