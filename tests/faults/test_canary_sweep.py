"""Of an anonymous reporter nothing stays anywhere, of a confidential one only sealed bytes: every byte of a product that served.

As it is developed, and as it runs in production: settings of production behind nginx with the documented file, mails and messages
really sent, a backup made. `python -m tests.sweep [--production]` does the same by hand and tells its figures.
"""

from collections.abc import Iterator

import pytest

from tests.sweep.office import Office
from tests.sweep.production import NGINX, Production
from tests.sweep.sweep import Story, Swept, swept

NEEDS_NGINX = pytest.mark.skipif(
    not NGINX, reason="LEFT OUT: nginx is missing (as root on Debian: apt-get install nginx-light)"
)
OPEN = ["page /pengaduan/", "table complaints_identity", "pg_dump", "pg_restore", "database files: base/"]
KINDS = [
    "pages and exports",
    "tables",
    "pg_dump -Fc",
    "server and worker log",
    "postgres.log",
    "home",
    "media",
    "database files",
]


@pytest.fixture(scope="module", params=["development", pytest.param("production", marks=NEEDS_NGINX)])
def looked_through(request: pytest.FixtureRequest) -> Iterator[tuple[Swept, bool]]:
    production = request.param == "production"
    office = Production() if production else Office()
    try:
        office.open()
        story = Story(office)
        story.live()
        yield swept(office, story), production
    finally:
        office.remove()


def test_nothing_of_those_who_trusted_us_is_found(looked_through: tuple[Swept, bool]) -> None:
    found, _production = looked_through
    assert not found.hits, str(found)


def test_the_open_reporter_is_found_where_he_must_be(looked_through: tuple[Swept, bool]) -> None:
    found, production = looked_through
    for place in [*OPEN, *(["backup: read back"] if production else [])]:
        assert any(name.startswith(place) for name in found.control), (place, found.control)


def test_every_place_had_something_to_look_at(looked_through: tuple[Swept, bool]) -> None:
    found, production = looked_through
    for kind in [*KINDS, *(["nginx", "sent", "backup"] if production else ["outbox"])]:
        assert found.looked.get(kind), (kind, found.looked)
