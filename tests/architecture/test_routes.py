"""Every route passes the gate; every row of the permission table is in use."""

import re

from django.core.checks import Error
from django.urls import path

from pamong.platform.access import routes as access_routes
from pamong.platform.access.table import ROWS, TABLE
from tests.architecture.source import python_files


def test_every_route_has_a_policy_of_the_table() -> None:
    assert access_routes.routes()
    assert all(r["policy"] in TABLE for r in access_routes.routes())


def test_a_route_without_policy_stops_the_start(monkeypatch: object) -> None:
    rows = [{"name": "x", "path": "/x", "methods": ["GET"], "policy": None}]
    monkeypatch.setattr(access_routes, "routes", lambda: rows)  # type: ignore[attr-defined]
    found = access_routes.check_routes(None)
    assert [type(e) for e in found] == [Error]


def test_an_undecorated_view_has_no_policy() -> None:
    route = path("x/", lambda request: None, name="x")  # type: ignore[arg-type, return-value]
    assert [access_routes.policy_of(n, c) for n, _, c in access_routes.walk([route])] == [None]


def test_rows_are_unique_and_used() -> None:
    assert len(TABLE) == len(ROWS)
    source = "\n".join(p.read_text() for p in python_files("pamong") if p.name not in ("table.py",))
    unused = []
    for row in ROWS:
        literal = re.search(rf"[\"']{re.escape(row.policy)}[\"']", source)
        by_action = re.search(rf"[\"']{re.escape(row.action)}[\"']", source)
        if not literal and not by_action:
            unused.append(row.policy)
    assert not unused


def test_personal_objects_are_logged_when_viewed() -> None:
    personal = {"person", "skp", "entry", "feedback", "evaluation", "evidence"}
    assert all(r.logged for r in ROWS if r.object in personal and r.action in ("view", "list"))
