"""A form takes its own fields and no other, whatever names are sent along (check A4)."""

import json
import re
from typing import Any

import pytest
from django.apps import apps

from pamong.platform.audit.models import Event
from tests.rights.records import Records
from tests.security.sendings import SENDERS, prepared
from tests.security.support import Undone, newest_event, send
from tests.security.test_fuzz_writing import fields_of

pytestmark = pytest.mark.django_db
CANARY = 987_654_321  # as a number, an id, a text
# Names that a view reads beside its form, or that belong to the form although its page leaves them out.
BELONGS = {
    "open311:requests": {"email", "phone"},
    "feedback:give": {"conduct"},
    "people:import_check": {"jawab"},
    "people:report_wrong": {"superior", "unit", "since"},
    "planning:hand_down_to": {"cari"},
    "planning:result": {"lanjut", "perspective"},
    "planning:result_new": {"lanjut", "perspective"},
    "planning:indicator": {"lanjut", "target_text"},
    "planning:indicator_new": {"lanjut", "target_text"},
    "worklog:change": {"remove", "next_day", "target", "proof"},
    "worklog:decide": {"kembali"},
}
CHANGING = (
    "at",
    "key",
    "path",
    "sha256",
    "code",
    "content",
    "password",
    "token",
    "data",
    "hash",
    "url",
    "_id",
    "size",
    "number",
)


def every_name() -> set[str]:
    """Field and column names of all models of the product."""
    found = {"pk", "csrf", "is_superuser", "is_staff", "role", "state", "by", "viewer", "via"}
    for model in apps.get_models():
        if model.__module__.startswith(("pamong.", "allauth.")):
            for column in model._meta.concrete_fields:
                found |= {column.name, column.attname}
    return found


def shape(events: list[Event]) -> list[Any]:
    """What was written, without what differs from one run to the next (ids, times, random codes)."""
    return [(e.kind, e.table, e.verb, e.actor_id, _stable(e.new)) for e in events]


def _stable(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    kept = {k: v for k, v in sorted(value.items()) if k != "id" and not k.endswith(CHANGING)}
    return {k: re.sub(r":\d+", ":n", v) if isinstance(v, str) else v for k, v in kept.items()}


def written(records: Records, name: str, more: bool) -> tuple[int, list[Any], str]:
    """Status and events of the honest form, with or without everything else sent along."""
    with Undone(*records.clients.values()):
        who, url, body = prepared(name, records)
        if more:
            own = set(fields_of(name, records, who, url, body)) | BELONGS.get(name, set())
            strange = every_name() - own - {"idempotency_key", "csrfmiddlewaretoken"}
            body = {**dict.fromkeys(strange, str(CANARY)), **body}
        before = newest_event()
        answer = send(records.clients[who], "POST", url, body)
        events = list(Event.objects.filter(pk__gt=before).order_by("pk"))
        return answer.status, shape(events), json.dumps([e.new for e in events], default=str)


@pytest.mark.parametrize("name", sorted(SENDERS))
def test_strange_fields_change_nothing(name: str, records: Records) -> None:
    status, usual, _plain = written(records, name, more=False)
    also, found, raw = written(records, name, more=True)
    assert (also, found) == (status, usual)
    assert str(CANARY) not in raw


def test_the_names_are_all_there() -> None:
    names = every_name()
    assert {"person_id", "agency_id", "is_active", "grants", "accepted_at"} - names == {"grants", "accepted_at"}
    assert len(names) > 150
