"""What a program sent, read liberally and checked; every fault in words that its user can be shown."""

import hashlib
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import QueryDict
from django.utils.translation import gettext as _

from pamong.platform.access.gate import Request
from pamong.platform.calendar.queries import now, today
from pamong.platform.ui.text import normalised, refused_characters
from pamong.voice.complaints.queries import Category, Place, Question, place_by_pk, questions
from pamong.voice.open311 import queries
from pamong.voice.open311.actions import Sent
from pamong.voice.open311.queries import Asked
from pamong.voice.open311.rules import times
from pamong.voice.open311.web.answers import Wrong

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
MOST_TEXT, MOST_LINKS, MOST_FILES = 4000, 5, 3
LONGEST = {"address_string": 300, "first_name": 75, "last_name": 74, "phone": 30, "email": 254}
_ATTRIBUTE = re.compile(r"attribute\[([^\[\]]{1,60})\](?:\[\d{0,4}\])?")


def asked(query: QueryDict) -> Asked:
    """The question of a GET requests. Raises Wrong."""
    start, end = (_moment(query, name) for name in ("start_date", "end_date"))
    try:
        first, last = times.window(start, end, now())
    except times.Unreadable as error:
        raise Wrong(400, _("Rentang start_date sampai end_date paling lama 90 hari.")) from error
    wanted = {word.strip() for word in query.get("status", "").split(",")} - {""}
    if wanted - {"open", "closed"}:
        raise Wrong(400, _("status: open, closed, atau keduanya dipisah koma."))
    return Asked(
        first=first,
        last=last,
        codes=tuple(_words(query, "service_code")),
        status=frozenset(wanted or {"open", "closed"}),
        page=_number(query, "page", 1, 1_000_000),
        page_size=_number(query, "page_size", 1000, 1000),
    )


def span(query: QueryDict) -> tuple[Any, Any]:
    """Start and end of a question for updates. Raises Wrong."""
    found = asked(query)
    return found.first, found.last


def _moment(query: QueryDict, name: str) -> Any:
    text = query.get(name, "").strip()
    if not text:
        return None
    try:
        return times.read(text)
    except times.Unreadable as error:
        raise Wrong(
            400, _("%(name)s: tulis dengan zona waktu, misalnya 2026-11-22T10:00:00+08:00.") % {"name": name}
        ) from error


def _words(query: QueryDict, name: str) -> list[str]:
    """The codes asked for; one that cannot exist stays in the list, so that it finds nothing instead of everything."""
    words = (part.strip() for part in query.get(name, "").split(","))
    return [word if re.fullmatch(r"[\w-]{1,80}", word) else "-" for word in words if word]


def _number(query: QueryDict, name: str, usual: int, most: int) -> int:
    text = query.get(name, "").strip()
    if not text:
        return usual
    if not re.fullmatch(r"[0-9]{1,9}", text) or not 1 <= int(text) <= most:
        raise Wrong(400, _("%(name)s: angka 1 sampai %(most)s.") % {"name": name, "most": most})
    return int(text)


def sent(request: Request) -> Sent:
    """The report of a POST. Raises Wrong with all faults found."""
    if request.content_type not in FORMS:
        raise Wrong(400, _("Kirim sebagai formulir: application/x-www-form-urlencoded atau multipart/form-data."))
    post = request.POST
    data = {name: normalised(post.get(name, "")).strip() for name in ("description", *LONGEST)}
    category = _category(post)
    faults = [*_texts(data), *_missing(questions(category), _attributes(post))]
    latitude, longitude, place = _where(post, data, faults)
    if faults:
        raise Wrong(400, *faults)
    return Sent(
        mark=_mark(request),
        category=category,
        description=data["description"] or _("%(service)s (tanpa uraian)") % {"service": category.name},
        answers=_answers(questions(category), _attributes(post)),
        place=place,
        address=data["address_string"],
        latitude=latitude,
        longitude=longitude,
        name=f"{data['first_name']} {data['last_name']}".strip(),
        phone=data["phone"],
        email=data["email"],
        links=_links(post),
        files=_files(request),
    )


def _category(post: QueryDict) -> Category:
    code = post.get("service_code", "").strip()
    if not code:
        raise Wrong(400, _("service_code wajib diisi."))
    found = queries.service_of(code)
    if found is None:
        raise Wrong(404, _("service_code ini tidak ada. Lihat daftar di services."))
    return found


