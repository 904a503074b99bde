"""The agency's policy of daily entries: a new dated record, never an edit of the past."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION
from pamong.worklog.models import EntryPolicy
from pamong.worklog.rules.window import Window


@transaction.atomic
def set_policy(
    *,
    agency_id: int | None,
    valid_from: dt.date,
    days_back: int,
    day_starts: dt.time,
    ask: str,
    by: Viewer,
    reason_after: int = Window.reason_after,
    closing: dt.time = Window.closing,
) -> EntryPolicy:
    """Set how entries are taken from a day on, for one agency or (None) everywhere; a record of the same day is replaced."""
    values = {
        "days_back": days_back,
        "day_starts": day_starts,
        "ask": ask,
        "reason_after": reason_after,
        "closing": closing,
        "set_by": by.user_id,
    }
    row = EntryPolicy.objects.select_for_update().filter(Q(agency_id=agency_id), valid_from=valid_from).first()
    if row is None:
        row = EntryPolicy.objects.add(via=ACTION, agency_id=agency_id, valid_from=valid_from, **values)
    else:
        for name, value in values.items():
            setattr(row, name, value)
        row.save(via=ACTION, update_fields=list(values))
    audit.record(by=by, verb="worklog.policy_set", target=row)
    return row
