"""Days of the test world in which nobody sleeps: quiet hours are set where a test is about them."""

import datetime as dt
from collections.abc import Iterator

import pytest

from pamong.platform.access.viewer import Viewer
from pamong.platform.notifications import actions
from pamong.platform.notifications.models import HoursPolicy

BY = Viewer.system("uji")
MIDNIGHT = dt.time(0, 0)


@pytest.fixture
def always_awake(db: None) -> Iterator[HoursPolicy]:
    """No quiet hours anywhere; digests leave at midnight."""
    yield actions.set_hours(
        agency_id=None,
        valid_from=dt.date(2020, 1, 1),
        quiet_from=MIDNIGHT,
        quiet_to=MIDNIGHT,
        digest_at=MIDNIGHT,
        by=BY,
    )
