"""The log of outages: every day it names lengthens the time to log by a day, for everybody it concerned."""

import datetime as dt

from django.db import transaction

from pamong.platform.access.errors import NotAllowed
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import now
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.worklog.models import Outage

LONGEST = dt.timedelta(days=31)


@transaction.atomic
def record_outage(
    *, starts_at: dt.datetime, ends_at: dt.datetime, reason: str, agency_id: int | None, by: Viewer
) -> Outage:
    """Enter hours in which Pamong could not be used: for one agency (its network was down) or everywhere. Raises Refused."""
    everywhere = by.has_role(Who.SYSADMIN) or by.agencies_for(Who.PERSONNEL) is None
    mine = by.agencies_for(Who.AGENCY_ADMIN) or frozenset()
    if not (by.is_system or everywhere or agency_id in mine or agency_id in (by.agencies_for(Who.PERSONNEL) or ())):
        raise NotAllowed
    if ends_at <= starts_at:
        raise Refused(N_("Selesai harus setelah mulai."), field="ends")
    if ends_at > now() or ends_at - starts_at > LONGEST:
        raise Refused(N_("Gangguan dicatat setelah selesai, paling lama 31 hari."), field="ends")
    if not reason.strip():
        raise Refused(N_("Tulis apa yang terganggu."), field="reason")
    made = Outage.objects.add(
        via=ACTION,
        starts_at=starts_at,
        ends_at=ends_at,
        reason=reason.strip(),
        agency_id=agency_id,
        recorded_by=by.user_id,
    )
    audit.record(by=by, verb="worklog.outage_recorded", target=made)
    return made