def _texts(data: Mapping[str, str]) -> list[str]:
    faults = []
    for name, text in data.items():
        if refused_characters(text):
            faults.append(_("%(name)s berisi karakter tersembunyi.") % {"name": name})
        most = LONGEST.get(name, MOST_TEXT)
        if len(text) > most:
            faults.append(_("%(name)s paling banyak %(most)s karakter.") % {"name": name, "most": most})
    if data["email"]:
        try:
            validate_email(data["email"])
        except ValidationError:
            faults.append(_("email bukan alamat surel yang benar."))
    return faults


def _attributes(post: QueryDict) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in post:
        match = _ATTRIBUTE.fullmatch(name)
        if match:
            values = [normalised(value).strip() for value in post.getlist(name)]
            found.setdefault(match[1], []).extend(value for value in values if value)
    return found


def _missing(asked_for: tuple[Question, ...], given: Mapping[str, list[str]]) -> list[str]:
    faults = []
    for question in asked_for:
        values = given.get(question.code, [])
        told = {"code": question.code, "label": question.label}
        if question.required and not values:
            faults.append(_("attribute[%(code)s] wajib diisi: %(label)s") % told)
        if any(refused_characters(value) for value in values):
            faults.append(_("attribute[%(code)s] berisi karakter tersembunyi.") % told)
    return faults


def _answers(asked_for: tuple[Question, ...], given: Mapping[str, list[str]]) -> dict[str, Any]:
    """Answers to the questions that exist; what else a program sends along is left out."""
    found: dict[str, Any] = {}
    for question in asked_for:
        values = given.get(question.code)
        if values:
            found[question.code] = [v[:10] for v in values] if question.kind == "date" else values
    return found


def _where(
    post: QueryDict, data: Mapping[str, str], faults: list[str]
) -> tuple[Decimal | None, Decimal | None, Place | None]:
    latitude, longitude = (post.get(name, "").strip() for name in ("lat", "long"))
    ident = post.get("address_id", "").strip()
    if bool(latitude) != bool(longitude):
        faults.append(_("lat dan long harus dikirim bersama."))
    elif not (latitude or data["address_string"] or ident):
        faults.append(_("Tempat wajib diisi: lat dan long, address_string, atau address_id."))
    place = place_by_pk(int(ident)) if re.fullmatch(r"[0-9]{1,18}", ident) else None
    if ident and place is None:
        faults.append(_("address_id ini tidak dikenal."))
    point = _point(latitude, longitude) if latitude and longitude else None
    if latitude and longitude and point is None:
        faults.append(_("lat antara -90 dan 90, long antara -180 dan 180."))
    return (*(point or (None, None)), place)


def _point(latitude: str, longitude: str) -> tuple[Decimal, Decimal] | None:
    try:
        found = [Decimal(text) for text in (latitude, longitude)]
        if not all(number.is_finite() for number in found) or abs(found[0]) > 90 or abs(found[1]) > 180:
            return None
    except ArithmeticError:  # no number, or one with an exponent beyond all bounds
        return None
    return found[0].quantize(Decimal("0.00001")), found[1].quantize(Decimal("0.00001"))


def _links(post: QueryDict) -> list[str]:
    links = list(dict.fromkeys(link.strip() for link in post.getlist("media_url") if link.strip()))
    if len(links) > MOST_LINKS:
        raise Wrong(400, _("media_url paling banyak %(most)s.") % {"most": MOST_LINKS})
    for link in links:
        if not re.fullmatch(r"https?://[!-~]{1,480}", link):
            raise Wrong(400, _("media_url harus alamat http atau https tanpa spasi, paling panjang 480 karakter."))
    return links


def _files(request: Request) -> list[Any]:
    files = [file for name in request.FILES for file in request.FILES.getlist(name)]
    if len(files) > MOST_FILES:
        raise Wrong(400, _("Paling banyak %(most)s foto.") % {"most": MOST_FILES})
    return files


def _mark(request: Request) -> str:
    """The program's own key for this sending, or else its whole content and the day: a repetition is the same report."""
    own = request.META.get("PAMONG_PROGRAM_KEY", "")
    if own:
        return f"key:{own}"
    digest = hashlib.sha256(today().isoformat().encode())
    for name in sorted(request.POST):
        if name != "api_key":
            digest.update(repr((name, request.POST.getlist(name))).encode())
    for file in _files(request):
        digest.update(hashlib.sha256(file.read()).digest())
        file.seek(0)
    return digest.hexdigest()
