"""Leaders of the health office who retired today: one seat is empty, one is led by a Plt; and how its parts of a year are joined."""

import datetime as dt
from collections.abc import Sequence

from pamong.appraisal import actions as appraisal
from pamong.cli.seeding import offices as o
from pamong.cli.seeding.folk import Planned
from pamong.people.actions import careers, vacancies
from pamong.people.actions.bulk import Added
from pamong.people.enums import ActingKind
from pamong.people.models import Person, Unit
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today

EMPTY, LED, STANDS_IN = (
    "UPTD Puskesmas Tirtasari", "Bidang Kesehatan Masyarakat", "Bidang Pencegahan dan Pengendalian Penyakit",
)  # fmt: skip
PLT_DAYS = 60


def show(folk: Sequence[Planned], added: Added, *, by: Viewer) -> None:
    """Add it last: what their people planned and logged is then there, and waits for nobody."""
    day = today()
    heads = {p.units[-1]: added.persons[p.person.nip] for p in folk if p.agency == o.HEALTH_OFFICE and p.is_head}
    people = Person.objects.in_bulk(heads.values())
    for name in (EMPTY, LED):
        careers.leave(
            person=people[heads[name]], reason="retirement", day=day, decree=f"800/{day:%m}9/{day.year}", by=by
        )
    vacancies.appoint_seat(
        unit=Unit.objects.select_related("agency").get(pk=added.units[o.HEALTH_OFFICE, LED]),
        acting=people[heads[STANDS_IN]],
        kind=ActingKind.PLT,
        starts=day,
        ends=day + dt.timedelta(days=PLT_DAYS),
        decree=f"821/{day:%m}4/{day.year}",
        by=by,
    )
    vacancies.flag(by=by)
    appraisal.set_year_rule(
        agency_id=added.agencies[o.HEALTH_OFFICE],
        from_year=day.year,
        way="longest",
        basis=f"Keputusan Kepala Dinas Kesehatan Nomor 800/31/{day.year} (contoh)",
        by=by,
    )
