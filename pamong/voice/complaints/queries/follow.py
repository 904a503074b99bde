"""What the holder of a receipt reads, and what everybody may read of a public case."""

from dataclasses import dataclass
from typing import NamedTuple

from django.contrib.auth.hashers import check_password
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from pamong.platform.access.errors import NotVisible
from pamong.voice.complaints.enums import Channel, Mode, StepKind
from pamong.voice.complaints.models import Complaint, Identity, Photo, Step
from pamong.voice.complaints.rules import receipts
from pamong.voice.complaints.rules.receipts import read_number, read_secret


def is_guess(number: str, secret: str) -> bool:
    """Whether this can be told not to be a receipt without a costly hash: no such number, or another secret. One statement."""
    kept = Complaint.objects.filter(number=number or "-").values_list("secret_hint", flat=True).first()
    return kept is None or (bool(kept) and kept != receipts.hint(number, read_secret(secret)))


def by_receipt(number: str, secret: str) -> Complaint | None:
    """The case of a receipt, or None. The caller counts tries first (throttle): a hash costs a quarter of a second."""
    found = Complaint.objects.filter(number=read_number(number) or "-").first()
    right = found is not None and check_password(read_secret(secret) or "-", found.secret_hash)
    return followed(found.pk) if found and right else None


def followed(pk: int) -> Complaint:
    """The case for its reporter, with what he may read; raises NotVisible."""
    steps = Step.objects.filter(for_reporter=True).select_related("unit")
    found = (
        Complaint.objects.filter(pk=pk)
        .select_related("category", "place__parent", "unit", "merged_into")
        .prefetch_related(Prefetch("steps", steps, to_attr="told"), "closings", "photos__file")
        .first()
    )
    if found is None:
        raise NotVisible
    return found


class Contact(NamedTuple):
    """Where the reporter of an open case may be told of it, by the way he came; either may be empty."""

    complaint: Complaint
    phone: str
    email: str


def contact_of(complaint_id: int) -> Contact | None:
    """The contact that the reporter of an open case left; None for every other case, and for those about an officer."""
    found = Identity.objects.select_related("complaint").filter(
        complaint_id=complaint_id, complaint__mode=Mode.OPEN, complaint__about_officer=False
    )
    row = found.exclude(phone="", email="").first()
    return Contact(row.complaint, row.phone, row.email) if row else None


def public_cases() -> QuerySet[Complaint]:
    """Cases that stand in public after moderation: never one about an officer."""
    return Complaint.objects.filter(is_public=True, about_officer=False).select_related(
        "category", "place__parent", "unit"
    )


def public_or_sent() -> QuerySet[Complaint]:
    """Public cases, and those another program sent in open mode that no officer has judged: only their state may be told.

    A case that was kept from the public, or taken out again, does not exist for programs; nor one whose kind is never public.
    """
    judged = Step.objects.filter(complaint=OuterRef("pk"), kind=StepKind.MODERATED)
    sent = Q(channel=Channel.OPEN311, mode=Mode.OPEN, category__is_public=True) & ~Exists(judged)
    found = Complaint.objects.filter(Q(is_public=True) | sent, about_officer=False)
    return found.select_related("category", "place__parent", "unit")


def officers_words() -> QuerySet[Step]:
    """What officers wrote for the public: explanations, answers, and what is not done yet and why."""
    spoken = (StepKind.EXPLAINED, StepKind.ANSWERED, StepKind.PROMISED, StepKind.VISITED)
    return Step.objects.filter(is_public=True, kind__in=spoken).exclude(text="")


@dataclass(frozen=True)
class PublicCase:
    """One public case: only what was cleared for the public."""

    complaint: Complaint
    steps: list[Step]
    photos: list[Photo]


def public_case(number: str) -> PublicCase:
    """A public case by its number; raises NotVisible for unknown and for not public, alike."""
    found = public_cases().select_related("merged_into").filter(number=read_number(number) or "-").first()
    if found is None:
        raise NotVisible
    steps = list(found.steps.filter(is_public=True).select_related("unit"))
    photos = list(found.photos.filter(is_public=True).select_related("file"))
    return PublicCase(found, steps, photos)
