"""What several files of these tests begin and end with."""

from collections.abc import Iterator

import pytest
from django.db import connection


@pytest.fixture
def _empty_afterwards(transactional_db: None) -> Iterator[None]:
    """Other processes write into the test database: it is emptied afterwards, by a connection of its own."""
    yield
    connection.close()
