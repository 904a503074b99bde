"""Attach the audit trigger to every table after each migration: a new table is audited without anybody thinking of it."""

from typing import Any

from django.apps import AppConfig, apps
from django.db import connections

from pamong.platform.audit.exempt import EXEMPT, EXEMPT_PREFIXES, HIDDEN, UNWATCHED

FIND = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND c.relname <> ALL(%s) AND NOT (c.relname LIKE ANY(%s))
"""

ROW_TRIGGER = """CREATE OR REPLACE TRIGGER audit_capture AFTER INSERT OR UPDATE OR DELETE ON "{table}"
FOR EACH ROW EXECUTE FUNCTION audit_capture({hidden})"""
# A condition may speak of NEW only where there is one: deletions have a trigger of their own.
DELETE_TRIGGER = ROW_TRIGGER.replace("INSERT OR UPDATE OR DELETE", "DELETE")
WRITE_TRIGGER = """CREATE OR REPLACE TRIGGER audit_capture_write AFTER INSERT OR UPDATE ON "{table}"
FOR EACH ROW WHEN (NOT ({condition})) EXECUTE FUNCTION audit_capture({hidden})"""
TRUNCATE_TRIGGER = """CREATE OR REPLACE TRIGGER audit_truncate BEFORE TRUNCATE ON "{table}"
FOR EACH STATEMENT EXECUTE FUNCTION audit_truncate()"""


def attach_triggers(using: str = "default", app_config: AppConfig | None = None, **kwargs: Any) -> None:
    """Create the missing triggers (idempotent); runs after ``migrate`` once the audit function exists.

    Django says "migrated" once for every app, at the end: only the last time all is looked through.
    """
    if app_config is not None and app_config is not _last_told():
        return
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT to_regproc('audit_capture') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return
        cursor.execute(FIND, [list(EXEMPT), [p.replace("_", r"\_") + "%" for p in EXEMPT_PREFIXES]])
        for (table,) in cursor.fetchall():
            hidden = ", ".join(f"'{c}'" for c in HIDDEN.get(table, ()))
            if table in UNWATCHED:
                cursor.execute(DELETE_TRIGGER.format(table=table, hidden=hidden))
                cursor.execute(WRITE_TRIGGER.format(table=table, hidden=hidden, condition=UNWATCHED[table]))
            else:
                cursor.execute(ROW_TRIGGER.format(table=table, hidden=hidden))
            cursor.execute(TRUNCATE_TRIGGER.format(table=table))


def _last_told() -> AppConfig:
    return [config for config in apps.get_app_configs() if config.models_module is not None][-1]
