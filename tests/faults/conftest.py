"""One machine per module; modules run one after another, since they measure time."""

from collections.abc import Iterator

import pytest

from tests.faults.machine import Machine


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/faults/" in str(item.path).replace("\\", "/"):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="module")
def machine() -> Iterator[Machine]:
    """A fresh home with an up-to-date database; nothing serves yet."""
    made = Machine()
    try:
        done = made.command("migrate")
        assert done.returncode == 0, done.stderr
        yield made
    finally:
        made.remove()
