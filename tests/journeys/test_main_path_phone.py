"""The core acts at 360 pixels, everybody on a phone: axe on every page, nothing scrolls sideways."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys import core, story
from tests.journeys.product import PHONE, Product
from tests.journeys.visitor import Visitor

PERIOD = story.Period.last_ended(story.now().date())


@pytest.fixture(scope="module")
def cast(product: Product, browser: Browser) -> Iterator[core.Cast]:
    roles = ("head", "superior", "peer", "agency_admin", None)
    visitors = [Visitor(product, browser, role, size=PHONE, has_touch=True) for role in roles]
    for visitor in visitors:
        visitor.go("/")
    yield core.Cast(*visitors)
    for visitor in visitors:
        visitor.context.close()


def test_the_plan(cast: core.Cast) -> None:
    core.plan_and_agree(cast)


def test_the_day(cast: core.Cast) -> None:
    core.log_and_accept(cast)


def test_the_evaluation(cast: core.Cast) -> None:
    if PERIOD is None:
        pytest.skip("in January no quarter or month of the cycle has ended")
    core.evaluate_and_verify(cast, PERIOD)


def test_five_things_at_the_thumb(cast: core.Cast) -> None:
    """The bar below holds at most five entries, the day among them, each large enough for a thumb."""
    cast.employee.go("/")
    entries = cast.employee.page.locator(".pm-bottom a")
    assert 3 <= entries.count() <= 5
    assert entries.filter(has_text="Catatan harian").count() == 1
    for entry in entries.all():
        box = entry.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["width"] >= 44
