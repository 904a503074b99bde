"""Who is told of what; never somebody the case is about, and never at the moment an anonymous reporter wrote."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.people import queries as people
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.notifications.actions import Notice, notify_many
from pamong.voice.complaints.actions._steps import loading
from pamong.voice.complaints.models import Complaint
from pamong.voice.complaints.queries.visible import chain_of


def case_url(complaint: Complaint) -> str:
    """The case's page for staff."""
    return reverse("complaints:case", kwargs={"pk": complaint.pk})


def tell(complaint: Complaint, persons: Iterable[int | None], *, kind: str, text: str, key: str, by: Viewer) -> None:
    """Tell persons about a case, each once per key; leaves out those it is about."""
    if loading():
        return
    told = {p for p in persons if p} - about(complaint)
    if complaint.accused_unit is not None:
        told -= people.working_under(sorted(told), complaint.accused_unit.path)
    said, url = text % {"number": complaint.number}, case_url(complaint)
    notices = [Notice(person_id, said, url, f"{kind}:{complaint.pk}:{key}") for person_id in sorted(told)]
    notify_many(notices=notices, kind=kind, by=by)


def about(complaint: Complaint) -> set[int]:
    """The accused and the heads of the units at and above him, with whoever carries their duties today."""
    found = {complaint.accused_person_id} if complaint.accused_person_id else set()
    if complaint.accused_unit is not None:
        units = chain_of(complaint.accused_unit.path).values_list("pk", flat=True)
        found |= set(people.heads_of(list(units)).values())
    return found | set(people.carriers_of(found).values())


def officers(complaint: Complaint) -> set[int]:
    """Complaint officers who can see the case: of the whole region, and of the agency that has it."""
    agency = complaint.unit.agency_id if complaint.unit else None
    return set(people.role_holders(Who.COMPLAINT_OFFICER, agency_id=agency))


def responsible(complaint: Complaint) -> set[int]:
    """Who has the case in hand: the officer it was given to, else whoever leads the unit (or stands in)."""
    if complaint.handler_id:
        return {people.carrier_of(complaint.handler_id)}
    if complaint.unit_id is None:
        return officers(complaint)
    heads = people.heads_of([complaint.unit_id]).values()
    return set(people.carriers_of(heads).values()) or officers(complaint)


def tell_received(complaint: Complaint, *, by: Viewer) -> None:
    """A new case: the officers hear of it."""
    tell(
        complaint,
        officers(complaint),
        kind="voice.received",
        text=_("Pengaduan baru %(number)s menunggu verifikasi."),
        key="new",
        by=by,
    )


def tell_assigned(complaint: Complaint, *, by: Viewer) -> None:
    """A case was given to a unit or an officer."""
    tell(
        complaint,
        responsible(complaint),
        kind="voice.assigned",
        text=_("Pengaduan %(number)s diberikan kepada Anda."),
        key=str(complaint.version),
        by=by,
    )


def tell_reporter_wrote(complaint: Complaint, *, by: Viewer) -> None:
    """The reporter answered, reopened, confirmed or rated."""
    tell(
        complaint,
        responsible(complaint),
        kind="voice.reporter",
        text=_("Pelapor menulis pada pengaduan %(number)s."),
        key=str(complaint.version),
        by=by,
    )
