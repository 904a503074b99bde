"""The roll-up of complaints, made anew from the cases: nothing that somebody sends moves it at that moment."""

from django.db import connection, transaction

from pamong.platform.access.viewer import Viewer
from pamong.voice.complaints import queries as complaints
from pamong.voice.insight.models import Tally

COLUMNS = (
    "month", "unit_id", "category_id", "place_id", "state", "is_public", "n", "decided", "in_time", "rated", "rating_sum",
    "days",
)  # fmt: skip


@transaction.atomic
def count(*, by: Viewer) -> int:
    """Count everything again; readers see the old counts until it is done. Answers the number of rows."""
    del by
    rows = complaints.tally_rows().values_list(*COLUMNS)
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('insight.count'))")
        Tally.objects.all().delete()
        cursor.execute(f"INSERT INTO insight_tally ({', '.join(COLUMNS)}) {sql}", params)  # names from above
        return int(cursor.rowcount)
