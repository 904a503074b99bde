"""Reads of the citizen's way in: what a draft holds, and similar cases that are already public."""

import datetime as dt
import hashlib
import hmac

from django.conf import settings
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q, QuerySet

from pamong.people.models import Unit
from pamong.voice.complaints.enums import OPEN_STATES, Mode
from pamong.voice.complaints.models import Category, Complaint, CustodianKey, DraftPhoto, Place
from pamong.voice.complaints.rules.receipts import digest

# Word similarity from which a case is offered as perhaps the same. The reporter decides, so that missing one costs more than
# offering one too many. Measured (tests/voice/insight/corpus.py): all repeated texts are offered theirs, and 4 of 10 residents who
# tell the same matter in their own words; at 0.35 these are 2 of 10, at 0.25 wrong offers outnumber the right ones.
ALIKE = 0.30
MOST, LOOK_BACK = 4, dt.timedelta(days=180)


def draft_photos(token: str) -> QuerySet[DraftPhoto]:
    """The pictures of a draft, without their bytes."""
    return DraftPhoto.objects.filter(draft=digest(token)).defer("content", "preview").order_by("pk")


def draft_photo(token: str, pk: int) -> DraftPhoto | None:
    """One picture of a draft, for whoever holds its token."""
    return DraftPhoto.objects.filter(draft=digest(token), pk=pk).first()


def alike(*, category: Category, place: Place | None, text: str, today: dt.date, most: int = MOST) -> list[Complaint]:
    """Open public cases that may be the same matter: same category, same kecamatan, similar words. One statement."""
    found = Complaint.objects.filter(
        is_public=True, state__in=OPEN_STATES, category=category, received_day__gte=today - LOOK_BACK
    )
    if place is not None:
        around = place.parent_id or place.pk
        found = found.filter(Q(place_id=around) | Q(place__parent_id=around))
    scored = found.annotate(alike=TrigramWordSimilarity(text[:300], "public_text"))
    return list(scored.filter(alike__gte=ALIKE).select_related("place").order_by("-alike", "id")[:most])


def sealing_keys() -> list[CustodianKey]:
    """The valid keys, outer holder first; confidential mode is offered only while there are both."""
    keys = list(CustodianKey.objects.filter(retired_at__isnull=True).order_by("holder"))
    return keys if [key.holder for key in keys] == [1, 2] else []


def anonymous_today(today: dt.date) -> int:
    """How many anonymous reports came today: the only thing floods can be counted by."""
    return Complaint.objects.filter(received_day=today, mode=Mode.ANONYMOUS).count()


def accusable_units() -> list[tuple[str, list[tuple[str, str]]]]:
    """Units a citizen may name, grouped by agency: public knowledge of the organisation. One statement."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for unit in Unit.objects.filter(is_active=True).select_related("agency").order_by("agency__name", "path"):
        groups.setdefault(unit.agency.name, []).append((str(unit.pk), unit.name))
    return list(groups.items())


def sent_already(token: str) -> Complaint | None:
    """The case that this draft has become, if it was sent."""
    return Complaint.objects.filter(intake_key=digest(token)).first()


def program_token(source: str, mark: str) -> str:
    """The token of what a program hands over: the same ``mark`` (its message id, or a digest) of the same source is one report."""
    text = f"{source}:{mark}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()[:32]
