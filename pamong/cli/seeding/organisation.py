"""A year of an office in the example: a team across units, a change that waits for its day, a report, a comparison.

The story of the health office: its licensing section works with the clinics in a team; an office is renamed next month;
somebody says that the superior is wrong; and the personnel system disagrees about a few people.
"""

import datetime as dt
import json
from collections.abc import Sequence

from pamong.cli.seeding import offices as o
from pamong.cli.seeding.folk import Planned
from pamong.cli.seeding.roles import LICENSING
from pamong.people import queries as people
from pamong.people.actions import corrections, sync, teams, units
from pamong.people.actions.bulk import Added
from pamong.people.models import Person, Unit
from pamong.people.queries.units import Wanted
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today

MEMBERS = 4
COMPARED = 12
TASKS = (
    ("Susun alur izin klinik satu halaman bersama puskesmas", 14),
    ("Kumpulkan berkas izin yang menunggu lebih dari lima hari", 5),
)


def show(folk: Sequence[Planned], added: Added, *, by: Viewer) -> None:
    """Add the story; the people, units and days are the example's own."""
    health = [p for p in folk if p.agency == o.HEALTH_OFFICE]
    root = Unit.objects.select_related("agency").get(pk=added.units[o.HEALTH_OFFICE,])
    licensing = [p for p in health if p.units[-1] == LICENSING]
    elsewhere = [p for p in health if p.units[-1] != LICENSING and not p.is_head]
    _team(root, licensing, elsewhere, added, by)
    _rename(folk, added, by)
    _report(licensing, added)
    _compare(health[:COMPARED], by)


def _person(planned: Planned, added: Added) -> Person:
    return Person.objects.get(pk=added.persons[planned.person.nip])


def _team(root: Unit, licensing: Sequence[Planned], elsewhere: Sequence[Planned], added: Added, by: Viewer) -> None:
    leader, *staff = [p for p in licensing if not p.is_head]
    since = today() - dt.timedelta(days=60)
    team = teams.create(
        unit=root, name="Tim Percepatan Izin Fasilitas Kesehatan",
        purpose="Izin klinik dan apotek selesai dalam tujuh hari kerja, dari berkas lengkap sampai terbit.",
        decree="188.4/215/2026", starts=since, ends=None, leader=_person(leader, added), by=by,
    )  # fmt: skip
    for planned in [*staff[:2], *elsewhere[:: max(1, len(elsewhere) // MEMBERS)][:MEMBERS]]:
        teams.add_member(team=team, person=_person(planned, added), role="member", since=since, by=by)
    account = people.user_by_name(leader.person.nip)
    members = [
        row.person_id for row in people.present_members(team) if row.person_id != added.persons[leader.person.nip]
    ]
    if account is not None:
        viewer = people.viewer_for_user(account)
        for person_id, (text, days) in zip(members, TASKS, strict=False):
            due = today() + dt.timedelta(days=days)
            teams.give_task(team=team, person_id=person_id, text=text, due_on=due, by=viewer)


def _rename(folk: Sequence[Planned], added: Added, by: Viewer) -> None:
    """The first section of the personnel office bears a new name from next month on."""
    way = next(p.units for p in folk if p.agency == o.PERSONNEL_OFFICE and len(p.units) > 1)
    unit = Unit.objects.select_related("agency").get(pk=added.units[way])
    day = (today().replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    units.plan(wanted=Wanted(unit, "rename", day, name=f"{unit.name} dan Data"), decree="060/118/2026", by=by)


def _report(licensing: Sequence[Planned], added: Added) -> None:
    account = people.user_by_name(licensing[-1].person.nip)
    if account is None:
        return
    head = next(p for p in licensing if p.is_head)
    proposal = corrections.Proposal(superior=_person(head, added), since=today() - dt.timedelta(days=20))
    corrections.report_wrong_superior(
        text="Sejak pembagian tugas bulan ini saya langsung di bawah kepala bidang, surat tugas 800/77/2026.",
        proposal=proposal, by=people.viewer_for_user(account),
    )  # fmt: skip


def _compare(people_: Sequence[Planned], by: Viewer) -> None:
    """A file that says the same of most, another rank of one, another name of the next and an unknown unit of the third."""
    rows = [
        {
            "nipBaru": p.person.nip, "nama": p.person.name, "golRuangAkhir": p.person.rank,
            "jabatanNama": p.post.title, "unorNama": p.units[-1], "emailGov": p.email, "kedudukanPnsNama": "Aktif",
        }
        for p in people_
    ]  # fmt: skip
    staff = [row for row, p in zip(rows, people_, strict=True) if not p.is_head]
    staff[0]["golRuangAkhir"] = "III/d" if staff[0]["golRuangAkhir"] != "III/d" else "IV/a"
    staff[1]["nama"] = f"{staff[1]['nama'].split(',')[0]} Wibowo"
    staff[2]["unorNama"] = "Seksi Kesehatan Tradisional"
    sync.run(content=json.dumps(rows).encode(), file_name="siasn-kesehatan.json", source="folder", by=by)
