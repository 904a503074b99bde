"""Once a day (an area perhaps once a week): whoever follows something that had news is told, each message once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import now
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import Notice, notify_many, send_letters
from pamong.voice.complaints import queries as complaints
from pamong.voice.complaints.queries import News
from pamong.voice.following.actions.moving import move_on
from pamong.voice.following.enums import Rhythm
from pamong.voice.following.models import Follow
from pamong.voice.following.queries import name_of
from pamong.voice.following.queries.writing import TOLD, area_path
from pamong.voice.following.rules import windows
from pamong.voice.following.rules.windows import Window

Key = tuple[int | None, int | None, int | None, int | None]  # case, place, category, unit
Days = dict[Key, set[dt.date]]
_ROW = ("pk", "told_to", "person_id", "complaint_id", "place_id", "category_id", "unit_id")


@transaction.atomic
def tell(*, by: Viewer) -> int:
    """Tell of the days that are over, in one transaction with the mark of what was told; answers how many are told."""
    local = now().astimezone(ZoneInfo(settings.TIME_ZONE))
    told = _tell(Rhythm.DAILY, windows.cut_daily(local), by) + _tell(Rhythm.WEEKLY, windows.cut_weekly(local), by)
    move_on(by=by)
    return told


def _tell(rhythm: Rhythm, cut: dt.date, by: Viewer) -> int:
    due = Follow.objects.select_for_update().filter(rhythm=rhythm, confirmed_day__isnull=False, told_to__lt=cut)
    rows = list(due.values_list(*_ROW))
    if not rows:
        return 0
    days = _days(complaints.news(windows.first_of(min(row[1] for row in rows), cut), cut))
    mails, own = [], {}
    for pk, told_to, person, *subject in rows:
        first = windows.first_of(told_to, cut)
        if not windows.any_in(days.get((subject[0], subject[1], subject[2], subject[3]), ()), first, cut):
            continue
        window = Window(pk, first, cut)
        if person is None:
            mails.append(window.written())
        else:
            own[pk] = window.written()
    Follow.objects.filter(pk__in=[row[0] for row in rows]).update(via=ACTION, told_to=cut)
    return send_letters(kind=TOLD, keys=mails, by=by) + notify_many(notices=_notices(own), kind="voice.followed", by=by)


def _days(found: Iterable[News]) -> Days:
    """For every subject anybody could follow: the days on which it had news."""
    days: Days = defaultdict(set)
    for news in found:
        days[news.complaint_id, None, None, None].add(news.day)
        if news.of_area:
            for area in _areas(news):
                days[area].add(news.day)
    return days


def _areas(news: News) -> Iterator[Key]:
    places = {None, news.place_id, news.top_id}
    for place, category, unit in product(places, {None, news.category_id}, {None, news.unit_id}):
        yield None, place, category, unit


def _notices(keys: dict[int, str]) -> Iterator[Notice]:
    joined = ("complaint__category", "place__parent", "category", "unit")
    for follow in Follow.objects.select_related(*joined).filter(pk__in=keys):
        case = follow.complaint
        url = area_path(follow) if case is None else f"{area_path(follow)}{case.number}/"
        text = _("Ada kabar tentang %(what)s.") % {"what": name_of(follow)}
        yield Notice(follow.person_id or 0, text, url, keys[follow.pk])
