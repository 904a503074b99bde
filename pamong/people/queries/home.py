"""What the personnel area puts on the home page."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from pamong.people.models import Acting, WorkItem
from pamong.people.queries.vacancies import vacant
from pamong.platform.access import scope
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.calendar.queries import today
from pamong.platform.counting import Ask, how_many
from pamong.platform.ui.cards import Card
from pamong.platform.ui.formatting import long_date, number


def home_cards(viewer: Viewer) -> Ask[list[Card]]:
    """Duties carried for others, and for clerks how much personnel data waits to be put right (one statement more for who
    carries duties today).
    """
    clerk = viewer.has_role(Who.AGENCY_ADMIN, Who.PERSONNEL)
    if not viewer.is_staff and not clerk:
        return Ask({}, lambda _found: [])
    carried = Acting.objects.filter(acting_id=viewer.person_id, valid__contains=today())
    waiting = WorkItem.objects.filter(scope(viewer, "activation.issue", {}), done_at__isnull=True)
    asked = {"carried": how_many(carried), "waiting": how_many(waiting)}
    if viewer.leads:
        asked["vacant"] = how_many(vacant(viewer))

    def cards(found: dict[str, Any]) -> list[Card]:
        duties = _acting_cards(carried) if found["carried"] else []
        seats = [_vacant_card(found["vacant"])] if found.get("vacant") else []
        return duties + seats + ([_work_card(found["waiting"] or 0)] if clerk else [])

    return Ask(asked, cards)


def _vacant_card(units: int) -> Card:
    note = _("pilih Plt atau pimpinan baru; pekerjaan tetap berjalan")
    return Card(_("Unit tanpa pimpinan"), number(units), note, reverse("people:vacancies"), "warn")


def _acting_cards(carried: QuerySet[Acting]) -> list[Card]:
    rows = carried.select_related("absent")
    return [
        Card(
            title=_("Anda menggantikan"),
            value=row.absent.name,
            note=_("sampai %(day)s") % {"day": long_date(row.valid.upper - dt.timedelta(days=1))},
            url=reverse("people:acting"),
            tone="info",
        )
        for row in rows
    ]


def _work_card(waiting: int) -> Card:
    try:
        url = reverse("people:work")
    except NoReverseMatch:
        url = ""
    return Card(
        title=_("Data perlu dibereskan"),
        value=number(waiting),
        note=_("atasan tidak ditemukan, unit tanpa pimpinan, laporan pegawai")
        if waiting
        else _("tidak ada yang menunggu"),
        url=url,
        tone="warn" if waiting else "ok",
    )
