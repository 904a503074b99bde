"""Who changed what of a node or a plan, in words, newest first."""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _

from pamong.platform.audit import queries as audit

MOST_SHOWN = 30
QUIET = {"version", "id", "created_at"}


@dataclass(frozen=True)
class Change:
    """One change: when, by whom, and old and new value of each field in words."""

    at: dt.datetime
    by: str
    made: bool
    fields: list[tuple[str, str, str]]


def _words() -> dict[str, str]:
    return {
        "name": _("Nama"),
        "code": _("Kode"),
        "kind": _("Tingkat"),
        "parent_id": _("Induk"),
        "agency_id": _("Perangkat daerah"),
        "unit_id": _("Unit"),
        "title": _("Judul"),
        "decree": _("Nomor peraturan"),
        "vision": _("Visi"),
        "first_year": _("Tahun pertama"),
        "last_year": _("Tahun terakhir"),
    }


def changes(target: models.Model) -> list[Change]:
    """The changes of a row from its audit trail; one statement."""
    words = _words()
    found = []
    for event in audit.history(target).filter(kind__in=("insert", "update")).order_by("-id")[:MOST_SHOWN]:
        old, new = event.old or {}, event.new or {}
        fields = [
            (words.get(name, name), str(old.get(name) or "–"), str(new.get(name) or "–"))
            for name in new
            if event.kind == "update" and name not in QUIET
        ]
        found.append(Change(event.at, event.actor, event.kind == "insert", fields))
    return found
