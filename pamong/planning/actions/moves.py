"""Plans follow the organisation: whoever takes another post within the year gets a second plan, the first one ends."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.people import queries as people
from pamong.planning.enums import SkpState
from pamong.planning.events import PlansFollowed
from pamong.planning.models import Skp
from pamong.planning.queries.cycles import excluded_among
from pamong.planning.queries.posts import open_cycles, running_plans, spans_of, with_superior
from pamong.planning.rules.posts import Span, days_within
from pamong.platform import events
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import Notice, notify_many
from pamong.platform.ui import formatting

ONE_DAY = dt.timedelta(days=1)
AT_ONCE = 500


@transaction.atomic
def follow_posts(*, person_ids: Iterable[int], by: Viewer, on: dt.date | None = None) -> int:
    """Bring the plans of these persons in line with their posts; answers how many plans were ended, moved or begun.

    A new post: the plan so far ends the day before and keeps its assessor, a draft begins for the new post (PP 30/2019
    Ps. 24(3)). The same post under a new superior, or in the unit that took the old one up: the plan goes on, with the
    superior of today. Doing it again changes nothing.
    """
    day = on or today()
    ids = sorted(set(person_ids))
    return sum(_follow(ids[start : start + AT_ONCE], day, by) for start in range(0, len(ids), AT_ONCE))


def _follow(person_ids: Sequence[int], day: dt.date, by: Viewer) -> int:
    plans: dict[int, list[Skp]] = defaultdict(list)
    for skp in running_plans(person_ids):
        plans[skp.person_id].append(skp)
    if not plans:
        return 0
    cycles = [skp.cycle for own in plans.values() for skp in own]
    held = spans_of(plans, min(c.starts for c in cycles), max(c.ends for c in cycles))
    changed = [skp for person_id, own in plans.items() for skp in _aligned(own, held.get(person_id, []), day)]
    reassigned = _save(changed, by)
    begun = _begin(plans, held, day, by)
    _tell_assessors(reassigned, by)
    if changed:
        events.publish(PlansFollowed(tuple(skp.pk for skp in changed), by))
    return len(changed) + len(begun)


def _aligned(own: list[Skp], held: list[Span], day: dt.date) -> list[Skp]:
    """The person's plans that had to change, changed but not stored: last day, post and assessor."""
    changed = []
    for number, skp in enumerate(own):
        span = _span_of(skp, held)
        days = days_within(span, skp.cycle.starts, skp.cycle.ends) if span else None
        if span is None or days is None:
            continue
        before = (skp.starts, skp.ends, skp.assignment_id, skp.assessor_id)
        last = days[1]
        if number + 1 < len(own):
            last = min(last, own[number + 1].starts - ONE_DAY)
        if last >= skp.starts and (last < skp.ends or skp.state != SkpState.AGREED):
            skp.ends = last
        post = span.on(min(max(day, skp.starts), skp.ends))
        skp.assignment_id = post.id
        if post.superior_id not in (None, skp.person_id):
            skp.assessor_id = post.superior_id
        if (skp.starts, skp.ends, skp.assignment_id, skp.assessor_id) != before:
            skp.was_assessor = before[3]  # type: ignore[attr-defined]  # for the notice
            changed.append(skp)
    return changed


def _span_of(skp: Skp, held: list[Span]) -> Span | None:
    named = next((span for span in held if span.holds(skp.assignment_id)), None)
    return named or next(
        (s for s in held if s.since <= skp.starts and (s.until is None or s.until >= skp.starts)), None
    )


def _save(changed: list[Skp], by: Viewer) -> list[int]:
    """Store them; answers the ids of those with another assessor."""
    Skp.objects.bulk_update(changed, ["ends", "assignment", "assessor"], via=ACTION, batch_size=AT_ONCE)
    for skp in changed:
        audit.record(by=by, verb="skp.followed_post", target=skp, ends=skp.ends, assessor=skp.assessor_id)
    return [skp.pk for skp in changed if skp.was_assessor != skp.assessor_id]  # type: ignore[attr-defined]  # set above


def _begin(plans: dict[int, list[Skp]], held: dict[int, list[Span]], day: dt.date, by: Viewer) -> list[Skp]:
    """Drafts for posts that have begun and no plan covers, for who already had a plan this year."""
    year = day.year
    cycles = open_cycles({span.agency_id for spans in held.values() for span in spans}, year)
    missing: list[tuple[Skp, Skp]] = []
    for person_id, own in plans.items():
        for span in held.get(person_id, []):
            cycle = cycles.get(span.agency_id)
            days = days_within(span, cycle.starts, cycle.ends) if cycle else None
            if cycle is None or days is None or days[0] > day or days[0] <= own[0].starts:
                continue
            if any(skp.starts <= days[1] and skp.ends >= days[0] for skp in own):
                continue
            post = span.on(min(day, days[1]))
            fresh = Skp(
                cycle=cycle,
                person_id=person_id,
                assignment_id=post.id,
                assessor_id=post.superior_id,
                approach=own[0].approach,
                starts=days[0],
                ends=days[1],
            )
            missing.append((own[-1], fresh))
    left_out = excluded_among({fresh.cycle_id for _before, fresh in missing}, day)
    wanted = [(before, fresh) for before, fresh in missing if (fresh.cycle_id, fresh.person_id) not in left_out]
    Skp.objects.bulk_create([fresh for _before, fresh in wanted], via=ACTION)
    for before, fresh in wanted:
        audit.record(by=by, verb="skp.begun_by_move", target=fresh, before=before.pk)
    notify_many(notices=[_begun(before, fresh) for before, fresh in wanted], kind="planning.moved", by=by)
    return [fresh for _before, fresh in wanted]


def _begun(before: Skp, fresh: Skp) -> Notice:
    text = _("Anda pindah tugas: SKP lama berakhir %(last)s, SKP baru mulai %(first)s sudah disiapkan sebagai draf.")
    days = {"last": formatting.long_date(before.ends), "first": formatting.long_date(fresh.starts)}
    url = reverse("planning:skp", args=[fresh.pk])
    return Notice(fresh.person_id, text % days, url, f"planning.moved:{fresh.pk}")


def _tell_assessors(skp_ids: list[int], by: Viewer) -> None:
    """Who has to check a submitted plan now, because the superior changed, hears of it."""
    found = list(with_superior(skp_ids)) if skp_ids else []
    carriers = people.carriers_of([skp.assessor_id or 0 for skp in found])
    text = _("%(name)s mengajukan SKP untuk Anda periksa.")
    notices = [
        Notice(
            carriers[skp.assessor_id or 0],
            text % {"name": skp.person.name},
            reverse("planning:review", args=[skp.pk]),
            f"planning.submitted:{skp.pk}:{skp.version}",
        )
        for skp in found
    ]
    notify_many(notices=notices, kind="planning.submitted", by=by)
