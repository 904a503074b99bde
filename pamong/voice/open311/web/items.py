"""Cases, services and steps as GeoReport items: every field stands here, so that nothing else can get out."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from pamong.voice.complaints.enums import Channel
from pamong.voice.complaints.queries import Category, Complaint, Question, Step
from pamong.voice.open311.queries import DATATYPES
from pamong.voice.open311.rules import times

PLACES = 3  # decimals of a degree: about 110 m, so that no home is pointed at
CLOSING = {"confirmed", "visited", "unconfirmed", "refused", "handed_over", "withdrawn", "merged"}


def service(category: Category) -> dict[str, Any]:
    """One kind of report."""
    return {
        "service_code": category.code,
        "service_name": category.name,
        "description": category.description or None,
        "metadata": bool(category.questions),
        "type": "realtime",
        "keywords": "",
        "group": category.group,
    }


def definition(category: Category, questions: Iterable[Question]) -> dict[str, Any]:
    """The questions of a kind of report."""
    attributes = [_attribute(question, order) for order, question in enumerate(questions, start=1)]
    return {"service_code": category.code, "attributes": attributes}


def _attribute(question: Question, order: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "variable": True,
        "code": question.code,
        "datatype": DATATYPES[question.kind],
        "required": question.required,
        "datatype_description": None,
        "order": order,
        "description": question.label,
    }
    if question.choices:
        found["values"] = [{"key": key, "name": name} for key, name in question.choices]
    return found


def request_item(case: Complaint, base: str, *, extended: bool = False) -> dict[str, Any]:
    """One case. What nobody has cleared for the public shows its state and dates, no word and no place."""
    shown, zone = case.is_public, ZoneInfo(settings.TIME_ZONE)
    latitude, longitude = _point(case) if shown else (None, None)
    is_open = case.status.is_open
    item: dict[str, Any] = {
        "service_request_id": case.number,
        "status": "open" if is_open else "closed",
        "status_notes": str(case.status.label),
        "service_name": case.category.name,
        "service_code": case.category.code,
        "description": case.public_text if shown else None,
        "agency_responsible": case.unit.name if case.unit else None,
        "service_notice": None,
        "requested_datetime": times.written(case.requested, zone),  # type: ignore[attr-defined]  # annotated
        "updated_datetime": times.written(_updated(case, zone), zone),
        "expected_datetime": _end_of(case.due, zone) if is_open else None,
        "address": _address(case) if shown else "",
        "address_id": str(case.place_id) if shown and case.place_id else "",
        "zipcode": "",
        "lat": latitude,
        "long": longitude,
        "media_url": _picture(case, base) if shown else "",
    }
    if extended:
        item["extended_attributes"] = {"state": case.state, "voices": case.voices, "reopened": case.reopened}
        item["notes"] = [_note(step, case, zone) for step in case.happened if step.is_public and shown]  # type: ignore[attr-defined]  # prefetched
    return item


def update_item(step: Step) -> dict[str, Any]:
    """One step, in the extension that FixMyStreet reads."""
    zone, case = ZoneInfo(settings.TIME_ZONE), step.complaint
    is_open = step.state not in CLOSING
    return {
        "update_id": f"{case.number}-{step.order}",
        "service_request_id": case.number,
        "status": "OPEN" if is_open else "CLOSED",
        "updated_datetime": times.written(_moment(step, case, zone), zone),
        "description": _words(step) if case.is_public else str(step.get_kind_display()),
        "media_url": "",
    }


def _words(step: Step) -> str:
    return f"{step.get_kind_display()}: {step.text}" if step.text else str(step.get_kind_display())


def _note(step: Step, case: Complaint, zone: ZoneInfo) -> dict[str, Any]:
    at = _moment(step, case, zone)
    return {"datetime": times.written(at, zone), "description": _words(step), "type": step.kind}


def _moment(step: Step, case: Complaint, zone: ZoneInfo) -> dt.datetime:
    """To the second; when a citizen sent his report, by its day, unless a program sent it."""
    told = step.at if step.kind != "received" or case.channel == Channel.OPEN311 else None
    return told or _midnight(step.day, zone)


def _updated(case: Complaint, zone: ZoneInfo) -> dt.datetime:
    """When a closed case was closed; else when something last happened."""
    steps: list[Step] = case.happened  # type: ignore[attr-defined]  # prefetched
    if not case.status.is_open:
        steps = [step for step in steps if step.kind in CLOSING] or steps
    moments = [_moment(step, case, zone) for step in steps]
    return max([*moments, case.requested])  # type: ignore[attr-defined, no-any-return]  # annotated


def _midnight(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), zone)


def _end_of(day: dt.date | None, zone: ZoneInfo) -> str | None:
    return times.written(dt.datetime.combine(day, dt.time(23, 59, 59), zone), zone) if day else None


def _point(case: Complaint) -> tuple[float | None, float | None]:
    source: Any = case if case.latitude is not None else case.place
    if source is None or source.latitude is None or source.longitude is None:
        return None, None
    return round(float(source.latitude), PLACES), round(float(source.longitude), PLACES)


def _address(case: Complaint) -> str:
    place = case.place
    if place is None:
        return ""
    return f"{place.name}, {place.parent.name}" if place.parent else place.name


def _picture(case: Complaint, base: str) -> str:
    pictures: list[Any] = case.pictures  # type: ignore[attr-defined]  # prefetched
    if not pictures:
        return ""
    path = reverse("laporan:photo", kwargs={"number": case.number, "photo_pk": pictures[0].pk})
    return base + path
