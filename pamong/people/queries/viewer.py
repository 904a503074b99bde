"""The viewer of an account: everything a request's rights depend on, in one statement."""

from typing import Any

from django.db import connection

from pamong.people.models import User
from pamong.platform.access.viewer import RoleGrant, Viewer
from pamong.platform.calendar.queries import hold

# One statement for everything a request's rights depend on. Paths led include those that the units led, and what hangs
# below them, had before they moved or went up in another: facts keep the path of their day.
BESIDE = "_read_beside"  # on an account fresh from the database: the row of its viewer
_VIEWER = """
WITH me AS (
  SELECT u.id, u.nip, u.person_id, coalesce(p.name, nullif(u.display_name, ''), u.nip) AS name, u.must_change_password,
         (now() AT TIME ZONE coalesce(ag.time_zone, 'Asia/Jakarta'))::date AS day, a.agency_id, a.unit_id, a.position_title,
         coalesce(ag.name, '') AS agency_name, coalesce(ag.time_zone, 'Asia/Jakarta') AS zone
  FROM people_user u
  LEFT JOIN people_person p ON p.id = u.person_id
  LEFT JOIN people_assignment a ON a.person_id = u.person_id AND a.valid @> (now() AT TIME ZONE 'Asia/Jakarta')::date
  LEFT JOIN people_agency ag ON ag.id = a.agency_id
  WHERE u.id = %%s
), duties AS (
  SELECT me.person_id AS id FROM me WHERE me.person_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM people_acting x WHERE x.absent_id = me.person_id AND x.valid @> me.day)
  UNION SELECT x.absent_id FROM people_acting x, me WHERE x.acting_id = me.person_id AND x.valid @> me.day
), led AS (
  SELECT un.path FROM people_assignment h JOIN people_unit un ON un.id = h.unit_id, me
  WHERE h.is_head AND h.person_id IN (SELECT id FROM duties) AND h.valid @> me.day
  UNION SELECT un.path FROM people_seatacting s JOIN people_unit un ON un.id = s.unit_id, me
  WHERE s.acting_id = me.person_id AND NOT s.is_over AND s.valid @> me.day
    AND NOT EXISTS (SELECT 1 FROM people_assignment h WHERE h.unit_id = s.unit_id AND h.is_head AND h.valid @> me.day)
)
SELECT me.*,
  ARRAY(SELECT id FROM duties),
  ARRAY(SELECT path FROM led UNION SELECT past.path FROM people_unitpast past JOIN people_unit un ON un.id = past.unit_id
        JOIN led ON un.path LIKE led.path || '%%%%' ORDER BY 1),
  EXISTS (SELECT 1 FROM people_assignment r, me WHERE r.superior_id IN (SELECT id FROM duties) AND r.valid @> me.day),
  ARRAY(SELECT g.role || ':' || coalesce(g.agency_id::text, '') FROM people_rolegrant g WHERE g.user_id = me.id),
  (SELECT count(*) FROM notifications_notification n WHERE n.person_id = me.person_id AND n.read_at IS NULL),
  EXISTS (SELECT 1 FROM mfa_authenticator m WHERE m.user_id = me.id AND m.type IN ('totp', 'webauthn')),
  clock_timestamp()%(account)s
FROM me%(joined)s
"""
_COLUMNS = [field.attname for field in User._meta.concrete_fields]
_ALONE = _VIEWER % {"account": "", "joined": ""}
_WITH_ACCOUNT = _VIEWER % {
    "account": "".join(f", account.{name}" for name in _COLUMNS),
    "joined": " JOIN people_user account ON account.id = me.id",
}


def viewer_for_user(user: User) -> Viewer:
    """The viewer of an account, on the agency's present day: duties carried, units led, roles, unread notices.

    Asks the database, except the first time for an account that ``account_with_viewer`` has just read.
    """
    if (beside := getattr(user, BESIDE, None)) is not None:
        delattr(user, BESIDE)
        return _viewer(beside)
    with connection.cursor() as cursor:
        cursor.execute(_ALONE, [user.pk])
        row = cursor.fetchone()
    return _viewer(row) if row else Viewer.anonymous()


def account_with_viewer(user_id: int) -> User | None:
    """The account of a session and, read beside it in the same statement, what ``viewer_for_user`` will be asked next."""
    with connection.cursor() as cursor:
        cursor.execute(_WITH_ACCOUNT, [user_id])
        row = cursor.fetchone()
    if row is None:
        return None
    user = User.from_db(connection.alias, _COLUMNS, row[-len(_COLUMNS) :])
    setattr(user, BESIDE, row[: -len(_COLUMNS)])
    return user


def _viewer(row: tuple[Any, ...]) -> Viewer:
    (
        uid,
        nip,
        person_id,
        name,
        must_change,
        _day,
        agency_id,
        unit_id,
        position,
        agency_name,
        zone,
        acts,
        leads,
        reports,
        roles,
        unread,
        mfa,
        instant,
    ) = row
    hold(instant)
    grants = [role.split(":") for role in roles]
    return Viewer(
        user_id=uid,
        person_id=person_id,
        name=name,
        nip=nip,
        position=position or "",
        agency_id=agency_id,
        agency_name=agency_name,
        unit_id=unit_id,
        time_zone=zone,
        acts_for=frozenset(acts),
        leads=tuple(leads),
        has_reports=reports,
        grants=frozenset(RoleGrant(role, int(agency) if agency else None) for role, agency in grants),
        unread=unread,
        must_set_up="password" if must_change else "" if mfa else "mfa",
    )


def viewer_of_person(person_id: int) -> Viewer | None:
    """The viewer of a person's own active account, for what comes in by other ways than the pages; None without one."""
    user = User.objects.filter(person_id=person_id, is_active=True).first()
    return viewer_for_user(user) if user else None
