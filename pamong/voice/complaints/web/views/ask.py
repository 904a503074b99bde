"""The citizen's form: one question at a time, without account, application or scripts. Nothing is kept before it is sent."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pamong.platform.access import throttle
from pamong.platform.access.gate import Request, gate
from pamong.platform.calendar.queries import today
from pamong.rulebook.errors import Refused
from pamong.voice.complaints import actions, queries
from pamong.voice.complaints.enums import Mode
from pamong.voice.complaints.queries import Category, Complaint
from pamong.voice.complaints.web import ask_forms as asks
from pamong.voice.complaints.web.draft import Draft
from pamong.voice.complaints.web.views.joined import joined

STEPS: dict[str, type[asks.Ask]] = {
    "mode": asks.ModeForm,
    "category": asks.CategoryForm,
    "text": asks.TextForm,
    "questions": asks.QuestionsForm,
    "accused": asks.AccusedForm,
    "place": asks.PlaceForm,
    "alike": asks.AlikeForm,
    "photos": asks.PhotosForm,
    "contact": asks.ContactForm,
    "review": asks.ReviewForm,
}
PER_ADDRESS = 20  # open reports from one address in a quarter of an hour
ANSWERED_BY = {
    "text": "text", "wanted": "text", "place": "place", "street": "place", "photo": "photos", "name": "contact",
    "phone": "contact", "email": "contact", "mode": "mode", "category": "category",
}  # fmt: skip


@gate("complaint.send", methods=("GET", "POST"), remember=False)
def report(request: Request) -> HttpResponse:
    """GET: the first question. POST: the answer to ``langkah`` with the signed draft; the next question, or the receipt."""
    if request.method != "POST":
        return _page(request, Draft(), "mode")
    draft = Draft.read(request.POST.get("state", ""))
    at = request.POST.get("langkah", "mode")
    if draft is None or at not in STEPS:
        return _page(request, Draft(), "mode", status=422)
    if "ke" in request.POST:  # from the review, to change one answer
        draft.reviewing = True
        return _page(request, draft, request.POST["ke"] if request.POST["ke"] in STEPS else "review")
    form = STEPS[at](request.POST, request.FILES, draft=draft)
    if "kembali" in request.POST:
        if form.is_valid():
            form.keep()
        return _page(request, draft, _before(draft, at))
    return _forward(request, draft, at, form)


def _forward(request: Request, draft: Draft, at: str, form: asks.Ask) -> HttpResponse:
    if not form.is_valid():
        return _page(request, draft, at, form, status=422)
    if at == "review":
        return _send(request, draft, form)
    if at == "alike" and request.POST.get("sama"):
        return _join(request, draft)
    if at == "photos":
        refused = _photos(request, draft, form)
        if refused or "tambah" in request.POST or "hapus" in request.POST:
            return _page(request, draft, "photos", form if refused else None, status=422 if refused else 200)
    form.keep()
    return _page(request, draft, _after(draft, at))


def _photos(request: Request, draft: Draft, form: asks.Ask) -> bool:
    """Take a picture out or in; whether it was refused."""
    gone = request.POST.get("hapus", "")
    if gone.isascii() and gone.isdigit() and len(gone) < 19:
        actions.remove_draft_photo(token=draft.token, pk=int(gone), by=request.viewer)
    upload = form.cleaned_data.get("photo")
    if upload is None:
        return False
    try:
        actions.add_draft_photo(token=draft.token, upload=upload, by=request.viewer)
    except Refused as refused:
        form.refuse(refused)
        return True
    return False


def _send(request: Request, draft: Draft, form: asks.Ask) -> HttpResponse:
    missing = _missing(draft)
    if missing:
        return _page(request, draft, missing)
    if sends_too_often(request, draft.mode):
        return render(request, "429.html", status=429)
    try:
        receipt = actions.receive(report=draft.report(), by=request.viewer)
    except Refused as refused:
        at = ANSWERED_BY.get(refused.field or "", "review")
        again = STEPS[at](_as_data(draft), draft=draft)
        again.refuse(refused)
        return _page(request, draft, at, again, status=422)
    return render(request, "complaints/receipt.html", {"receipt": receipt, "mode": Mode(receipt.complaint.mode)})


def sends_too_often(request: Request, mode: str) -> bool:
    """Count one open report of this address; of the other modes no address is looked at."""
    if mode != Mode.OPEN:
        return False
    return throttle.claim("voice.send", throttle.client_address(request), limit=PER_ADDRESS) > 0


def _as_data(draft: Draft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in draft.__dataclass_fields__ if name != "answers"}


def _join(request: Request, draft: Draft) -> HttpResponse:
    found = queries.public_case(request.POST.get("sama", "")).complaint
    return joined(request, found, draft.token, leave_mark=draft.mode != Mode.ANONYMOUS)


def _category(draft: Draft) -> Category | None:
    return queries.category_by_code(draft.category) if draft.category else None


def _asked(draft: Draft, name: str) -> bool:
    """Whether a question is asked in this report."""
    category = _category(draft)
    special = bool(category and (category.about_officer or category.is_praise))
    return {
        "questions": bool(category and category.questions),
        "accused": special,
        "place": not special,
        "alike": not special and not draft.alike_seen and bool(_alike(draft)),
        "contact": draft.mode != Mode.ANONYMOUS,
    }.get(name, True)


def _answered(draft: Draft, name: str) -> bool:
    """Whether the report can be sent without asking this again."""
    return {
        "mode": draft.mode in Mode.values,
        "category": _category(draft) is not None,
        "text": bool(draft.text.strip()),
        "place": bool(draft.place or draft.street or draft.latitude),
        "contact": bool(draft.name) or draft.mode != Mode.OPEN,
    }.get(name, True)


def _missing(draft: Draft) -> str:
    """The first question without which the report cannot be sent, or an empty text."""
    return next((name for name in STEPS if _asked(draft, name) and not _answered(draft, name)), "")


def _alike(draft: Draft) -> list[Complaint]:
    category = _category(draft)
    if category is None or not draft.text:
        return []
    place = queries.place_by_pk(int(draft.place)) if draft.place.isdigit() else None
    return queries.alike(category=category, place=place, text=draft.text, today=today())


def _after(draft: Draft, at: str) -> str:
    if draft.reviewing and at not in {"mode", "category"}:
        return "review"
    names = list(STEPS)
    return next((n for n in names[names.index(at) + 1 :] if _asked(draft, n)), "review")


def _before(draft: Draft, at: str) -> str:
    names = list(STEPS)
    return next((n for n in reversed(names[: names.index(at)]) if n != "alike" and _asked(draft, n)), "mode")


def _page(request: Request, draft: Draft, at: str, form: asks.Ask | None = None, status: int = 200) -> HttpResponse:
    at = _missing(draft) or at if at == "review" else at
    shown = form or STEPS[at](draft=draft, initial=_as_data(draft))
    context: dict[str, Any] = {"form": shown, "draft": draft, "at": at, "state": draft.signed(), "first": at == "mode"}
    if at == "mode":
        context["ways"] = _ways()
    if at == "photos":
        context["photos"] = queries.draft_photos(draft.token)
        context["full"] = len(context["photos"]) >= 3
    if at == "alike":
        context["alike"] = _alike(draft)
    if at == "review":
        context["lines"] = _lines(draft)
    return render(request, "complaints/ask.html", context, status=status)


def _ways() -> list[str]:
    """How else one may report here; each shows who writes."""
    numbers = (
        (_("SMS: kirim LAPOR ke %s"), settings.SMS_NUMBER),
        (_("WhatsApp: kirim LAPOR ke %s"), settings.WHATSAPP_NUMBER),
    )
    mail = "" if settings.COMPLAINT_MAIL.endswith(".localhost") else settings.COMPLAINT_MAIL
    return [text % to for text, to in (*numbers, (_("Surel: %s"), mail)) if to]


def _lines(draft: Draft) -> list[tuple[str, Any, list[str]]]:
    """What the review shows: (question to go back to, its title, the answers)."""
    made = draft.report()
    answers = [
        f"{q if q.endswith('?') else f'{q}:'} {a}" for q, a in queries.shown_answers(made.category, draft.answers)
    ]
    place = (
        f"{made.place.name}, {made.place.parent.name}" if made.place and made.place.parent else str(made.place or "")
    )
    point = "" if made.latitude is None else f"{made.latitude}, {made.longitude}"
    photos = len(queries.draft_photos(draft.token))
    found = {
        "mode": [str(made.mode.label)],
        "category": [made.category.name],
        "text": [draft.text, draft.wanted],
        "questions": answers,
        "accused": [made.accused_unit.name if made.accused_unit else "", draft.accused_words],
        "place": [place, draft.street, point],
        "photos": [ngettext("%(n)s foto", "%(n)s foto", photos) % {"n": photos}] if photos else [],
        "contact": [draft.name, draft.phone, draft.email, draft.address],
    }
    return [(name, STEPS[name].title, [text for text in found[name] if text]) for name in found if _asked(draft, name)]
