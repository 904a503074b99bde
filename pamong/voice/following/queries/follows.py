"""One follow, and a person's own."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from pamong.people.models import Unit
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.voice.complaints.queries import Category, Complaint, Place
from pamong.voice.following.models import Follow

_JOINED = ("complaint__category", "complaint__place", "place__parent", "category", "unit")


@dataclass(frozen=True)
class Subject:
    """What is followed: a public case, or an area (all that is left open counts)."""

    complaint: Complaint | None = None
    place: Place | None = None
    category: Category | None = None
    unit: Unit | None = None

    def key(self) -> str:
        """The same for the same subject."""
        parts = (self.complaint, self.place, self.category, self.unit)
        return "/".join(str(part.pk) if part else "-" for part in parts)


def mark_of(subject: Subject, address: str) -> str:
    """What makes a wish one row: a keyed digest of subject and address."""
    told_at = address.strip().lower()
    return salted_hmac("pamong.following", f"{subject.key()}\n{told_at}", algorithm="sha256").hexdigest()


def follow_of(follow_id: int) -> Follow:
    """The follow of a link; raises NotVisible once it has ended."""
    found = Follow.objects.select_related(*_JOINED).filter(pk=follow_id).first()
    if found is None:
        raise NotVisible
    return found


def mine(viewer: Viewer) -> QuerySet[Follow]:
    """What the viewer follows in the application."""
    own = {Who.SELF: Q(person_id=viewer.person_id, person__isnull=False)}
    found = Follow.objects.filter(scope(viewer, "following.own", own))
    return found.select_related(*_JOINED).order_by("asked_day", "pk")


def name_of(subject: Subject | Follow) -> str:
    """The subject in words, for its follower."""
    case = subject.complaint
    if case is not None:
        return _("laporan %(number)s (%(what)s)") % {"number": case.number, "what": case.category.name}
    parts = []
    if subject.category:
        parts.append(subject.category.name)
    if subject.place:
        top = subject.place.parent_id is None
        parts.append((_("Kecamatan %(name)s") if top else "%(name)s") % {"name": subject.place.name})
    if subject.unit:
        parts.append(subject.unit.name)
    return _("laporan: %(what)s") % {"what": ", ".join(parts)} if parts else _("semua laporan untuk publik")
