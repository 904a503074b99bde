"""The nightly look: unusual rises and texts that say nearly the same become signals, with their reasons."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.people import queries as people
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import Notice, notify_many
from pamong.voice.complaints import queries as complaints
from pamong.voice.complaints.queries import Recent
from pamong.voice.insight.enums import SignalKind, SignalState
from pamong.voice.insight.models import Signal, SignalCase, SignalPolicy
from pamong.voice.insight.queries.signals import policy_on
from pamong.voice.insight.rules import alike, rise

Where = tuple[int, int | None]  # category, kecamatan


@transaction.atomic
def watch(*, today: dt.date, by: Viewer) -> list[Signal]:
    """Look at the days up to yesterday and raise what is new; what already stands open is brought up to date."""
    policy = policy_on(today)
    last = today - dt.timedelta(days=1)
    made = [*_rises(policy, last, by), *_alike(policy, last, by)]
    for signal in made:
        audit.record(by=by, verb="signal.raised", target=signal, kind=signal.kind, count=signal.count)
        _tell(signal, by)
    return made


def _rises(policy: SignalPolicy, last: dt.date, by: Viewer) -> list[Signal]:
    del by
    length = policy.window_days
    rows = complaints.recent(last - dt.timedelta(days=length * (policy.windows + 1) - 1), last)
    began = complaints.first_day() or last
    known = min(policy.windows, ((last - began).days + 1) // length - 1)
    counts: dict[Where, Counter[int]] = defaultdict(Counter)
    newest: dict[Where, list[Recent]] = defaultdict(list)
    for row in rows:
        at = (last - row.day).days // length
        counts[row.category_id, row.top][at] += 1
        if at == 0:
            newest[row.category_id, row.top].append(row)
    made = []
    for where, seen in sorted(counts.items(), key=str):
        past = [seen[at] for at in range(1, known + 1)]
        found = rise.judge(seen[0], past, least=policy.least, percent=policy.percent)
        if found is None:
            continue
        reasons = {
            "rule": rise.VERSION,
            "days": length,
            "count": found.count,
            "history": list(found.history),
            "mean": str(found.mean),
            "highest": found.highest,
            "bar": str(found.bar),
        }
        signal = _raised(SignalKind.RISE, where, [row.pk for row in newest[where]], reasons, last)
        made += [signal] if signal else []
    return made


def _raised(
    kind: SignalKind, where: Where, cases: Sequence[int], reasons: dict[str, Any], day: dt.date
) -> Signal | None:
    """A new signal, or None where one of the same matter stands open (brought up to date) or was decided lately."""
    category_id, top = where
    same = Signal.objects.filter(kind=kind, category_id=category_id)
    same = same.filter(place__isnull=True) if top is None else same.filter(place_id=top)
    if kind == SignalKind.ALIKE:
        same = same.filter(cases__complaint_id__in=cases).distinct()
    standing = same.filter(state=SignalState.NEW).order_by("pk").first()
    if standing is not None:
        Signal.objects.filter(pk=standing.pk).update(via=ACTION, count=len(cases), reasons=reasons, seen_day=day)
        _keep_cases(standing, cases)
        return None
    decided = same.order_by("-seen_day").first()
    if decided is not None:
        # The same matter again: only when it has grown by half since somebody decided on it, or after as long a calm.
        Signal.objects.filter(pk=decided.pk).update(via=ACTION, seen_day=day)
        calm = (day - decided.seen_day).days > int(reasons["days"])
        if not calm and 2 * len(cases) < 3 * decided.count:
            return None
    signal: Signal = Signal.objects.add(
        via=ACTION,
        kind=kind,
        category_id=category_id,
        place_id=top,
        unit=complaints.unit_responsible(category_id, top),
        day=day,
        seen_day=day,
        count=len(cases),
        reasons=reasons,
    )
    _keep_cases(signal, cases)
    return signal


def _keep_cases(signal: Signal, cases: Iterable[int]) -> None:
    there = set(signal.cases.values_list("complaint_id", flat=True))
    rows = [SignalCase(signal=signal, complaint_id=pk) for pk in sorted(set(cases) - there)]
    SignalCase.objects.bulk_create(rows, via=ACTION)


def _alike(policy: SignalPolicy, last: dt.date, by: Viewer) -> list[Signal]:
    del by
    since = last - dt.timedelta(days=policy.window_days - 1)
    texts: dict[Where, dict[int, str]] = defaultdict(dict)
    for pk, category_id, top, text in complaints.words_of(since, last):
        texts[category_id, top][pk] = text
    made = []
    for where, said in sorted(texts.items(), key=str):
        for group in alike.groups(said, percent=policy.alike_percent, least=policy.alike_least):
            reasons = {
                "rule": alike.VERSION,
                "days": policy.window_days,
                "count": len(group),
                "percent": policy.alike_percent,
            }
            signal = _raised(SignalKind.ALIKE, where, group, reasons, last)
            made += [signal] if signal else []
    return made


def _tell(signal: Signal, by: Viewer) -> None:
    """Complaint officers of the region and of the unit's agency hear of it; the words name a service, never a person."""
    agency = signal.unit.agency_id if signal.unit else None
    text = _("Sinyal pengaduan: %(count)s laporan %(what)s perlu dilihat bersama.") % {
        "count": signal.count,
        "what": signal.category.name,
    }
    url, key = reverse("insight:signal", kwargs={"pk": signal.pk}), f"voice.signal:{signal.pk}"
    holders = sorted(set(people.role_holders(Who.COMPLAINT_OFFICER, agency_id=agency)))
    notices = [Notice(person_id, text, url, key) for person_id in holders]
    notify_many(notices=notices, kind="voice.signal", by=by)
