"""What is over goes, and the addresses with it: wishes nobody confirmed, cases long closed or no longer public, areas at their end."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today
from pamong.platform.guard import ACTION
from pamong.voice.complaints import queries as complaints
from pamong.voice.following.models import Follow
from pamong.voice.following.rules.windows import UNCONFIRMED_DAYS


@transaction.atomic
def tidy(*, by: Viewer) -> int:
    """Delete what is over, by the days in force; answers how many rows went."""
    del by
    day = today()
    closed = day - dt.timedelta(days=complaints.policy_on(day).follow_days)
    over = (
        Q(confirmed_day__isnull=True, asked_day__lt=day - dt.timedelta(days=UNCONFIRMED_DAYS))
        | Q(complaint__isnull=False, complaint__closed_day__lt=closed)
        | Q(complaint__isnull=False, complaint__is_public=False)
        | Q(ends__lt=day)
        | Q(person__is_active=False)
    )
    return Follow.objects.filter(over).delete(via=ACTION)[0]
