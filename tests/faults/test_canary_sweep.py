"""Of an anonymous reporter nothing stays anywhere, of a confidential one only sealed bytes: every byte of a product that served.

`python -m tests.sweep` does the same by hand and tells its figures.
"""

from collections.abc import Iterator

import pytest

from tests.sweep.office import Office
from tests.sweep.sweep import Story, Swept, swept


@pytest.fixture(scope="module")
def looked_through() -> Iterator[Swept]:
    office = Office()
    try:
        office.open()
        story = Story(office)
        story.live()
        yield swept(office, story)
    finally:
        office.remove()


def test_nothing_of_those_who_trusted_us_is_found(looked_through: Swept) -> None:
    assert not looked_through.hits, str(looked_through)


@pytest.mark.parametrize(
    "place", ["page /pengaduan/", "table complaints_identity", "pg_dump", "pg_restore", "database files: base/"]
)
def test_the_open_reporter_is_found_where_he_must_be(looked_through: Swept, place: str) -> None:
    assert any(found.startswith(place) for found in looked_through.control), looked_through.control


@pytest.mark.parametrize(
    "kind",
    ["pages and exports", "tables", "pg_dump -Fc", "server and worker log", "postgres.log", "outbox", "home", "media", "database files"],
)  # fmt: skip
def test_every_place_had_something_to_look_at(looked_through: Swept, kind: str) -> None:
    assert looked_through.looked.get(kind), looked_through.looked
