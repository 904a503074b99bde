"""The outbox: events exist with their transaction, and reading from a mark loses none."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from pamong.platform.live import actions, queries
from pamong.platform.live.models import LiveEvent
from pamong.platform.live.queries import Wanted

TOPIC = "board:77"


@pytest.fixture
def other(db: None) -> Iterator[psycopg.Connection]:
    """A second connection to the test database, for what two transactions do at once."""
    settings = connection.settings_dict
    with psycopg.connect(
        host=settings["HOST"], port=settings["PORT"], user=settings["USER"], dbname=settings["NAME"]
    ) as link:
        yield link
        link.rollback()


@pytest.mark.django_db
def test_an_event_is_stored_once_per_transaction() -> None:
    actions.publish(topic=TOPIC, data={"entry": 1})
    actions.publish(topic=TOPIC, data={"entry": 1})
    actions.publish(topic=TOPIC, data={"entry": 2})
    assert list(LiveEvent.objects.order_by("id").values_list("data", flat=True)) == [{"entry": 1}, {"entry": 2}]


@pytest.mark.django_db
def test_a_rollback_takes_the_event_along() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.publish(topic=TOPIC)
        1 / 0  # noqa: B018
    assert not LiveEvent.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("topic", "data"), [("board", {}), ("Board:1", {}), (TOPIC, {"text": "x" * 5000})])
def test_what_is_no_event_is_refused(topic: str, data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not a live event"):
        actions.publish(topic=topic, data=data)


@pytest.mark.django_db
def test_from_a_mark_on_come_only_the_topics_asked_for() -> None:
    before = queries.mark()
    actions.publish(topic=TOPIC, data={"n": 1})
    actions.publish(topic="board:78", data={"n": 2})
    LiveEvent.objects.create(topic="board:1", xid=before - 1)  # so that the mark is inside what is kept
    events, _ = queries.since(before, [TOPIC])
    assert [(event.topic, event.data) for event in events] == [(TOPIC, {"n": 1})]


@pytest.mark.django_db
def test_a_slow_transaction_is_not_overlooked(other: psycopg.Connection) -> None:
    """The slow one writes first and commits last: its id is lower than one already read."""
    LiveEvent.objects.create(topic="board:1", xid=1)
    insert = "insert into live_event (topic, data, xid) values (%s, '{}', pg_current_xact_id()::text::bigint)"
    other.execute(insert, [TOPIC])  # not committed yet
    actions.publish(topic=TOPIC, data={"n": "quick"})
    events, mark = queries.since(queries.mark(), [TOPIC])
    assert [event.data for event in events] == [{"n": "quick"}]
    assert mark <= int(other.execute("select pg_current_xact_id()::text::bigint").fetchone()[0])  # type: ignore[index]


@pytest.mark.django_db
def test_a_mark_older_than_what_is_kept_means_fetch_everything() -> None:
    actions.publish(topic=TOPIC)
    events, _ = queries.since(0, [TOPIC, "person:1"])
    assert [(event.id, event.topic) for event in events] == [(0, TOPIC), (0, "person:1")]


@pytest.mark.django_db
def test_a_mark_of_another_database_means_fetch_everything() -> None:
    events, mark = queries.since(queries.mark() + 10**9, [TOPIC])
    assert [event.id for event in events] == [0]
    assert mark < 10**9


@pytest.mark.django_db
def test_too_many_missed_means_fetch_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST", 3)
    LiveEvent.objects.create(topic="board:1", xid=1)
    before = queries.mark()
    for n in range(4):
        actions.publish(topic=TOPIC, data={"n": n})
    assert [event.id for event in queries.since(before, [TOPIC])[0]] == [0]


@pytest.mark.django_db
def test_recent_events_cover_the_time_since_the_page_was_made() -> None:
    actions.publish(topic=TOPIC, data={"n": 1})
    with connection.cursor() as cursor:
        cursor.execute("update live_event set created_at = now() - interval '1 minute'")
    actions.publish(topic=TOPIC, data={"n": 2})
    short, long = queries.beginnings([Wanted((TOPIC,), None, 10), Wanted((TOPIC,), None, 100)])
    assert [event.data for event in short[0]] == [{"n": 2}]
    assert [event.data for event in long[0]] == [{"n": 1}, {"n": 2}]


@pytest.mark.django_db
def test_many_streams_begin_with_three_statements_and_each_with_its_own(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    LiveEvent.objects.create(topic="board:1", xid=1)
    before = queries.mark()
    for n in range(60):
        actions.publish(topic=f"board:{n}", data={"n": n})
    wanted = [Wanted((f"board:{n}", f"person:{n}"), before, 5) for n in range(40)]
    wanted += [Wanted((f"board:{n}",), None, 5) for n in range(40, 60)]
    with django_assert_num_queries(3):
        found = queries.beginnings(wanted)
    assert [[event.data for event in events] for events, _mark in found] == [[{"n": n}] for n in range(60)]
    assert {mark for _events, mark in found} == {queries.mark()}


@pytest.mark.django_db
def test_what_one_stream_cannot_know_any_more_concerns_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST", 2)
    LiveEvent.objects.create(topic="board:1", xid=1)
    before = queries.mark()
    for n in range(3):
        actions.publish(topic=TOPIC, data={"n": n})
    actions.publish(topic="board:78", data={"n": 9})
    asked = [(TOPIC, before), ("board:78", before), ("board:79", 0), ("board:80", before + 10**9)]
    found = queries.beginnings([Wanted((topic,), after, 0) for topic, after in asked])
    assert [[(event.id > 0, event.topic) for event in events] for events, _mark in found] == [
        [(False, TOPIC)],
        [(True, "board:78")],
        [(False, "board:79")],
        [(False, "board:80")],
    ]


@pytest.mark.django_db
def test_old_events_are_pruned() -> None:
    actions.publish(topic=TOPIC, data={"n": 1})
    with connection.cursor() as cursor:
        cursor.execute("update live_event set created_at = now() - interval '25 hours'")
    actions.publish(topic=TOPIC, data={"n": 2})
    assert actions.prune() == 1
    assert LiveEvent.objects.get().data == {"n": 2}
