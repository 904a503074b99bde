"""Taking in the attendance machine's file. Taps stand beside the day; nothing is deducted, accepted or returned by them."""

from dataclasses import dataclass

from django.db import transaction

from pamong.people import queries as people
from pamong.platform.access.errors import NotAllowed
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION
from pamong.platform.importexport import headings
from pamong.platform.importexport.reader import Sheet, read
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_, say
from pamong.worklog.models import Attendance
from pamong.worklog.rules import taps as rules

BATCH = 2000


@dataclass(frozen=True)
class TapsTaken:
    """What came of a file: days new or changed, days that stood already, and rows refused with their reasons."""

    taken: int
    same: int
    refused: tuple[rules.Unread, ...]
    sheet: Sheet
    heading_row: int


@transaction.atomic
def take_taps(*, content: bytes, file_name: str, by: Viewer) -> TapsTaken:
    """Take in a file of taps for one's agencies; the same file again changes nothing. Raises Refused, NotAllowed."""
    if not by.has_role(Who.AGENCY_ADMIN, Who.PERSONNEL):
        raise NotAllowed
    sheets = read(content, file_name)
    place = headings.find(sheets, rules.FIELDS)
    if place is None:
        raise Refused(
            N_(
                "Kolom NIP dan Tanggal tidak ditemukan. Berkas perlu kolom NIP, Tanggal, dan Jam (atau Jam masuk dan Jam pulang)."
            ),
            field="file",
            code="berkas",
        )
    sheet = sheets[place.sheet]
    rows = sheet.rows[place.row + 1 :]
    if len(rows) > rules.MOST_ROWS:
        raise Refused(N_("Berkas terlalu besar. Bagi per bulan."), field="file", code="berkas")
    found, unread = rules.read_taps(rows, place.columns, first_row=place.row + 2)
    persons = people.persons_by_nip(by, {nip for nip, _ in found})
    strangers = [
        rules.Unread(one.row, say(N_("NIP %(nip)s tidak ada di perangkat daerah Anda."), nip=one.nip))
        for one in found.values()
        if one.nip not in persons
    ]
    known = [one for one in found.values() if one.nip in persons]
    taken = _store(known, persons, file_name, by)
    refused = tuple(sorted([*unread, *strangers], key=lambda one: one.row))
    return TapsTaken(taken, len(known) - taken, refused, sheet, place.row)


def _store(known: list[rules.Tapped], persons: dict[str, int], file_name: str, by: Viewer) -> int:
    days = [one.day for one in known]
    if not days:
        return 0
    span = (min(days), max(days))
    standing = {
        (row.person_id, row.day): row
        for row in Attendance.objects.select_for_update().filter(person_id__in=persons.values(), day__range=span)
    }
    new, changed = [], []
    for one in known:
        row = standing.get((persons[one.nip], one.day))
        facts = {"first_in": one.first_in, "last_out": one.last_out, "taps": one.taps}
        if row is None:
            new.append(
                Attendance(
                    person_id=persons[one.nip], day=one.day, source=file_name[:120], recorded_by=by.user_id, **facts
                )
            )
        elif any(getattr(row, name) != value for name, value in facts.items()):
            for name, value in facts.items():
                setattr(row, name, value)
            row.source = file_name[:120]
            changed.append(row)
    made = Attendance.objects.bulk_create(new, batch_size=BATCH, via=ACTION)
    Attendance.objects.bulk_update(changed, ["first_in", "last_out", "taps", "source"], batch_size=BATCH, via=ACTION)
    touched = [*made, *changed]
    if touched:
        audit.record(by=by, verb="worklog.taps_taken", target=touched[0], file=file_name[:120], days=len(touched))
    return len(touched)
