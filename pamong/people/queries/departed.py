"""Who stands in the place of somebody who is no longer in service."""

from collections.abc import Iterable

from django.db import connection

from pamong.platform.calendar.queries import today

# Somebody is gone who holds no post on the day (or left the service) and whose duties nobody carries as Plt/Plh. In his place
# stands the superior of his last post, and so on upwards (PP 30/2019 Ps. 46: the superior of an absent assessor).
_IN_PLACE = """
WITH RECURSIVE gone AS (
  SELECT p.id FROM people_person p WHERE
    (NOT p.is_active OR NOT EXISTS (SELECT FROM people_assignment a WHERE a.person_id = p.id AND a.valid @> %(day)s::date))
    AND NOT EXISTS (SELECT FROM people_acting x WHERE x.absent_id = p.id AND x.valid @> %(day)s::date)
    AND (p.id = ANY(%(ids)s) OR p.left_on <= %(day)s::date)
), climb AS (
  SELECT id AS start, id AS place, 0 AS steps FROM gone WHERE id = ANY(%(ids)s)
  UNION ALL
  SELECT climb.start, post.superior_id, climb.steps + 1
  FROM climb JOIN gone ON gone.id = climb.place CROSS JOIN LATERAL (
    SELECT a.superior_id FROM people_assignment a WHERE a.person_id = climb.place AND lower(a.valid) <= %(day)s::date
    ORDER BY a.valid DESC LIMIT 1
  ) post
  WHERE post.superior_id IS NOT NULL AND climb.steps < 30
)
SELECT start, place FROM climb WHERE NOT EXISTS (SELECT FROM gone WHERE gone.id = climb.place)
"""


def in_place_of(person_ids: Iterable[int]) -> dict[int, int]:
    """By person id who stands in the place of those who are gone; others, and those above whom nobody stands, are missing."""
    ids = sorted(person_ids)
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_IN_PLACE, {"day": today(), "ids": ids})
        return dict(cursor.fetchall())
