"""kill -9, reboots and half-done work: what was acknowledged is there, and the next start heals."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pamong.platform import embedded
from pamong.platform.embedded import Server
from tests.platform.embedded.conftest import NewHome

WRITER = """
import sys
from pathlib import Path
from pamong.platform.embedded import Server
with Server(Path(sys.argv[1])).connect("pamong") as connection:
    for n in range(1_000_000):
        connection.execute("insert into ledger values (%s)", [n])
        print(n, flush=True)
"""


def test_kill_9_in_mid_write_keeps_every_acknowledged_row(server: Server) -> None:
    with server.connect("pamong") as connection:
        connection.execute("create table ledger (n int primary key)")
    for _ in range(2):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(server.home)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert writer.stdout is not None
        first = [writer.stdout.readline() for _ in range(60)]  # it is in full swing, however slow the machine
        pid = server.pid()
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        rest = writer.communicate(timeout=30)[0]
        acknowledged = {int(line) for line in [*first, *rest.split()]}
        again = embedded.ensure()
        assert again.pid() not in {None, pid}
        with again.connect("pamong") as connection:
            stored = {int(str(n)) for (n,) in connection.execute("select n from ledger")}
            assert acknowledged <= stored
            assert len(stored - acknowledged) <= 1  # at most the one nobody got an answer for
            connection.execute("truncate ledger")


def test_a_pid_file_that_names_a_stranger_does_not_stop_the_start(server: Server) -> None:
    server.stop()
    account = server.account
    who = {"user": account.pw_uid, "group": account.pw_gid} if os.geteuid() == 0 else {}
    stranger = subprocess.Popen(["sleep", "60"], **who)  # type: ignore[call-overload]  # only for root
    try:
        lines = [
            str(stranger.pid),
            str(server.data),
            "1700000000",
            "5432",
            str(server.socket_folder),
            "",
            "  1234567         0",
        ]
        (server.data / "postmaster.pid").write_text("\n".join(lines) + "\n")
        if os.geteuid() == 0:
            os.chown(server.data / "postmaster.pid", account.pw_uid, account.pw_gid)
        assert embedded.ensure().answers("pamong")
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_pid_file_of_a_living_server_is_respected(server: Server) -> None:
    pid = server.pid()
    server._remove_stale_pid_file()
    assert server.pid() == pid


def test_an_interrupted_creation_is_thrown_away(new_home: NewHome, monkeypatch: pytest.MonkeyPatch) -> None:
    home = new_home()
    half = home / "database" / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    monkeypatch.setenv("PAMONG_HOME", str(home))
    assert embedded.ensure().answers("pamong")
    assert not half.exists()


def test_data_of_another_version_is_refused_and_left_alone(server: Server) -> None:
    server.stop()
    version = server.data / "PG_VERSION"
    version.write_text("15\n")
    before = sorted((path.name, path.stat().st_mtime_ns) for path in server.data.iterdir())
    with pytest.raises(embedded.EmbeddedError, match=r"(?s)PostgreSQL 15.*PostgreSQL 18.*pg_dump") as refused:
        embedded.ensure()
    assert str(server.data) in str(refused.value)
    assert sorted((path.name, path.stat().st_mtime_ns) for path in server.data.iterdir()) == before
    version.write_text("18\n")


def test_a_start_cut_short_between_role_and_database_is_completed(server: Server) -> None:
    with server.connect("postgres", "postgres") as connection:
        connection.execute("drop database pamong")
    with embedded.ensure().connect("pamong") as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_a_long_log_is_put_aside(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.stop()
    monkeypatch.setattr(embedded, "LOG_LIMIT", 10)
    embedded.ensure()
    assert server.log.with_suffix(".log.1").exists()


def test_missing_programs_are_said_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import importlib.util

    from pamong.platform.postgres_programs import Programs

    monkeypatch.delenv("PAMONG_PG_BIN", raising=False)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(Path, "glob", lambda self, pattern: iter(()))
    with pytest.raises(embedded.EmbeddedError, match="make setup"):
        Programs.find()
