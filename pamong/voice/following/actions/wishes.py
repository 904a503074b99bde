"""Asking to be told, saying yes, and ending it. The log says that it happened, never of whom or of what (docs/adr/0051)."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language

from pamong.platform.access import throttle
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import now, today
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import send_letters
from pamong.platform.privacy.hidden import hide
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.voice.complaints import queries as complaints
from pamong.voice.following.enums import Language, Rhythm
from pamong.voice.following.models import Follow
from pamong.voice.following.queries import Subject, mark_of, mine
from pamong.voice.following.queries.writing import ASKED, USE

ASKED_A_DAY = 6  # mails of this kind to one address
DAY = dt.timedelta(days=1)
MOST_OWN = 100


@transaction.atomic
def ask(*, subject: Subject, address: str, rhythm: Rhythm = Rhythm.DAILY, by: Viewer) -> None:
    """Keep the wish and ask the address whether it is one; nothing else is sent before it said yes.

    The same for an address that is known and for one that is not. One such mail an hour for a wish, six a day for an address;
    beyond that nothing is sent, and the asker is told the same.
    """
    if throttle.claim("following.address", address.strip().lower(), limit=ASKED_A_DAY, window=DAY):
        return
    mark, language = mark_of(subject, address), Language.of(get_language())
    wish = _made(
        subject,
        mark=mark,
        language=language,
        hidden=hide(address.strip(), secret=settings.SECRET_KEY, use=USE),
        rhythm=rhythm,
        asked_day=today(),
    )
    Follow.objects.bulk_create([wish], via=ACTION, ignore_conflicts=True)
    kept = Follow.objects.select_for_update().get(mark=mark)
    if kept.confirmed_day is None:
        kept.rhythm, kept.language, kept.asked_day = rhythm, language, today()
        kept.save(via=ACTION, update_fields=["rhythm", "language", "asked_day"])
    elif kept.language != language:
        kept.language = language  # the same wish on a page in the other language: from now on its letters too
        kept.save(via=ACTION, update_fields=["language"])
    send_letters(kind=ASKED, keys=[f"tegas:{kept.pk}:{now():%Y%m%d%H}"], by=by)
    audit.record(by=by, verb="following.asked", target=kept)


@transaction.atomic
def confirm(*, follow_id: int, by: Viewer) -> Follow:
    """The address says yes: news are sent from today's on. Once more changes nothing. Raises NotVisible once it has ended."""
    wish = Follow.objects.select_for_update().filter(pk=follow_id).first()
    if wish is None:
        raise NotVisible
    if wish.confirmed_day is None:
        _begin(wish)
        wish.save(via=ACTION, update_fields=["confirmed_day", "told_to", "ends"])
        audit.record(by=by, verb="following.confirmed", target=wish)
    return wish


@transaction.atomic
def stop(*, follow_id: int, by: Viewer) -> bool:
    """End it: the row goes, and the address with it. False when it had ended before."""
    wish = Follow.objects.select_for_update().filter(pk=follow_id).first()
    if wish is None:
        return False
    audit.record(by=by, verb="following.ended", target=wish)
    wish.delete(via=ACTION)
    return True


@transaction.atomic
def follow_here(*, subject: Subject, by: Viewer) -> Follow:
    """A member of staff follows in the application; the same subject once. Raises Refused beyond a hundred, NotVisible for others."""
    if by.person_id is None:
        raise NotVisible
    same = {"complaint": subject.complaint, "place": subject.place, "category": subject.category, "unit": subject.unit}
    found = mine(by).filter(**{name: value for name, value in same.items() if value is not None})
    kept = next((row for row in found if _subject_of(row).key() == subject.key()), None)
    if kept is not None:
        return kept
    if mine(by).count() >= MOST_OWN:
        raise Refused(N_("Anda sudah mengikuti %(most)s hal. Hentikan beberapa dahulu."), most=MOST_OWN)
    wish = _made(subject, person_id=by.person_id, asked_day=today())
    _begin(wish)
    Follow.objects.bulk_create([wish], via=ACTION, ignore_conflicts=True)
    audit.record(by=by, verb="following.begun", target=wish)
    return wish


@transaction.atomic
def stop_mine(*, follow_id: int, by: Viewer) -> None:
    """End what one follows oneself. Raises NotVisible for what others follow, and for what has ended."""
    own = mine(by).filter(pk=follow_id).first()
    if own is None:
        raise NotVisible
    stop(follow_id=own.pk, by=by)


def _made(subject: Subject, **given: Any) -> Follow:
    return Follow(
        complaint=subject.complaint, place=subject.place, category=subject.category, unit=subject.unit, **given
    )


def _subject_of(follow: Follow) -> Subject:
    return Subject(follow.complaint, follow.place, follow.category, follow.unit)


def _begin(wish: Follow) -> None:
    day = today()
    wish.confirmed_day, wish.told_to = day, day - DAY
    if wish.complaint_id is None and wish.person_id is None:
        wish.ends = day + dt.timedelta(days=complaints.policy_on(day).alert_days)
