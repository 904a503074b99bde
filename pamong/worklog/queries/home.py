"""What the daily log puts on the home page."""

import datetime as dt
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.people import queries as people
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today
from pamong.platform.counting import Ask, how_many, how_much
from pamong.platform.ui.cards import Card
from pamong.platform.ui.formatting import number
from pamong.worklog.enums import EntryState
from pamong.worklog.models import Entry
from pamong.worklog.queries.entries import waiting_for_me


def home_cards(viewer: Viewer) -> Ask[list[Card]]:
    """My day, what was returned to me, and for superiors what waits and who has reported."""
    if not viewer.is_staff:
        return Ask({}, lambda _found: [])
    day = today()
    own = Entry.objects.filter(person_id=viewer.me)
    questions = {
        "count": how_many(own.filter(day=day).exclude(state=EntryState.WITHDRAWN)),
        "length": how_much(own.filter(day=day).exclude(state=EntryState.WITHDRAWN), F("ends_at") - F("starts_at")),
        "returned": how_many(own.filter(state=EntryState.RETURNED)),
    }
    if not viewer.has_reports:
        return Ask(questions, _own_cards)
    return Ask(questions | _of_reports(viewer, day), lambda found: _own_cards(found) + _superior_cards(found))


def _own_cards(found: dict[str, Any]) -> list[Card]:
    minutes = int(found["length"].total_seconds() // 60) if found["length"] else 0
    cards = [
        Card(
            title=_("Catatan hari ini"),
            value=number(found["count"] or 0),
            note=_("%(hours)s jam %(minutes)s menit tercatat") % {"hours": minutes // 60, "minutes": minutes % 60},
            url=reverse("worklog:day"),
            tone="ok" if found["count"] else "mute",
        )
    ]
    if found["returned"]:
        cards.append(
            Card(
                title=_("Perlu Anda perbaiki"),
                value=number(found["returned"]),
                note=_("catatan dikembalikan atasan"),
                url=reverse("worklog:history") + "?keadaan=returned",
                tone="warn",
            )
        )
    return cards


def _of_reports(viewer: Viewer, day: dt.date) -> dict[str, QuerySet[Any]]:
    """Direct reports, those who have written today, and what waits for the viewer."""
    reports = people.direct_reports(viewer, on=day).order_by()
    reported = Entry.objects.filter(day=day, person_id__in=reports.values("person_id"))
    return {
        "whole": how_many(reports),
        "present": how_many(reported.exclude(state=EntryState.WITHDRAWN), "person_id", distinct=True),
        "waiting": how_many(waiting_for_me(viewer, day)),
    }


def _superior_cards(found: dict[str, Any]) -> list[Card]:
    whole, present, waiting = (found[name] or 0 for name in ("whole", "present", "waiting"))
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
