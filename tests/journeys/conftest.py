"""Journeys run against the real command in its own home; without Chromium they are left out, loudly."""

import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.journeys.line import Line, line_to
from tests.journeys.product import ARGUMENTS, CHROMIUM, Product


@pytest.hookimpl(tryfirst=True)  # before those that leave journeys out are chosen by this mark
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/journeys/" in str(item.path).replace("\\", "/"):
            item.add_marker(pytest.mark.journey)
            if CHROMIUM is None:
                item.add_marker(
                    pytest.mark.skip(reason="Chromium is missing: apt-get install chromium, then run again")
                )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    home = Path(tmp_path_factory.mktemp("journey")) / "home"
    running = Product.start(home, free_port())
    yield running
    running.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield chromium
    chromium.close()


@pytest.fixture
def line(product: Product) -> Iterator[Line]:
    with line_to(urlsplit(product.base_url).port or 80) as made:
        yield made
