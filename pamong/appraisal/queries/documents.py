"""What the signed document says, and whether a code or a file belongs to one."""

import datetime as dt
import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import qrcode
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from qrcode.image.svg import SvgPathImage

from pamong.appraisal.models import Document, Evaluation
from pamong.appraisal.queries.distribution import achieved
from pamong.appraisal.queries.lines import ConductNotes, Line, basis_with
from pamong.appraisal.queries.lists import label_of, period_label
from pamong.appraisal.rules import periods
from pamong.evidence.queries import Answered
from pamong.feedback.queries import FeedbackLine
from pamong.people import queries as people
from pamong.planning.queries import frozen_of, perspective_label, prorata
from pamong.platform.ui.formatting import long_date, moment, number, percent
from pamong.rulebook import codes
from pamong.rulebook.distribution import pattern
from pamong.rulebook.words import CONFIDENCE_LABELS, Confidence, Predikat


@dataclass(frozen=True)
class Genuine:
    """What the public page says about a document: nothing about the rating, only enough to compare it with the paper."""

    agency: str
    period: str
    signed_at: dt.datetime
    sha256: str
    initials: str
    code: str


def content_of(row: Evaluation, *, code: str, url: str) -> dict[str, Any]:
    """Everything the document says, in Indonesian, as texts; both sides as frozen in the plan where they still hold."""
    with override("id"), timezone.override(ZoneInfo(row.agency.time_zone)):
        asks = achieved(row.cycle_id, row.kind, row.period_no), frozen_of(row.skp_id)
        basis, (achievement, frozen) = basis_with(row, *asks)
        return {
            "agency": row.agency.name,
            "region": row.agency.region,
            "period": label_of(row),
            "days": f"{long_date(row.starts)} – {long_date(row.ends)}",
            "part": _part(row),
            "achievement": achievement,
            "pattern": _pattern(achievement, row.predikat),
            "form": _form(frozen),
            **_sides(row, frozen),
            **_ratings(row),
            "rows": _rows(basis.lines),
            "conduct": [_conduct(c) for c in basis.conduct],
            "feedback": [_said(line) for line in basis.feedback],
            "answered": [_answered(one) for one in basis.answered],
            "self_text": row.self_text,
            "signature": _signature(row),
            "answer": row.answer,
            "code": code,
            "url": url,
            "qr": qr_svg(url),
        }


def _part(row: Evaluation) -> str:
    """How much of the period is evaluated, when the person moved within it: "bagian 31 dari 92 hari (33,7%)"."""
    first, last = periods.period(row.kind, row.period_no, row.year)
    part = prorata.part(row.starts, row.ends, first, last)
    if part.share == 100:
        return ""
    words = _("bagian %(days)s dari %(total)s hari (%(share)s%%)")
    return words % {"days": number(part.days), "total": number(part.total), "share": number(part.share)}


def qr_svg(url: str) -> str:
    """The address as a QR code, as SVG text."""
    image = qrcode.make(url, image_factory=SvgPathImage, border=1)
    kept = io.BytesIO()
    image.save(kept)
    return kept.getvalue().decode()


def verified(typed: str) -> Genuine | None:
    """The document of a check code as typed, or None; one indexed look-up whether the code exists or not."""
    code = codes.normalised(typed)
    found = Document.objects.filter(check_code=code).select_related("evaluation__person", "evaluation__agency").first()
    if found is None:
        return None
    row = found.evaluation
    return Genuine(
        agency=row.agency.name,
        period=period_label(row.kind, row.period_no, row.year),
        signed_at=found.signed_at,
        sha256=found.sha256,
        initials=_initials(row.person.name),
        code=codes.grouped(found.check_code),
    )


def readable_code(typed: str) -> str:
    """What was typed, as a code in groups; unreadable input comes back without what an address cannot hold."""
    code = codes.normalised(typed)
    return codes.grouped(code) if code else "".join(c for c in typed if c.isalnum() or c == "-")[:40] or "-"


def document_of(row: Evaluation) -> Document | None:
    """The signed document of a final evaluation, with its file; None before."""
    return Document.objects.filter(evaluation_id=row.pk).select_related("pdf").first()


