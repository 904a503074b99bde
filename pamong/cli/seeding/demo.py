"""Kota Contoh, an invented town of five agencies, for a first look and for the journeys.

Two agencies are in the middle of their year. The civil registry has only its people, so that a newcomer can walk the
whole path himself, from the opening of the cycle to the signed evaluation.
"""

import random
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.db import transaction

from pamong.cli.seeding import accounts as store
from pamong.cli.seeding import living, organisation, programs, seats, voices
from pamong.cli.seeding.folk import Planned, populate
from pamong.cli.seeding.offices import REGION, TOWN
from pamong.cli.seeding.roles import NAMED, ROLES
from pamong.people import queries as people
from pamong.people.actions.bulk import Added, NewPerson, add_people
from pamong.people.models import Person
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar import actions as calendar
from pamong.platform.calendar.queries import now, today
from pamong.voice.insight import actions as insight

BY = Viewer.system("Data contoh")


class NotHere(Exception):
    """Example data have no place in production."""


def is_empty() -> bool:
    """Whether nobody has entered people yet: only then the example is loaded."""
    return not Person.objects.exists()


def load(*, seed: int) -> None:
    """Load the town, all or nothing. Passwords and second factors are new each time, the rest follows from the seed."""
    if settings.PRODUCTION:
        raise NotHere
    folk = populate(TOWN, random.Random(seed), NAMED)  # noqa: S311  # example data
    sign_ins = _sign_ins(folk)
    store.keep(sign_ins)  # before the data: accounts without their secrets would be lost
    with transaction.atomic():
        audit.set_context(by=BY, route="demo")
        year = today().year
        for each in (year - 1, year, year + 1):
            calendar.seed_year(year=each, by=BY)
        added = add_people(region=REGION, people=[new_person(p) for p in folk], by=BY)
        _open_accounts(folk, sign_ins, added)
        organisation.show(folk, added, by=BY)
        living.bring_to_life(folk, added, random.Random(seed + 1), by=BY)  # noqa: S311  # example data
        voices.give_voice(added, random.Random(seed + 2), now(), by=BY)  # noqa: S311  # example data
        programs.give_key(by=BY)
        seats.show(folk, added, by=BY)
        insight.count(by=BY)
        insight.watch(today=today(), by=BY)
        voices.round_off(by=BY)


def accounts() -> list[dict[str, Any]]:
    """The accounts of this home, as ``pamong demo`` prints them; nothing where the data are not the example's."""
    return [asdict(one) for one in store.kept() if people.user_by_name(one.nip) is not None]


def new_person(planned: Planned) -> NewPerson:
    """A planned person as the personnel area takes him."""
    return NewPerson(
        nip=planned.person.nip,
        name=planned.person.name,
        rank=planned.person.rank,
        email=planned.email,
        phone=planned.phone,
        units=planned.units,
        title=planned.post.title,
        kind=planned.post.kind,
        level=planned.post.level,
        is_head=planned.is_head,
        superior=planned.superior,
        since=planned.since,
    )


def _sign_ins(folk: list[Planned]) -> list[store.SignIn]:
    by_slot = {p.slot: p.person for p in folk}
    return [
        store.draw(role=role.key, nip=by_slot[role.slot].nip, name=role.person.name, tip=role.tip) for role in ROLES
    ]


def _open_accounts(folk: list[Planned], sign_ins: list[store.SignIn], added: Added) -> None:
    for role, sign_in in zip(ROLES, sign_ins, strict=True):
        agency = added.agencies[role.slot.agency] if role.own_agency else None
        store.open_account(sign_in, grant=role.grant, agency_id=agency, by=BY)
