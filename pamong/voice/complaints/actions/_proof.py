"""Proof photos are looked into before they are kept: what they make one ask, and whether the officer has explained it."""

import hashlib

from pamong.platform.files.enums import FileKind
from pamong.platform.files.rules import origin
from pamong.platform.files.rules.look import Look
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.voice.complaints.models import Complaint
from pamong.voice.complaints.queries.proof import questions_of, seen_before
from pamong.voice.complaints.rules import proof


def check(  # noqa: PLR0917  # the parts of one picture
    complaint: Complaint, content: bytes, received: bytes, kind: FileKind, look: Look | None, explained: str
) -> list[proof.Finding]:
    """What a proof photo makes one ask; raises Refused at ``explained`` when something is asked and nothing explained.

    ``received`` is the file as it came: its place, time and program are read here and go no further.
    """
    said = explained.strip()
    if len(said) > proof.LONGEST:
        raise Refused(N_("Paling banyak %(limit)s karakter."), field="explained", code="panjang", limit=proof.LONGEST)
    place = complaint.place
    findings = proof.of_others(complaint.pk, seen_before(hashlib.sha256(content).hexdigest(), look))
    findings += proof.of_origin(
        origin.read(received, kind.value),
        point=_point(complaint.latitude, complaint.longitude),
        place=_point(place.latitude, place.longitude) if place else None,
        received=complaint.received_day,
    )
    if findings and not said:
        raise Refused(
            N_("%(questions)s Bila memang benar begitu, tulis penjelasannya dan pilih fotonya sekali lagi."),
            field="explained",
            code="foto_ditanyakan",
            questions=" ".join(questions_of(findings)),
        )
    return findings


def _point(latitude: object, longitude: object) -> proof.Point | None:
    return None if latitude is None or longitude is None else (float(str(latitude)), float(str(longitude)))
