"""What every write of this area begins with: the row, locked, in the scope of who acts."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models.functions import Now

from pamong.appraisal.models import Evaluation
from pamong.appraisal.queries.scope import carrier_of_assessor, visible
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.guard import ACTION


def locked(by: Viewer, policy: str, pk: int) -> Evaluation:
    """The evaluation, locked for this transaction, if ``by`` holds the right on it now; raises NotVisible.

    ``clock`` on it is the database's instant, by which everything in this transaction is dated and judged; ``carrier`` who
    carries the assessor's duties at it, if not he himself.
    """
    found = visible(by, policy).select_related("agency", "person").select_for_update(of=("self",))
    row = found.filter(pk=pk).annotate(clock=Now(), carrier=carrier_of_assessor(by)).first()
    if row is None:
        raise NotVisible
    return row


def clock(row: Evaluation) -> tuple[dt.datetime, dt.date]:
    """The instant and the civil day of the agency, by the database clock, for a row that ``locked`` answered."""
    at: dt.datetime = row.clock  # type: ignore[attr-defined]  # annotated by locked
    return at, at.astimezone(ZoneInfo(row.agency.time_zone)).date()


def acted_for(row: Evaluation, by: Viewer) -> int | None:
    """The assessor on whose behalf somebody else acts, or None when the assessor acts himself."""
    return row.assessor_id if by.person_id != row.assessor_id else None


def assessor_today(row: Evaluation) -> int:
    """Who carries the assessor's duties today, for a row that ``locked`` answered: the one to tell."""
    carrier: int | None = row.carrier  # type: ignore[attr-defined]  # annotated by locked
    return carrier or row.assessor_id


def write(row: Evaluation, *fields: str) -> None:
    """Save these fields of a locked row."""
    row.save(via=ACTION, update_fields=fields)


def alone(name: str) -> None:
    """Wait until no other transaction does the same named work (until the end of this transaction)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
