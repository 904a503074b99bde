"""Reading requests, the wire format, and the route behind Django."""

from urllib.parse import quote

import pytest

from pamong.platform.live import actions, sse
from pamong.platform.live.queries import Event
from tests.world import World


def test_a_request_is_read() -> None:
    asked = sse.asked(
        {"cookie": "a=b; sessionid=abc", "last-event-id": "812"}, "topics=board:5,person:5&age=3.5&after=7"
    )
    assert asked == sse.Asked("abc", ["board:5", "person:5"], 812, 3.5)


@pytest.mark.parametrize(
    ("last", "query", "after", "age"),
    [
        ("", "after=7", 7, 0.0),
        ("x", "after=7", None, 0.0),
        ("-1", "", None, 0.0),
        ("9" * 30, "", None, 0.0),
        ("", "age=nan", None, 0.0),
        ("", "age=-5", None, 0.0),
        ("", "age=1e9", None, sse.MOST_SECONDS),
        ("", "age=x", None, 0.0),
    ],
)
def test_senseless_numbers_count_as_not_given(last: str, query: str, after: int | None, age: float) -> None:
    asked = sse.asked({"last-event-id": last, "cookie": "="}, query)
    assert (asked.session_key, asked.topics, asked.after, asked.age) == (None, [], after, age)


def test_a_pass_comes_with_the_mark_in_the_header_or_in_the_address() -> None:
    given = sse.asked({"last-event-id": "812.1795741234.abc"}, "topics=board:5")
    assert (given.after, given.given) == (812, "1795741234.abc")
    assert sse.asked({}, "topics=board:5&after=9.1.x")[2:] == (9, 0.0, "1.x")
    assert sse.asked({"last-event-id": "812"}, "").given == ""


def test_the_pass_travels_in_every_id() -> None:
    begun, mark = sse.first([Event(1, "board:5", {"entry": 7}, 40)], 41, "17.ab")
    assert begun.count(b"id: 41.17.ab\n") == 2
    assert sse.encode([Event(2, "board:5", {}, 44)], mark, "17.ab")[0].startswith(b"id: 44.17.ab\n")


def test_events_on_the_wire() -> None:
    body, mark = sse.encode([Event(1, "board:5", {"entry": 7}, 40), Event(2, "job:x", {}, 44)], 41)
    assert mark == 44
    assert body.decode() == (
        'id: 44\nevent: board\ndata: {"entry": 7, "topic": "board:5"}\n\nid: 44\nevent: job\ndata: {"topic": "job:x"}\n\n'
    )


def test_equal_events_are_sent_once() -> None:
    body, _ = sse.encode([Event(1, "board:5", {}, 1), Event(2, "board:5", {}, 1)])
    assert body.count(b"event: board") == 1


def test_a_mark_never_goes_back() -> None:
    assert sse.encode([Event(1, "board:5", {}, 10)], 20)[1] == 20


def test_no_events_no_bytes() -> None:
    assert sse.encode([], 5) == (b"", 5)


def url(*topics: str, **more: object) -> str:
    extra = "".join(f"&{name}={value}" for name, value in more.items())
    return f"/live/stream?topics={quote(','.join(topics))}{extra}"


def test_an_employee_hears_what_concerns_her(world: World) -> None:
    actions.publish(topic=f"person:{world.employee.pk}", data={"notice": 3})
    answer = world.client("employee").get(url(f"person:{world.employee.pk}", age=1))
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/event-stream")
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Accel-Buffering"] == "no"
    text = answer.content.decode()
    assert "event: mark\n" in text
    assert '"notice": 3' in text


def test_the_superiors_board_is_for_the_superior_and_who_acts_for_him(world: World) -> None:
    board = url(f"board:{world.superior.pk}")
    assert world.client("superior").get(board).status_code == 200
    assert world.client("acting").get(board).status_code == 403
    world.appoint_acting()
    assert world.client("acting").get(board).status_code == 200


@pytest.mark.parametrize("who", ["employee", "peer", "stranger", "head"])
def test_others_do_not_hear_the_board(world: World, who: str) -> None:
    assert world.client(who).get(url(f"board:{world.superior.pk}")).status_code == 403


def test_a_citizen_hears_nothing(world: World) -> None:
    answer = world.client(None).get(url(f"person:{world.employee.pk}"))
    assert answer.status_code in {302, 403}
    assert sse.allowed(sse.Asked(None, ["person:1"], None, 0)) == 403


def test_an_ended_session_hears_nothing(world: World) -> None:
    client = world.client("employee")
    key = client.cookies["sessionid"].value
    asked = sse.Asked(key, [f"person:{world.employee.pk}"], None, 0)
    assert sse.allowed(asked) == 200
    client.logout()
    assert sse.allowed(asked) == 403


def test_a_changed_password_ends_the_stream(world: World) -> None:
    client = world.client("employee")
    asked = sse.Asked(client.cookies["sessionid"].value, [f"person:{world.employee.pk}"], None, 0)
    user = world.users["employee"]
    user.set_password("kata-sandi-baru-456")
    user.save()
    assert sse.allowed(asked) == 403


def test_without_topics_the_request_is_bad(world: World) -> None:
    assert world.client("employee").get("/live/stream").status_code == 400