def same_file(genuine: Genuine, chunks: Iterable[bytes]) -> bool:
    """Whether an uploaded file is the document, byte for byte; nothing of it is kept."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest() == genuine.sha256


def target_text(line: Line) -> str:
    """The target as people write it: 12 berkas, paling banyak 5 hari, 3–5 kali."""
    if line.target is None:
        return line.target_text
    value = number(line.target)
    if line.direction == "range" and line.target_max is not None:
        value = f"{value}–{number(line.target_max)}"
    words = {"less": _("paling banyak %(value)s"), "exact": _("tepat %(value)s")}.get(line.direction, "%(value)s")
    return f"{words % {'value': value}} {line.unit}".strip()


def _initials(name: str) -> str:
    words = [word for word in name.replace(",", " ").split() if word[:1].isalpha() and "." not in word]
    return " ".join(f"{word[0].upper()}." for word in words[:3]) or "–"


def _sides(row: Evaluation, frozen: dict[str, Any]) -> dict[str, Any]:
    employee, assessor = frozen.get("employee"), frozen.get("assessor")
    wanted = {row.rated_by_id, row.set_by_id} - {row.assessor_id, None}
    wanted |= {row.person_id} if not employee else set()
    wanted |= {row.assessor_id} if not assessor or assessor["person_id"] != row.assessor_id else set()
    taken = people.snapshots(*(pk for pk in wanted if pk), on=row.ends) if wanted else {}
    acting = taken.get(row.rated_by_id or 0)
    return {
        "employee": employee or taken[row.person_id],
        "assessor": taken.get(row.assessor_id) or assessor,
        "acting": acting if row.rated_by_id != row.assessor_id else None,
        "set_by": taken.get(row.set_by_id or 0),
    }


def _form(frozen: dict[str, Any]) -> str:
    """Which columns the agreed plan has: "leader" (with perspective), "quantitative" (with aspect) or "qualitative"."""
    said = frozen.get("content", {})
    return "leader" if said.get("leader_form") else str(said.get("approach", "quantitative"))


def _pattern(achievement: str, predikat: str) -> list[dict[str, Any]]:
    """The pattern of distribution for the achievement of the agency, lowest predikat first; without one only the axis."""
    asked = pattern(achievement) if achievement else dict.fromkeys(reversed(Predikat), "")
    return [{"predikat": of.value, "asked": words, "own": of.value == predikat} for of, words in asked.items()]


def _ratings(row: Evaluation) -> dict[str, Any]:
    return {
        "results_rating": str(row.get_results_rating_display()),
        "results_reason": row.results_reason,
        "conduct_rating": str(row.get_conduct_rating_display()),
        "conduct_reason": row.conduct_reason,
        "predikat": row.predikat,
        "rule": {
            "id": row.rule_id,
            "version": row.rule_version,
            "source": row.rule_source,
            "confidence": CONFIDENCE_LABELS[Confidence(row.rule_confidence)],
        },
        "rated_at": moment(row.rated_at),
    }


def _rows(lines: list[Line]) -> list[dict[str, Any]]:
    listed, place = [], 0
    for line in lines:
        place += line.first_of_result
        listed.append(
            {
                "no": str(place) if line.first_of_result else "",
                "main": line.is_main,
                "parent": line.parent_title if line.first_of_result else "",
                "result": line.result_title if line.first_of_result else "",
                "aspect": _aspect(line.aspect),
                "perspective": perspective_label(line.perspective) if line.first_of_result else "",
                "text": line.text,
                "target": target_text(line),
                "realised": _realised(line.realised, line.unit) if line.evidence_n else _("belum ada bukti"),
                "evidence": _evidence(line),
                "achievement": percent(line.achievement) if line.achievement is not None else "",
                "declared": _realised(line.declared, line.unit) if line.declared is not None else "",
                "declared_source": line.declared_source,
                "explanation": line.explanation,
                "feedback": [_said(said) for said in line.feedback],
                "answered": [_answered(one) for one in line.answered],
            }
        )
    return listed


def _evidence(line: Line) -> str:
    """How many facts stand behind the number, and what filled it if it did so by itself."""
    if not line.evidence_n:
        return ""
    told = _("%(n)s bukti") % {"n": number(line.evidence_n)}
    return f"{told}; {_('otomatis')}: {line.source}" if line.source else told


def _realised(value: Decimal | None, unit: str) -> str:
    return f"{number(value)} {unit}".strip()


def _aspect(value: str) -> str:
    return {"quantity": _("Kuantitas"), "quality": _("Kualitas"), "time": _("Waktu"), "cost": _("Biaya")}.get(
        value, value
    )


def _conduct(of: ConductNotes) -> dict[str, Any]:
    return {
        "label": _(of.label) if of.label else _("Semua nilai"),
        "statements": [_(text) for text in of.statements if text],
        "expectation": of.expectation,
        "notes": [_said(line) for line in of.notes],
    }


def _said(line: FeedbackLine) -> dict[str, str]:
    return {
        "kind": str(line.kind_label),
        "day": long_date(line.day),
        "giver": line.giver,
        "text": line.text,
        "about": line.source_label,
        "answer": line.answer,
    }


def _answered(one: Answered) -> dict[str, str]:
    """A fact the employee answered, with his words: they stand wherever the fact stands."""
    return {"fact": one.text, "day": long_date(one.day), "text": " / ".join(reply.text for reply in one.replies)}


def _signature(row: Evaluation) -> dict[str, str]:
    if row.acknowledged_at:
        return {"how": "signed", "at": moment(row.acknowledged_at), "reason": ""}
    return {"how": "set", "at": moment(row.set_at), "reason": row.set_reason}
