"""Keys of programs: made and revoked by complaint officers; each is shown once."""

import datetime as dt

from django.db import transaction

from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import now
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.voice.open311.models import ApiKey
from pamong.voice.open311.rules import keys as rules

MOST_PER_HOUR = 100_000


@transaction.atomic
def make_key(*, name: str, per_hour: int, by: Viewer) -> tuple[ApiKey, str]:
    """A new key and its text, which exists only here. Raises Refused."""
    if not name.strip():
        raise Refused(N_("Tulis nama aplikasi dan pengelolanya."), field="name", code="wajib")
    if not 1 <= per_hour <= MOST_PER_HOUR:
        raise Refused(N_("Isi antara 1 dan %(most)s."), field="per_hour", code="di_luar_batas", most=MOST_PER_HOUR)
    text = rules.draw_key()
    row = ApiKey.objects.add(
        via=ACTION,
        name=name.strip(),
        digest=rules.digest(text),
        begins=text[: rules.SHOWN],
        per_hour=per_hour,
        made_by_name=by.name,
    )
    audit.record(by=by, verb="open311.key_made", target=row, per_hour=per_hour)
    return row, text


@transaction.atomic
def revoke_key(*, key: ApiKey, by: Viewer) -> ApiKey:
    """The key opens nothing from now on; reports that came with it stay. A second time changes nothing."""
    row: ApiKey = ApiKey.objects.select_for_update().get(pk=key.pk)
    if row.revoked_at is None:
        row.revoked_at = now()
        row.save(via=ACTION, update_fields=["revoked_at"])
        audit.record(by=by, verb="open311.key_revoked", target=row)
    return row


def note_use(*, key: ApiKey, today: dt.date, by: Viewer) -> None:
    """Note the day a key was last used; one write a day."""
    del by
    if key.used_day != today:
        ApiKey.objects.filter(pk=key.pk).update(via=ACTION, used_day=today)
