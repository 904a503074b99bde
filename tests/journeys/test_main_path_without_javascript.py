"""The core acts with JavaScript off, from the sign-in to the verified document: htmx adds speed, never ability."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys import core, story
from tests.journeys.product import Product
from tests.journeys.visitor import Visitor

PERIOD = story.Period.last_ended(story.now().date())


@pytest.fixture(scope="module")
def cast(product: Product, browser: Browser) -> Iterator[core.Cast]:
    """The secretary of the agency with her head; she signs in anew, so her sign-in is without scripts too."""
    product.states.pop("acting", None)
    roles = ("head", "head", "acting", "agency_admin", None)
    visitors = [Visitor(product, browser, role, javascript=False) for role in roles]
    for visitor in visitors:
        visitor.go("/")
    yield core.Cast(*visitors)
    for visitor in visitors:
        visitor.context.close()


def test_the_plan(cast: core.Cast) -> None:
    core.plan_and_agree(cast, "Proses Bisnis")


def test_the_day(cast: core.Cast) -> None:
    core.log_and_accept(cast)


def test_the_evaluation(cast: core.Cast) -> None:
    if PERIOD is None:
        pytest.skip("in January no quarter or month of the cycle has ended")
    core.evaluate_and_verify(cast, PERIOD)
