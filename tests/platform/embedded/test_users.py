"""As root, as an ordinary user, and where the server's user cannot go."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pamong.platform import embedded, postgres_programs
from pamong.platform.embedded import SYSTEM_FOLDER, Server
from pamong.platform.postgres_programs import Programs, may_enter
from tests.platform.embedded.conftest import NewHome, as_root, remove

NOBODY = 65534
PYTHON = "/usr/bin/python3"


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """A folder only root may enter, as /root is."""
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o700)
    yield folder


def test_may_enter_asks_every_folder_on_the_way(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    for folder in (inner, *inner.parents[: len(inner.parents) - 1]):
        if folder.owner() == Path.home().owner() and folder != Path("/tmp"):
            folder.chmod(0o755)
    assert may_enter(inner / "not" / "there" / "yet", NOBODY, NOBODY)
    (tmp_path / "a").chmod(0o700)
    assert not may_enter(inner, NOBODY, NOBODY)
    assert may_enter(inner, os.geteuid(), os.getegid())
    (tmp_path / "a").chmod(0o755)
    (tmp_path / "file").write_text("")
    assert may_enter(tmp_path / "file", NOBODY, NOBODY)


@as_root
def test_as_root_the_server_is_nobodys(server: Server) -> None:
    pid = server.pid()
    assert Path(f"/proc/{pid}").stat().st_uid == NOBODY
    assert server.data.stat().st_uid == NOBODY
    assert server.home.stat().st_uid == 0
    assert server.data.parent == server.home / "database"


@as_root
def test_below_a_closed_folder_the_data_lies_in_the_system_folder(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = closed / "home"
    monkeypatch.setenv("PAMONG_HOME", str(home))
    told = embedded.database_settings()["HOST"]
    server = embedded.ensure()
    try:
        assert SYSTEM_FOLDER in server.data.parents
        assert (home / "database-place").read_text().strip() == str(server.place)
        assert told == str(server.socket_folder)
        closed.chmod(0o755)  # opened later: the data stays where it is
        assert embedded.ensure().pid() == server.pid()
    finally:
        remove(home)


@as_root
def test_a_removed_home_does_not_come_back_to_life(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = closed / "home"
    monkeypatch.setenv("PAMONG_HOME", str(home))
    first = embedded.ensure()
    old = first.place
    with first.connect("pamong") as connection:
        connection.execute("create table old (n int)")
    first.stop()
    shutil.rmtree(home)
    try:
        with embedded.ensure().connect("pamong") as connection, pytest.raises(psycopg.errors.UndefinedTable):
            connection.execute("select * from old")
    finally:
        remove(home)
        shutil.rmtree(old)


@as_root
def test_programs_in_a_closed_folder_are_copied(
    closed: Path, new_home: NewHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Programs.find()
    assert found.roots
    for root in filter(Path.exists, found.roots):
        shutil.copytree(root, closed / root.name, symlinks=True)
    package = closed / found.roots[0].name
    hidden = Programs(package / "pginstall" / "bin", tuple(closed / root.name for root in found.roots))
    monkeypatch.setattr(postgres_programs.Programs, "find", classmethod(lambda cls: hidden))
    monkeypatch.setenv("PAMONG_HOME", str(new_home()))
    server = embedded.ensure()
    assert server.programs.bin.is_relative_to(server.place)
    assert server.answers("pamong")
    server.stop()
    again = embedded.ensure()  # and uses the same copy
    assert again.programs == server.programs
    assert len(list(server.place.glob("programs-*"))) == 1


@as_root
def test_root_goes_on_with_an_ordinary_users_data(new_home: NewHome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAMONG_HOME", str(new_home()))
    server = embedded.ensure()
    server.stop()
    daemon = 1
    for folder, _, files in os.walk(server.place):
        os.chown(folder, daemon, daemon)
        for name in files:
            os.chown(os.path.join(folder, name), daemon, daemon)
    again = embedded.ensure()
    assert Path(f"/proc/{again.pid()}").stat().st_uid == daemon


@as_root
@pytest.mark.skipif(not os.access(PYTHON, os.X_OK), reason="needs a Python that every user may run")
def test_as_an_ordinary_user(new_home: NewHome) -> None:
    home = new_home()
    os.chown(home.parent, NOBODY, NOBODY)
    root = Path(embedded.__file__).resolve().parents[2]
    packages = Path(psycopg.__file__).resolve().parents[1]
    probe = "import psycopg; from pamong.platform import embedded; s = embedded.ensure(); print(s.place, s.pid())"
    env = {
        "PATH": "/usr/bin:/bin",
        "PAMONG_HOME": str(home),
        "PYTHONPATH": f"{root}:{packages}",
        "HOME": str(home.parent),
    }
    done = subprocess.run(
        [PYTHON, "-c", probe],
        check=False,
        env=env,
        user=NOBODY,
        group=NOBODY,
        extra_groups=[],
        capture_output=True,
        text=True,
        cwd="/",
    )
    if "No module named" in done.stderr or "ImportError" in done.stderr:
        pytest.skip("the packages of this checkout are not for that Python, or not for every user to read")
    assert done.returncode == 0, done.stderr
    place, pid = done.stdout.split()
    assert place == str(home / "database")
    assert Path(f"/proc/{pid}").stat().st_uid == NOBODY


def test_data_of_somebody_else_is_refused(new_home: NewHome, monkeypatch: pytest.MonkeyPatch) -> None:
    home = new_home()
    (home / "database").mkdir(parents=True)
    monkeypatch.setenv("PAMONG_HOME", str(home))
    monkeypatch.setattr(os, "geteuid", lambda: 4321)
    monkeypatch.setattr(
        Server, "account", property(lambda self: type("Account", (), {"pw_uid": 4321, "pw_gid": 4321})())
    )
    with pytest.raises(embedded.EmbeddedError, match="milik pengguna lain"):
        Server(home)._own(home / "database", 0o700)
