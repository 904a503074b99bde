"""Honest forms about superiors and their seats, and about the year of those who move; registered with the others."""

import datetime as dt

from tests.rights.records import Records
from tests.security.sendings import Sending, sends


@sends("admin", "people:acting_appoint")
def appoint(records: Records) -> Sending:
    world, ends = records.world, records.world.today + dt.timedelta(days=5)
    who = {"absent": world.superior.nip, "acting": world.acting.nip, "kind": "plh", "decree": "800/12/2026"}
    return Sending({**who, "starts": world.today.isoformat(), "ends": ends.isoformat()})


@sends("admin", "people:vacancy")
def vacancy(records: Records) -> Sending:
    day = records.world.today.isoformat()
    return Sending({"person": records.world.peer.pk, "kind": "plt", "starts": day, "ends": day, "decree": "SP 2"})


@sends("admin", "appraisal:year_rule")
def year_rule(records: Records) -> Sending:
    return Sending({"agency": records.world.a.pk, "from_year": 2026, "way": "longest", "basis": "Perwali 12/2026"})
