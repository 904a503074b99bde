"""How people are reached, for notices (setting CONTACTS)."""

from collections.abc import Collection

from django.db import connection

from pamong.platform.notifications.contacts import Contact

_SQL = """
SELECT p.id, p.email, p.phone, coalesce(a.time_zone, 'Asia/Jakarta'), a.id
FROM people_person p
LEFT JOIN LATERAL (
  SELECT agency.id, agency.time_zone FROM people_assignment post JOIN people_agency agency ON agency.id = post.agency_id
  WHERE post.person_id = p.id AND post.valid @> (clock_timestamp() AT TIME ZONE agency.time_zone)::date
  ORDER BY post.id LIMIT 1
) a ON true
WHERE p.id = ANY(%s) AND p.is_active
"""


def contacts_of(person_ids: Collection[int]) -> dict[int, Contact]:
    """Address, number, agency and zone of those of these people who are active; without a posting now in WIB."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [list(person_ids)])
        return {row[0]: Contact(row[1], row[2], row[3], row[4]) for row in cursor.fetchall()}
