"""Public cases, made through the actions."""

import datetime as dt
from typing import Any

from pamong.platform.guard import ACTION
from pamong.voice.complaints import actions
from pamong.voice.complaints.models import Complaint
from tests.voice import builder
from tests.voice.builder import Catalogue
from tests.world import World

SAID = "Lampu jalan di depan pasar mati."


def show(world: World, case: Complaint, text: str = SAID, photos: Any = ()) -> Complaint:
    """Cleared for the public by the complaint officer."""
    actions.moderate(complaint=case, show=True, text=text, photos=photos, by=world.viewer("officer"))
    case.refresh_from_db()
    return case


def shown(world: World, cat: Catalogue, text: str = SAID, **changes: Any) -> Complaint:
    """A fresh case, cleared for the public."""
    return show(world, builder.received(cat, **changes), text)


def dated(case: Complaint, day: dt.date) -> Complaint:
    """As if received on ``day``."""
    Complaint.objects.filter(pk=case.pk).update(via=ACTION, received_day=day)
    case.refresh_from_db()
    return case
