"""Leave and trips from a workbook: judge every row without writing, take what can be taken."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.people import queries
from pamong.people.enums import AbsenceKind
from pamong.people.events import AttendanceChanged
from pamong.people.models import Absence, Person
from pamong.people.rules import absences as rules
from pamong.people.rules.absence_table import AbsenceLine
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.events import publish
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import Notice, notify_many
from pamong.platform.ui import formatting
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Judged:
    """One row: whose absence it is, whether it stands already, and why it cannot be taken (None: it can)."""

    line: AbsenceLine
    person_id: int = 0
    name: str = ""
    same: bool = False
    refused: Refused | None = None

    @property
    def good(self) -> bool:
        return not self.same and self.refused is None

    @property
    def kind_label(self) -> str:
        return str(AbsenceKind(self.line.kind).label)


def judge(*, lines: Sequence[AbsenceLine], by: Viewer) -> list[Judged]:
    """What would come of each row now, in two statements; nothing is written."""
    wanted = {line.nip for line in lines}
    known = {post.person.nip: post.person for post in queries.recordable(by).filter(person__nip__in=wanted)}
    taken: dict[int, list[tuple[str, dt.date, dt.date]]] = defaultdict(list)
    if lines:
        span = (min(line.starts for line in lines), max(line.ends for line in lines) + ONE_DAY)
        people = [person.pk for person in known.values()]
        if span[0] < span[1]:
            for row in Absence.objects.filter(person_id__in=people, valid__overlap=span):
                taken[row.person_id].append((row.kind, row.valid.lower, row.last_day))
    day, found = today(), []
    for line in lines:
        one = _judged(line, known.get(line.nip), taken, day=day, by=by)
        if one.good:
            taken[one.person_id].append((line.kind, line.starts, line.ends))
        found.append(one)
    return found


def _judged(
    line: AbsenceLine,
    person: Person | None,
    taken: dict[int, list[tuple[str, dt.date, dt.date]]],
    *,
    day: dt.date,
    by: Viewer,
) -> Judged:
    if person is None or person.pk == by.person_id:
        return Judged(line, refused=Refused(N_("NIP %(nip)s bukan pegawai yang Anda catat."), nip=line.nip))
    standing = [one for one in taken[person.pk] if one[1] <= line.ends and line.starts <= one[2]]
    if (line.kind, line.starts, line.ends) in standing:
        return Judged(line, person.pk, person.name, same=True)
    try:
        rules.check_period(line.starts, line.ends, part=line.part, today=day)
        if standing:
            kind, first, last = standing[0]
            raise Refused(
                N_("Sudah tercatat %(kind)s dari %(first)s sampai %(last)s."),
                kind=str(AbsenceKind(kind).label),
                first=first,
                last=last,
            )
    except Refused as refused:
        return Judged(line, person.pk, person.name, refused=refused)
    return Judged(line, person.pk, person.name)


@transaction.atomic
def take(*, lines: Sequence[AbsenceLine], by: Viewer) -> list[Absence]:
    """Enter the rows that can be taken at this moment; each person is told. The same file again changes nothing."""
    nips = {line.nip for line in lines}
    Person.objects.select_for_update().filter(nip__in=nips).order_by("pk").count()
    good = [one for one in judge(lines=lines, by=by) if one.good]
    if not good:
        return []
    made = Absence.objects.bulk_create([_absence(one, by) for one in good], via=ACTION)
    audit.record(by=by, verb="absence.taken", target=made[0], count=len(made))
    first, last = min(one.line.starts for one in good), max(one.line.ends for one in good)
    publish(AttendanceChanged(person_ids=tuple(sorted({one.person_id for one in good})), first=first, last=last))
    url = reverse("people:absences")
    notices = [
        Notice(one.person_id, _said(one), url, f"absence:{row.pk}:recorded")
        for one, row in zip(good, made, strict=True)
    ]
    notify_many(notices=notices, kind="absence.changed", by=by)
    return made


def _absence(one: Judged, by: Viewer) -> Absence:
    line = one.line
    return Absence(
        person_id=one.person_id,
        kind=line.kind,
        valid=(line.starts, line.ends + ONE_DAY),
        part=line.part,
        decree=line.decree,
        note=line.note,
        recorded_by=by.user_id,
    )


def _said(one: Judged) -> str:
    return _("%(kind)s Anda dicatat: %(starts)s sampai dengan %(ends)s.") % {
        "kind": one.kind_label,
        "starts": formatting.long_date(one.line.starts),
        "ends": formatting.long_date(one.line.ends),
    }
