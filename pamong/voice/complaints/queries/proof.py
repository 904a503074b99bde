"""Proof photos beside all earlier ones, and what is asked about them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Value
from django.utils.formats import number_format
from django.utils.translation import gettext

from pamong.platform.access.viewer import Viewer
from pamong.platform.files.rules.look import Look
from pamong.voice.complaints.enums import PhotoKind
from pamong.voice.complaints.models import Complaint, Inspection, Photo
from pamong.voice.complaints.queries.visible import visible
from pamong.voice.complaints.rules import proof

MOST_SEEN = 5


@dataclass(frozen=True)
class Asked:
    """A proof photo with its questions, in the viewer's language, and the officer's explanation."""

    number: int  # of the picture on the page
    questions: list[str]
    explained: str


def seen_before(sha256: str, look: Look | None) -> list[tuple[int, str]]:
    """Earlier photos of any case with the same bytes or nearly the same look: (case, kind), the nearest first.

    One statement that reads the looks of all photos: measured 1.5 ms for a thousand of them, 13 ms for ten thousand, 134 ms for a
    hundred thousand (two shared cores), asked once for a proof photo that is sent in.
    """
    same = Q(file__sha256=sha256)
    found: QuerySet[Photo] = Photo.objects.order_by("pk")
    if look is not None:
        bits = _differing("across", look.across) + _differing("down", look.down)
        found = found.annotate(differing=bits).order_by("differing", "pk")
        same |= Q(differing__lte=proof.NEAR)
    return list(found.filter(same).values_list("complaint_id", "kind")[:MOST_SEEN])


def _differing(field: str, value: int) -> Func:
    return Func(
        F(field),
        Value(value),
        template="bit_count((%(expressions)s)::bit(64))",
        arg_joiner=" # ",
        output_field=IntegerField(),
    )


def questions_of(findings: Iterable[proof.Finding], numbers: dict[str, str] | None = None) -> list[str]:
    """The questions in words; a case the reader may see is named by its number."""
    said = []
    for finding in findings:
        params = {k: number_format(v) if isinstance(v, int | float) else v for k, v in finding.items()}
        question = proof.QUESTIONS[finding["code"]]
        words = gettext(question) % params
        number = (numbers or {}).get(str(finding.get("case", "")))
        said.append(f"{words} ({number})" if number else words)
    return said


def asked_about(viewer: Viewer, photos: Iterable[Photo]) -> list[Asked]:
    """What is asked about the proof of a case this viewer may see; one statement where another case is meant, else none."""
    listed = [(n, p) for n, p in enumerate(photos, start=1) if p.findings]
    cases = [int(f["case"]) for _, p in listed for f in p.findings if "case" in f]
    rows = visible(viewer).filter(pk__in=cases).order_by().values_list("pk", "number") if cases else []
    numbers = {str(pk): number for pk, number in rows}
    return [Asked(n, questions_of(p.findings, numbers), p.explained) for n, p in listed]


def questioned() -> QuerySet[Photo]:
    """Proof photos about which something was asked."""
    return Photo.objects.filter(kind=PhotoKind.PROOF).exclude(findings=[])


def with_questions(rows: QuerySet[Inspection]) -> QuerySet[Inspection]:
    """Inspections that know whether the proof of their case was asked about."""
    return rows.annotate(questioned=Exists(questioned().filter(complaint_id=OuterRef("complaint_id"))))


def questioned_numbers(numbers: Iterable[str]) -> frozenset[str]:
    """Which of these cases have such proof; the draw takes them first."""
    asked = questioned().filter(complaint_id=OuterRef("pk"))
    return frozenset(Complaint.objects.filter(Exists(asked), number__in=list(numbers)).values_list("number", flat=True))
