"""Every change of every row leaves one event: ORM, bulk, raw SQL, COPY, TRUNCATE; secrets never (checks T4, T1)."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.management.sql import emit_post_migrate_signal
from django.db import InternalError, connection, transaction
from django.db.utils import ProgrammingError
from django.test.utils import CaptureQueriesContext

from pamong.people.models import Person, User
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.audit import queries
from pamong.platform.audit.attach import attach_triggers
from pamong.platform.audit.exempt import EXEMPT, EXEMPT_PREFIXES, HIDDEN, is_exempt
from pamong.platform.audit.models import Event, Read
from pamong.platform.calendar.models import Holiday
from pamong.platform.guard import ACTION
from tests.world import World

pytestmark = pytest.mark.django_db
DAY = dt.date(2031, 5, 1)
REFUSED = (InternalError, ProgrammingError)
CLERK = Viewer(user_id=77, person_id=7, name="Dewi Anggraini")


def run(sql: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def events(table: str = "calendar_holiday") -> list[Any]:
    return list(Event.objects.filter(table=table).order_by("id"))


def test_insert_update_and_delete(db: None) -> None:
    row = Holiday.objects.create(day=DAY, name="Hari uji")
    key = str(row.pk)
    Holiday.objects.filter(pk=row.pk).update(name="Hari lain")
    row.delete()
    made, changed, gone = events()
    assert [e.kind for e in (made, changed, gone)] == ["insert", "update", "delete"]
    assert {e.row_id for e in (made, changed, gone)} == {key}
    assert made.old is None and made.new["name"] == "Hari uji"
    assert changed.old == {"name": "Hari uji"} and changed.new == {"name": "Hari lain"}
    assert gone.old["name"] == "Hari lain" and gone.new is None


def test_raw_sql_is_seen_like_everything_else() -> None:
    run("INSERT INTO calendar_holiday (day, name, source, kind, region) VALUES (%s, 'mentah', '', 'national', '')", DAY)
    run("UPDATE calendar_holiday SET name = 'mentah 2'")
    run("DELETE FROM calendar_holiday")
    assert [e.kind for e in events()] == ["insert", "update", "delete"]


def test_bulk_and_copy_are_seen_row_by_row() -> None:
    Holiday.objects.bulk_create([Holiday(day=DAY + dt.timedelta(days=n), name=str(n)) for n in range(5)])
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY calendar_holiday (day, name, source, kind, region) FROM STDIN") as copy,
    ):
        copy.write(b"2032-01-01\tsatu\t\tnational\t\n2032-01-02\tdua\t\tnational\t\n")
    Holiday.objects.all().update(source="SKB")
    kinds = [e.kind for e in events()]
    assert kinds.count("insert") == 7
    assert kinds.count("update") == 7


def test_an_update_that_changes_nothing_leaves_nothing() -> None:
    Holiday.objects.create(day=DAY, name="sama")
    run("UPDATE calendar_holiday SET name = name")
    assert [e.kind for e in events()] == ["insert"]


def test_emptying_a_table_is_seen() -> None:
    Holiday.objects.create(day=DAY, name="x")
    run("TRUNCATE calendar_holiday")
    last = events()[-1]
    assert (last.kind, last.row_id) == ("delete", "*")


def test_values_survive_as_they_are() -> None:
    odd = 'O\'Neil "ꦱ" <b> \\ 🙂 \n baris'
    Holiday.objects.create(day=DAY, name=odd)
    assert events()[0].new["name"] == odd


def test_null_and_back() -> None:
    row = Holiday.objects.create(day=DAY, name="x")
    Holiday.objects.filter(pk=row.pk).update(agency_id=5)
    Holiday.objects.filter(pk=row.pk).update(agency_id=None)
    assert [(e.old, e.new) for e in events()[1:]] == [
        ({"agency_id": None}, {"agency_id": 5}),
        ({"agency_id": 5}, {"agency_id": None}),
    ]


def test_the_change_and_its_event_live_and_die_together() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        Holiday.objects.create(day=DAY, name="x")
        raise RuntimeError
    assert not events()


def test_actor_route_and_request_come_with_the_transaction() -> None:
    audit.set_context(by=CLERK, route="calendar.set", request_id="abc123")
    Holiday.objects.create(day=DAY, name="x")
    event = events()[0]
    assert (event.actor_id, event.actor, event.route, event.request_id) == (
        77,
        "Dewi Anggraini",
        "calendar.set",
        "abc123",
    )
    assert event.db_user


def test_an_endless_name_does_not_stop_a_write() -> None:
    audit.set_context(by=Viewer(user_id=1, name="N" * 500), route="r" * 500, request_id="q" * 500)
    Holiday.objects.create(day=DAY, name="x")
    event = events()[0]
    assert (len(event.actor), len(event.route), len(event.request_id)) == (200, 64, 32)


def test_without_context_the_actor_is_empty_and_not_a_guess() -> None:
    run("SELECT set_config('pamong.context', '', true)")
    Holiday.objects.create(day=DAY, name="x")
    event = events()[0]
    assert (event.actor_id, event.actor, event.route) == (None, "", "")


def test_the_time_is_the_databases() -> None:
    run("INSERT INTO audit_event (kind, \"table\", row_id, at) VALUES ('act', 't', '1', '2001-01-01')")
    event = Event.objects.get(table="t")
    assert event.at.year > 2020


def test_passwords_and_secrets_are_never_copied(world: World) -> None:
    user = world.users["employee"]
    secret = user.password
    user.set_password("kata-sandi-lain-456")
    user.save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(coalesce(old::text, '') || coalesce(new::text, ''), ' ') FROM audit_event")
        log = cursor.fetchone()[0]
    assert secret not in log
    assert user.password not in log
    assert "JBSWY3DPEHPK3PXP" not in log
    changed = [e for e in events("people_user") if e.kind == "update" and e.new and "password" in e.new]
    assert [(e.old["password"], e.new["password"]) for e in changed] == [("• lama", "• baru")]


def test_that_a_secret_changed_is_seen_but_an_unchanged_one_is_not_mentioned(world: World) -> None:
    User.objects.filter(pk=world.users["employee"].pk).update(language="en")
    last = [e for e in events("people_user") if e.kind == "update"][-1]
    assert last.new == {"language": "en"}


def test_hidden_columns_exist() -> None:
    with connection.cursor() as cursor:
        for table, columns in HIDDEN.items():
            cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
            assert set(columns) <= {row[0] for row in cursor.fetchall()}, table


@pytest.mark.parametrize("table", ["audit_event", "audit_read"])
@pytest.mark.parametrize("sql", ["UPDATE {t} SET at = now()", "DELETE FROM {t}", "TRUNCATE {t}"])
def test_the_log_is_append_only(world: World, table: str, sql: str) -> None:
    audit.record_read(by=world.viewer("superior"), subjects=[world.employee.pk], what="person.view")
    before = (Event.objects.count(), Read.objects.count())
    with pytest.raises(REFUSED, match="append only"), transaction.atomic():
        run(sql.format(t=table))
    assert (Event.objects.count(), Read.objects.count()) == before


def test_the_orm_cannot_change_the_log_either() -> None:
    Holiday.objects.create(day=DAY, name="x")
    event = events()[0]
    event.actor = "orang lain"
    with pytest.raises(REFUSED), transaction.atomic():
        event.save()
    with pytest.raises(REFUSED), transaction.atomic():
        event.delete()


def test_a_made_up_hash_is_replaced() -> None:
    run("INSERT INTO audit_event (kind, \"table\", row_id, row_hash) VALUES ('act', 't', '1', '\\x00')")
    assert queries.verify()["damaged"] == []


# --- verifying ---


def tamper(sql: str, *params: Any) -> None:
    """What somebody with the rights of the owner could do: switch the guard off, change, switch it on again."""
    run("ALTER TABLE audit_event DISABLE TRIGGER audit_append_only")
    run(sql, *params)
    run("ALTER TABLE audit_event ENABLE TRIGGER audit_append_only")


def test_a_whole_log_is_whole(world: World) -> None:
    found = queries.verify()
    assert found["events"] == Event.objects.count() > 20
    assert found["damaged"] == []


@pytest.mark.parametrize(
    "change",
    [
        "actor = 'orang lain'",
        "actor_id = 999",
        'new = \'{"name": "palsu"}\'',
        "old = '{}'",
        "at = at - interval '1 microsecond'",
        "kind = 'act'",
        "row_id = '0'",
        "\"table\" = 'lain'",
        "verb = 'x'",
        "route = 'x'",
        "request_id = 'x'",
        "db_user = 'x'",
        "acting_for = 1",
        "row_hash = '\\x00'",
        "row_hash = ''",
    ],
)
def test_a_damaged_event_is_named(change: str) -> None:
    Holiday.objects.create(day=DAY, name="x")
    Holiday.objects.create(day=DAY + dt.timedelta(days=1), name="y")
    victim = events()[0].pk
    tamper(f"UPDATE audit_event SET {change} WHERE id = %s", victim)
    assert queries.verify()["damaged"] == [victim]


def test_an_exchanged_number_is_named() -> None:
    Holiday.objects.create(day=DAY, name="x")
    victim = events()[0].pk
    tamper("UPDATE audit_event SET id = id + 1000000 WHERE id = %s", victim)
    assert queries.verify()["damaged"] == [victim + 1000000]


# --- acts, readings, history ---


def test_an_act_names_who_what_and_on_whose_behalf(world: World) -> None:
    viewer = world.viewer("acting")
    audit.record(
        by=viewer, verb="skp.submitted", target=world.employee, acting_for=world.superior.pk, note="ok", day=DAY
    )
    event = Event.objects.get(kind="act", verb="skp.submitted")
    assert (event.table, event.row_id) == ("people_person", str(world.employee.pk))
    assert (event.actor_id, event.actor, event.acting_for) == (viewer.user_id, viewer.name, world.superior.pk)
    assert event.new == {"note": "ok", "day": "2031-05-01"}


def test_an_act_without_detail_has_none(world: World) -> None:
    audit.record(by=world.viewer("employee"), verb="x.y", target=world.employee)
    assert Event.objects.get(verb="x.y").new is None


def test_history_tells_one_row_in_order(world: World) -> None:
    Person.objects.filter(pk=world.employee.pk).update(via=ACTION, name="Sari L.")
    audit.record(by=world.viewer("admin"), verb="person.renamed", target=world.employee)
    Person.objects.filter(pk=world.peer.pk).update(via=ACTION, name="T.")
    assert [e.kind for e in queries.history(world.employee)] == ["insert", "update", "act"]


def test_a_page_is_one_reading_of_many(world: World) -> None:
    people = [world.employee.pk, world.peer.pk, world.employee.pk, world.superior.pk]
    audit.record_read(by=world.viewer("superior"), subjects=people, what="person.list", object_id=5)
    read = Read.objects.get()
    assert read.subjects == sorted([world.employee.pk, world.peer.pk])
    assert (read.reader, read.what, read.object_id) == (world.superior.name, "person.list", "5")


def test_readings_of_oneself_of_nobody_and_by_the_system_are_none(world: World) -> None:
    audit.record_read(by=world.viewer("employee"), subjects=[world.employee.pk], what="person.view")
    audit.record_read(by=world.viewer("superior"), subjects=[], what="person.list")
    audit.record_read(by=Viewer.system("ekspor"), subjects=[world.employee.pk], what="person.list")
    assert not Read.objects.exists()


def test_each_person_finds_his_own_readers_newest_first(world: World) -> None:
    for who in ("superior", "admin", "inspector"):
        audit.record_read(by=world.viewer(who), subjects=[world.employee.pk], what="person.view")
    audit.record_read(by=world.viewer("admin"), subjects=[world.peer.pk], what="person.view")
    found = [r.reader_id for r in queries.readings_of(world.employee.pk)]
    assert found == [world.users[w].pk for w in ("inspector", "admin", "superior")]


# --- attaching ---


def test_a_new_table_is_audited_after_the_next_migration() -> None:
    run("CREATE TABLE uji_baru (id int primary key, name text)")
    attach_triggers()
    run("INSERT INTO uji_baru VALUES (1, 'x')")
    assert [e.kind for e in events("uji_baru")] == ["insert"]
    attach_triggers()
    run("UPDATE uji_baru SET name = 'y'")
    assert [e.kind for e in events("uji_baru")] == ["insert", "update"]


def test_all_of_a_migration_looks_through_the_tables_once() -> None:
    run("CREATE TABLE uji_sekali (id int primary key)")
    with CaptureQueriesContext(connection) as asked:
        emit_post_migrate_signal(0, False, "default")
    assert sum('ON "uji_sekali"' in query["sql"] for query in asked) == 2  # rows, and TRUNCATE
    run("INSERT INTO uji_sekali VALUES (1)")
    assert [e.kind for e in events("uji_sekali")] == ["insert"]


def test_exceptions_hold_for_names_and_prefixes() -> None:
    assert all(is_exempt(table) for table in EXEMPT)
    assert all(is_exempt(prefix + "x") for prefix in EXEMPT_PREFIXES)
    assert not is_exempt("people_user")
    assert not is_exempt("procrastinat")


def test_a_table_with_a_name_like_an_exception_is_not_excepted() -> None:
    run("CREATE TABLE procrastinateX (id int primary key)")
    attach_triggers()
    run("INSERT INTO procrastinateX VALUES (1)")
    assert len(events("procrastinatex")) == 1


def test_wide_and_empty_rows_are_captured() -> None:
    run("CREATE TABLE uji_lebar (id int primary key, a jsonb, b bytea, c numeric, d timestamptz, e int[], f daterange)")
    attach_triggers()
    run("INSERT INTO uji_lebar VALUES (1, '{\"x\": [1, 2]}', '\\xff', 1.50, now(), '{1,2}', '[2026-01-01,2026-02-01)')")
    run("UPDATE uji_lebar SET c = 2, a = NULL")
    made, changed = events("uji_lebar")
    assert made.new["f"] == "[2026-01-01,2026-02-01)"
    assert changed.new == {"c": 2, "a": None}
    assert queries.verify()["damaged"] == []


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_each_leave_their_event() -> None:
    def one(number: int) -> None:
        try:
            with transaction.atomic():
                audit.set_context(by=Viewer(user_id=number, name=f"Penulis {number}"), request_id=f"{number:032d}")
                Holiday.objects.create(day=DAY + dt.timedelta(days=number), name=str(number))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(40)))
    found = {e.new["name"]: (e.actor, e.actor_id, e.request_id) for e in events()}
    assert found == {str(n): (f"Penulis {n}", n, f"{n:032d}") for n in range(40)}
    assert queries.verify()["damaged"] == []
