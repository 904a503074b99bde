"""Live pages through kills and restarts: every open page hears everything that was committed."""

import asyncio
import time
from typing import Any

import httpx
import pytest

from tests.faults.machine import Machine, as_person, connects, wait_for
from tests.faults.streams import Audience, Listener

People = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def people(machine: Machine) -> People:
    found = machine.world()
    machine.serve()
    return found


def pages(machine: Machine, people: People, number: int) -> tuple[str, list[Listener]]:
    """A topic and as many pages of the superior that listen to it."""
    superior = people["superior"]
    topic = f"board:{superior['id']}"
    return topic, [Listener(machine, superior["session"], topic) for _ in range(number)]


async def publish(machine: Machine, topic: str, *numbers: int) -> None:
    for number in numbers:
        await asyncio.to_thread(machine.publish, topic, number)


def test_two_pages_hear_it_within_two_seconds(machine: Machine, people: People) -> None:
    async def story() -> None:
        topic, listeners = pages(machine, people, 2)
        async with Audience(listeners) as audience:
            began = time.monotonic()
            await publish(machine, topic, 1)
            await audience.until_heard({1}, 2)
            assert time.monotonic() - began < 2
            await publish(machine, f"board:{people['stranger']['id']}", 2)
            await publish(machine, topic, 3)
            await audience.until_heard({3}, 2)
            assert all(2 not in one.heard for one in listeners)

    asyncio.run(story())


def test_a_page_that_was_away_catches_up(machine: Machine, people: People) -> None:
    async def story() -> None:
        topic, (page,) = pages(machine, people, 1)
        async with Audience([page]) as audience:
            await publish(machine, topic, 11)
            await audience.until_heard({11})
        mark = page.mark
        await publish(machine, topic, 12, 13)
        _, (back,) = pages(machine, people, 1)
        back.mark = mark
        async with Audience([back]) as audience:
            await audience.until_heard({12, 13})

    asyncio.run(story())


def test_what_happened_while_the_page_was_loading_is_heard(machine: Machine, people: People) -> None:
    topic = f"board:{people['superior']['id']}"
    machine.publish(topic, 21)

    async def story() -> None:
        _, (page,) = pages(machine, people, 1)
        async with Audience([page]) as audience:
            await audience.until_heard({21}, 3)

    asyncio.run(story())


def test_killing_the_web_processes_loses_nothing(machine: Machine, people: People) -> None:
    async def story() -> None:
        topic, listeners = pages(machine, people, 20)
        async with Audience(listeners) as audience:
            numbers = iter(range(100, 200))
            for _ in range(3):
                await publish(machine, topic, *(next(numbers) for _ in range(3)))
                machine.kill(machine.children()[-1])  # a worker process of the web server
                await publish(machine, topic, *(next(numbers) for _ in range(3)))
                await asyncio.sleep(0.7)
            last = next(numbers)
            await publish(machine, topic, last)
            await audience.until_heard(set(range(100, last + 1)), 40)
            assert sum(one.connections for one in listeners) > len(listeners)  # some did have to come back

    asyncio.run(story())


def test_the_database_restarting_loses_nothing_and_closes_no_page(machine: Machine, people: People) -> None:
    async def story() -> None:
        topic, listeners = pages(machine, people, 10)
        async with Audience(listeners) as audience:
            await publish(machine, topic, 301)
            await audience.until_heard({301})
            machine.kill(machine.server.pid())
            await asyncio.to_thread(
                wait_for, lambda: connects(machine), 60, "the supervisor did not start the database again"
            )
            await publish(machine, topic, 302, 303)  # perhaps before the hub listens again
            await audience.until_heard({302, 303}, 30)
            assert [one.connections for one in listeners] == [1] * len(listeners)

    asyncio.run(story())


def test_200_pages_hear_it_through_one_listener_per_process(machine: Machine, people: People) -> None:
    async def story() -> None:
        topic, listeners = pages(machine, people, 200)
        async with Audience(listeners) as audience:
            began = time.monotonic()
            await publish(machine, topic, 401)
            await audience.until_heard({401}, 10)
            assert time.monotonic() - began < 5  # shared machine; alone it is far below one second
            count = "select count(*) from pg_stat_activity where application_name = 'pamong live'"
            assert machine.sql(count)[0][0] <= 2
            others = (
                "select count(*) from pg_stat_activity where datname = 'pamong' and application_name <> 'pamong live'"
            )
            assert machine.sql(others)[0][0] < 40  # no connection is held for a stream
            async with httpx.AsyncClient() as client:
                assert (await client.get(f"{machine.url}/healthz/ready", timeout=5)).status_code == 200

    asyncio.run(story())


@pytest.mark.parametrize("who", ["employee", "peer", "stranger"])
def test_others_are_refused(machine: Machine, people: People, who: str) -> None:
    url = f"{machine.url}/live/stream?topics=board:{people['superior']['id']}"
    assert httpx.get(url, headers=as_person(people[who]["session"])).status_code == 403
    assert httpx.get(url).status_code == 403


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("POST", "/live/stream?topics=board:1", 405), ("GET", "/live/x", 404), ("GET", "/live/stream", 400)],
)
def test_senseless_requests(machine: Machine, people: People, method: str, path: str, status: int) -> None:
    assert httpx.request(method, machine.url + path).status_code == status


def test_a_pass_is_for_its_own_session_only(machine: Machine, people: People) -> None:
    """Somebody else's event id opens nothing; one's own opens the stream again."""
    superior, peer = people["superior"], people["peer"]
    url = f"{machine.url}/live/stream?topics=board:{superior['id']}"
    with httpx.stream("GET", url, headers=as_person(superior["session"])) as answer:
        ident = next(line for line in answer.iter_lines() if line.startswith("id: ")).removeprefix("id: ")
    assert ident.count(".") == 2
    back = {"Last-Event-ID": ident}
    assert httpx.get(url, headers=as_person(peer["session"]) | back).status_code == 403
    assert httpx.get(url, headers=back).status_code == 403
    with httpx.stream("GET", url, headers=as_person(superior["session"]) | back) as answer:
        assert answer.status_code == 200


def test_headers_keep_proxies_from_holding_events_back(machine: Machine, people: People) -> None:
    superior = people["superior"]
    url = f"{machine.url}/live/stream?topics=board:{superior['id']}"
    with httpx.stream("GET", url, headers=as_person(superior["session"])) as answer:
        assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-accel-buffering"] == "no"


def test_without_database_a_new_page_is_told_to_come_back(machine: Machine, people: People) -> None:
    """The embedded server is stopped in an instant; the answer must be 503 or, if it is back already, 200."""
    superior = people["superior"]
    machine.kill(machine.server.pid())
    statuses = set()
    deadline = time.monotonic() + 30
    while 200 not in statuses and time.monotonic() < deadline:
        url = f"{machine.url}/live/stream?topics=board:{superior['id']}"
        with httpx.stream("GET", url, headers=as_person(superior["session"]), timeout=20) as answer:
            statuses.add(answer.status_code)
    assert statuses <= {200, 503}
    assert 200 in statuses
