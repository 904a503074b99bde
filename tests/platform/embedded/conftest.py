"""Homes of their own for servers of their own; every server is stopped and every folder removed."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pamong.platform.embedded import Server

NewHome = Callable[..., Path]
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")


@pytest.fixture
def new_home() -> Iterator[NewHome]:
    """Make a home that every user may reach; `below` puts it under a given folder."""
    made: list[Path] = []

    def make(below: Path | None = None) -> Path:
        folder = Path(tempfile.mkdtemp(prefix="pamong-test-", dir=below or "/tmp"))
        folder.chmod(0o755)
        made.append(folder)
        return folder / "home"

    yield make
    for folder in made:
        remove(folder / "home")
        shutil.rmtree(folder, ignore_errors=True)


def remove(home: Path) -> None:
    """Stop a home's server and remove what it has outside its home."""
    server = Server(home)
    if server.data.exists():
        server.stop()
    for outside in {server.place, server.socket_folder}:
        if home not in outside.parents:
            shutil.rmtree(outside, ignore_errors=True)


@pytest.fixture
def server(new_home: NewHome, monkeypatch: pytest.MonkeyPatch) -> Server:
    """A running server in a fresh home, which is PAMONG_HOME."""
    from pamong.platform import embedded

    monkeypatch.setenv("PAMONG_HOME", str(new_home()))
    return embedded.ensure()
