"""What the daily log puts on the home page."""

import datetime as dt

from django.db.models import Count, F, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.people import queries as people
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today
from pamong.platform.ui.cards import Card
from pamong.platform.ui.formatting import number
from pamong.worklog.enums import EntryState
from pamong.worklog.models import Entry
from pamong.worklog.queries.entries import waiting_for_me


def home_cards(viewer: Viewer) -> list[Card]:
    """My day, what was returned to me, and for superiors what waits and who has reported (four statements at most)."""
    if not viewer.is_staff:
        return []
    day = today()
    mine = Entry.objects.filter(person_id=viewer.person_id or 0).aggregate(
        count=Count("pk", filter=Q(day=day) & ~Q(state=EntryState.WITHDRAWN)),
        length=Sum(F("ends_at") - F("starts_at"), filter=Q(day=day) & ~Q(state=EntryState.WITHDRAWN)),
        returned=Count("pk", filter=Q(state=EntryState.RETURNED)),
    )
    minutes = int(mine["length"].total_seconds() // 60) if mine["length"] else 0
    cards = [
        Card(
            title=_("Catatan hari ini"),
            value=number(mine["count"]),
            note=_("%(hours)s jam %(minutes)s menit tercatat") % {"hours": minutes // 60, "minutes": minutes % 60},
            url=reverse("worklog:day"),
            tone="ok" if mine["count"] else "mute",
        )
    ]
    if mine["returned"]:
        cards.append(
            Card(
                title=_("Perlu Anda perbaiki"),
                value=number(mine["returned"]),
                note=_("catatan dikembalikan atasan"),
                url=reverse("worklog:history") + "?keadaan=returned",
                tone="warn",
            )
        )
    return cards + (_superior_cards(viewer, day) if viewer.has_reports else [])


def _superior_cards(viewer: Viewer, day: dt.date) -> list[Card]:
    reports = people.direct_reports(viewer, on=day).order_by()
    reported = Entry.objects.filter(day=day, person_id__in=reports.values("person_id")).exclude(
        state=EntryState.WITHDRAWN
    )
    whole = reports.count()
    present = reported.values("person_id").distinct().count()
    waiting = waiting_for_me(viewer).count()
    return [
        Card(
            title=_("Sudah mencatat hari ini"),
            value=_("%(present)s dari %(whole)s") % {"present": number(present), "whole": number(whole)},
            note=_("bawahan langsung"),
            url=reverse("worklog:board"),
            tone="mute",
        ),
        Card(
            title=_("Menunggu keputusan Anda"),
            value=number(waiting),
            note=_("catatan harian"),
            url=reverse("worklog:board") + "#antrean",
            tone="warn" if waiting else "ok",
        ),
    ]
