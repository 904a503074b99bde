"""Every table is audited, or stands on the list of exceptions with its reason."""

import pytest
from django.db import connection

from pamong.platform.audit.exempt import EXEMPT, EXEMPT_PREFIXES, is_exempt

pytestmark = pytest.mark.django_db


def tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
            " WHERE nspname = 'public' AND relkind IN ('r', 'p') AND NOT relispartition"
        )
        return {row[0] for row in cursor.fetchall()}


def with_trigger(trigger: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s", [trigger])
        return {row[0].strip('"') for row in cursor.fetchall()}


def test_every_table_has_the_trigger_or_a_reason() -> None:
    needed = {t for t in tables() if not is_exempt(t)}
    assert needed
    assert needed <= with_trigger("audit_capture")
    assert needed <= with_trigger("audit_truncate")


def test_exceptions_are_real_and_reasoned() -> None:
    assert set(EXEMPT) <= tables()
    assert all(reason for reason in (*EXEMPT.values(), *EXEMPT_PREFIXES.values()))
    assert all(any(t.startswith(p) for t in tables()) for p in EXEMPT_PREFIXES)
