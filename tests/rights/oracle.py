"""A second implementation of the permission table: who stands how to the employee's records, written by hand."""

from pamong.platform.access.table import TABLE
from pamong.platform.access.who import Who
from tests.world import STAFF

EVERYONE: tuple[str | None, ...] = (
    *STAFF,
    "personnel",
    "inspector",
    "leader",
    "sysadmin",
    "officer",
    "custodian",
    None,
)

# How each person of the world stands to a record about ``employee`` (civil registry, office of ``superior``).
TO_EMPLOYEE: dict[str | None, set[Who]] = {
    "employee": {Who.SELF},
    "superior": {Who.SUPERIOR, Who.ABOVE},
    "head": {Who.ABOVE, Who.ASSESSORS_SUPERIOR},
}
ROLES: dict[str | None, set[Who]] = {
    "admin": {Who.AGENCY_ADMIN},
    "personnel": {Who.PERSONNEL},
    "inspector": {Who.INSPECTOR},
    "leader": {Who.LEADER},
    "sysadmin": {Who.SYSADMIN},
    "officer": {Who.COMPLAINT_OFFICER},
    "custodian": {Who.CUSTODIAN},
}
RELATIONS = {
    Who.SELF,
    Who.SUPERIOR,
    Who.ABOVE,
    Who.ASSESSORS_SUPERIOR,
    Who.GIVER,
    Who.INVITED,
    Who.HANDLER,
    Who.TEAM_LEAD,
}


def holders(policy: str, relations: dict[str | None, set[Who]]) -> set[str | None]:
    """Who may do this on a record to which they stand as ``relations`` says."""
    wanted = set(TABLE[policy].who)
    found: set[str | None] = set()
    for who in EVERYONE:
        has = relations.get(who, set()) | ROLES.get(who, set()) | {Who.PUBLIC, Who.RECEIPT}
        if who in STAFF:
            has |= {Who.STAFF}
        if has & wanted:
            found.add(who)
    return found


def may_open(policy: str) -> set[str | None]:
    """Who may open a page that is about nobody in particular: all who could hold the right somewhere."""
    return holders(policy, dict.fromkeys(STAFF, RELATIONS))
