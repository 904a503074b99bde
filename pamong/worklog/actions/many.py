"""Several pieces of one's own work at once: a table from Excel, an answered e-mail, "same as yesterday".

Every row is judged by the rules of a single entry, against what stands already and against the rows before it; what passes
is stored together. The number of statements does not depend on the number of rows.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from pamong.evidence import actions as evidence
from pamong.people import queries as people
from pamong.people.queries import Presence
from pamong.platform.access.errors import NotAllowed
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import now
from pamong.platform.events import publish
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.worklog.actions._telling import _one_transaction, _sent_fact, _tell_boards
from pamong.worklog.actions.entries import Draft, _content, _not_posted
from pamong.worklog.events import EntrySent
from pamong.worklog.models import Entry
from pamong.worklog.queries.surroundings import standing_between, windows_of
from pamong.worklog.rules import hours, window

LONGEST = 400  # days back that a row may lie


@dataclass(frozen=True)
class Outcome:
    """What came of one row: an entry (unsaved in a dry run), the same as one that stands, or the refusal."""

    entry: Entry | None = None
    same: bool = False
    refused: Refused | None = None


def send_many(*, drafts: Sequence[Draft], by: Viewer, keys: Sequence[str] = (), dry: bool = False) -> list[Outcome]:
    """Log these pieces of one's own work, each as ``send`` would; what is refused leaves the others alone.

    ``keys`` (one for each draft) make a repetition harmless. With ``dry`` nothing is written and the answer is the same.
    Raises Refused only when another entry of the same person came in between.
    """
    if by.person_id is None:
        raise NotAllowed
    if not drafts:
        return []
    with _one_transaction():
        outcomes, paths = _judged(drafts, by.person_id, keys)
        made = [outcome.entry for outcome in outcomes if outcome.entry is not None]
        if dry or not made:
            return outcomes
        try:
            with transaction.atomic():
                Entry.objects.bulk_create(made, via=ACTION)
        except IntegrityError as error:
            raise Refused(
                N_("Catatan lain baru saja masuk pada waktu yang sama. Muat ulang, lalu coba lagi.")
            ) from error
        audit.record(by=by, verb="worklog.sent_many", target=made[0], entries=[entry.pk for entry in made])
        for entry in made:
            publish(EntrySent(entry_id=entry.pk, person_id=entry.person_id, day=entry.day))
        _tell_boards(people.posting_of(by.person_id), made[0])
        evidence.record_many(facts=[_sent_fact(entry, paths[entry.day]) for entry in made], by=by)
        return outcomes


def _judged(drafts: Sequence[Draft], me: int, keys: Sequence[str]) -> tuple[list[Outcome], dict[dt.date, str]]:
    moment = now()
    reach = (moment.date() - dt.timedelta(days=LONGEST), moment.date() + dt.timedelta(days=1))
    near = [draft.day for draft in drafts if reach[0] <= draft.day <= reach[1]]
    first, last = min(near, default=moment.date()), max(near, default=moment.date())
    posts = {day: found for (_, day), found in people.presence_of([me], first, last).items()}
    windows = windows_of({(post.agency_id or 0, post.day) for post in posts.values()})
    others = standing_between(me, first, last)
    answers: dict[int, Outcome] = {}
    for i in sorted(range(len(drafts)), key=lambda i: (drafts[i].day, drafts[i].starts)):
        draft = drafts[i]
        post = posts.get(draft.day)
        if post is None:
            answers[i] = Outcome(refused=_out_of_reach(draft.day))
            continue
        policy = windows[post.agency_id or 0, draft.day]
        answers[i] = _one(draft, post, policy, others, moment, key=keys[i] if keys else "")
        entry = answers[i].entry
        if entry is not None:
            others.append(hours.Worked(0, entry.text, entry.day, entry.starts_at, entry.ends_at))
    return [answers[i] for i in range(len(drafts))], {day: post.unit_path for day, post in posts.items()}


def _out_of_reach(day: dt.date) -> Refused:
    return Refused(N_("Tanggal %(day)s terlalu jauh dari hari ini. Periksa tahunnya."), field="day", day=day)


def _one(
    draft: Draft, post: Presence, policy: window.Window, others: list[hours.Worked], moment: dt.datetime, *, key: str
) -> Outcome:
    try:
        if post.unit_id is None or post.agency_id is None:
            raise _not_posted(draft.day)
        zone = ZoneInfo(post.time_zone)
        times = hours.span(day=draft.day, starts=draft.starts, ends=draft.ends, next_day=draft.next_day, zone=zone)
        if any((o.starts_at, o.ends_at, o.text) == (times.starts_at, times.ends_at, draft.text) for o in others):
            return Outcome(same=True)
        today = moment.astimezone(zone).date()
        reason = window.check_day(day=draft.day, today=today, window=policy, late_reason=draft.late_reason)
        hours.check(new=times, now=moment, others=others)
    except Refused as refused:
        return Outcome(refused=refused)
    entry = Entry(
        person_id=post.person_id,
        agency_id=post.agency_id,
        unit_id=post.unit_id,
        key=key,
        late_reason=reason,
        origin=draft.origin,
        disposition_id=draft.disposition_id,
        **_content(draft, times),
    )
    return Outcome(entry=entry)
