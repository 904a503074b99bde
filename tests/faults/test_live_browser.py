"""live.js in a real browser: elements hear their topic, see the connection's state, and recover."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route, sync_playwright

from tests.faults.machine import Machine, wait_for

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="Chromium is missing: apt-get install chromium, then run again"
)
PAGE = """<!doctype html><html lang="id"><title>Uji</title><body>
<p data-live-state></p>
<div id="board" data-live="board:{board}"></div>
<div id="both" data-live="board:{board} person:{person}"></div>
<div id="person" data-live="person:{person}"></div>
<div id="later"></div>
<script src="/hits.js"></script><script src="/static/pamong/live.js"></script></body></html>"""
HITS = """window.hits = {};
document.querySelectorAll("div").forEach(function (element) {
  window.hits[element.id] = 0;
  element.addEventListener("live", function () { window.hits[element.id] += 1; });
});"""


@pytest.fixture(scope="module")
def people(machine: Machine) -> dict[str, dict[str, Any]]:
    found = machine.world()
    machine.serve()
    return found


@pytest.fixture
def page(machine: Machine, people: dict[str, dict[str, Any]]) -> Iterator[Page]:
    """The superior's page with three live elements, connected."""
    superior = people["superior"]
    html = PAGE.format(board=superior["id"], person=superior["id"])

    def answer(route: Route) -> None:
        script = route.request.url.endswith(".js")
        route.fulfill(
            body=HITS if script else html, content_type="text/javascript" if script else "text/html; charset=utf-8"
        )

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        context = browser.new_context()
        context.add_cookies([{"name": "sessionid", "value": superior["session"], "url": machine.url}])
        opened = context.new_page()
        opened.route("**/test-page", answer)
        opened.route("**/hits.js", answer)
        opened.goto(f"{machine.url}/test-page")
        opened.wait_for_selector('[data-live-state="on"]', timeout=20_000)
        opened.wait_for_timeout(700)  # what happened while loading
        opened.evaluate("Object.keys(hits).forEach(function (id) { hits[id] = 0; })")
        yield opened
        browser.close()


def hits(page: Page) -> dict[str, int]:
    found: dict[str, int] = page.evaluate("hits")
    return found


def test_elements_hear_their_topic_and_no_other(
    machine: Machine, people: dict[str, dict[str, Any]], page: Page
) -> None:
    machine.publish(f"board:{people['superior']['id']}", 1)
    page.wait_for_function("hits.board === 1 && hits.both === 1", timeout=5000)
    machine.publish(f"person:{people['superior']['id']}", 2)
    page.wait_for_function("hits.person === 1 && hits.both === 2", timeout=5000)
    assert hits(page)["board"] == 1


def test_many_events_at_once_fetch_once(machine: Machine, people: dict[str, dict[str, Any]], page: Page) -> None:
    for number in range(30):
        machine.publish(f"board:{people['superior']['id']}", 100 + number)
    page.wait_for_function("hits.board > 0", timeout=5000)
    page.wait_for_timeout(1200)
    assert hits(page)["board"] <= 5


def test_the_state_is_written_in_words(page: Page) -> None:
    assert page.inner_text("[data-live-state]") == "terhubung"


def test_an_element_added_later_is_heard_too(machine: Machine, people: dict[str, dict[str, Any]], page: Page) -> None:
    page.evaluate("document.getElementById('person').remove(); document.getElementById('both').remove()")
    page.evaluate("document.dispatchEvent(new CustomEvent('htmx:afterSettle'))")
    page.wait_for_timeout(1000)
    page.evaluate(
        "id => document.getElementById('later').setAttribute('data-live', 'person:' + id)", people["superior"]["id"]
    )
    page.evaluate("document.dispatchEvent(new CustomEvent('htmx:afterSettle'))")
    page.wait_for_timeout(1000)
    machine.publish(f"person:{people['superior']['id']}", 3)
    page.wait_for_function("hits.later > 0", timeout=5000)


def test_after_a_restart_of_the_web_every_element_fetches_again(
    machine: Machine, people: dict[str, dict[str, Any]], page: Page
) -> None:
    machine.kill(*machine.children())
    page.wait_for_selector('[data-live-state="off"]', timeout=10_000)
    assert page.inner_text("[data-live-state]") == "terputus"
    machine.publish(f"board:{people['superior']['id']}", 4)
    wait_for(machine.is_ready, 60, "not ready again")
    page.wait_for_selector('[data-live-state="on"]', timeout=60_000)
    page.wait_for_function("hits.board > 0 && hits.person > 0", timeout=10_000)


def test_while_answers_are_503_the_page_keeps_trying(
    machine: Machine, people: dict[str, dict[str, Any]], page: Page
) -> None:
    """The browser itself gives up after an answer that is no stream; live.js does not."""
    refused = []

    def refuse(route: Route) -> None:
        refused.append(route.request.url)
        if len(refused) > 2:
            page.unroute("**/live/stream**")
        route.fulfill(status=503)

    page.route("**/live/stream**", refuse)
    machine.kill(*machine.children())
    page.wait_for_selector('[data-live-state="off"]', timeout=10_000)
    wait_for(machine.is_ready, 60, "not ready again")
    page.wait_for_selector('[data-live-state="on"]', timeout=60_000)
    assert len(refused) >= 2
    assert "after=" in refused[-1]  # with the mark, so that nothing is missed
