"""Starting, finding and stopping the embedded server."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from pamong.platform import embedded
from pamong.platform.embedded import Server
from tests.platform.embedded.conftest import NewHome

ENSURE = "from pamong.platform import embedded; print(embedded.ensure().pid())"


def test_a_fresh_home_gets_database_role_and_extensions(server: Server) -> None:
    with server.connect("pamong") as connection:
        row = connection.execute(
            "select current_user::text, usesuper, usecreatedb from pg_user where usename = current_user"
        ).fetchone()
        found = {name for (name,) in connection.execute("select extname from pg_extension")}
    assert row == ("pamong", False, True)
    assert {"btree_gist", "pg_trgm", "unaccent", "citext"} <= found


def test_test_databases_get_the_extensions_too(server: Server) -> None:
    with server.connect("postgres") as connection:
        connection.execute("create database other")
    with server.connect("other") as connection:
        assert connection.execute("select unaccent('é')").fetchone() == ("e",)


def test_it_listens_on_no_network_port(server: Server) -> None:
    with server.connect("pamong") as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)
    assert server.socket_folder.stat().st_mode & 0o777 == 0o700


def test_checksums_and_flushing_are_on(server: Server) -> None:
    with server.connect("pamong") as connection:
        assert connection.execute("show data_checksums").fetchone() == ("on",)
        assert connection.execute("show fsync").fetchone() == ("on",)


def test_a_second_start_finds_the_running_server(server: Server) -> None:
    pid = server.pid()
    assert embedded.ensure().pid() == pid


def test_stop_and_start_keep_the_data(server: Server) -> None:
    with server.connect("pamong") as connection:
        connection.execute("create table kept as select 7 as n")
    assert embedded.stop()
    assert server.pid() is None
    with embedded.ensure().connect("pamong") as connection:
        assert connection.execute("select n from kept").fetchone() == (7,)


def test_stop_leaves_a_server_that_others_use(server: Server) -> None:
    with server.connect("pamong"):
        assert not embedded.stop(only_if_idle=True)
        assert server.pid() is not None
    assert embedded.stop(only_if_idle=True)
    assert server.pid() is None


def test_stopping_what_never_ran_is_no_error(new_home: NewHome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAMONG_HOME", str(new_home()))
    assert embedded.stop()


def test_eight_processes_at_once_make_one_server(new_home: NewHome) -> None:
    home = new_home()
    env = {**os.environ, "PAMONG_HOME": str(home)}
    command = [sys.executable, "-c", ENSURE]
    starting = [
        subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(8)
    ]
    answers = [process.communicate(timeout=120) for process in starting]
    assert [process.returncode for process in starting] == [0] * 8, answers
    assert {out.strip() for out, _ in answers} == {str(Server(home).pid())}


def test_two_homes_stand_side_by_side(new_home: NewHome, monkeypatch: pytest.MonkeyPatch) -> None:
    servers = []
    for _ in range(2):
        monkeypatch.setenv("PAMONG_HOME", str(new_home()))
        servers.append(embedded.ensure())
    first, second = servers
    assert first.pid() != second.pid()
    with first.connect("pamong") as connection:
        connection.execute("create table only_here (n int)")
    with second.connect("pamong") as connection, pytest.raises(psycopg.errors.UndefinedTable):
        connection.execute("select * from only_here")
    first.stop()
    assert second.answers("pamong")


def test_a_path_too_long_for_a_socket_gets_a_short_one(new_home: NewHome, monkeypatch: pytest.MonkeyPatch) -> None:
    home = new_home() / ("panjang-" * 12)
    monkeypatch.setenv("PAMONG_HOME", str(home))
    server = embedded.ensure()
    try:
        assert home not in server.socket_folder.parents
        assert len(str(server.socket_folder)) <= 85
        assert server.data.parent == home / "database"
        assert server.answers("pamong")
    finally:
        from tests.platform.embedded.conftest import remove

        remove(home)


def test_settings_name_the_socket_before_the_first_start(new_home: NewHome, monkeypatch: pytest.MonkeyPatch) -> None:
    home = new_home()
    monkeypatch.setenv("PAMONG_HOME", str(home))
    before = embedded.database_settings()
    assert not home.exists()
    assert before["HOST"] == str(embedded.ensure().socket_folder)
    assert embedded.database_settings() == before


def test_variables_of_a_postgresql_user_do_not_disturb(new_home: NewHome, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("PGPORT", "6000"), ("PGDATA", "/nowhere"), ("PGHOST", "elsewhere"), ("PGUSER", "somebody")):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PAMONG_HOME", str(new_home()))
    assert embedded.ensure().answers("pamong")


def test_a_home_that_cannot_be_made_is_said_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    occupied = tmp_path / "file"
    occupied.write_text("")
    monkeypatch.setenv("PAMONG_HOME", str(occupied / "home"))
    with pytest.raises(embedded.EmbeddedError, match="PAMONG_HOME"):
        embedded.ensure()
