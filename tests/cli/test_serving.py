"""Ports, addresses, processes and the supervisor, without a server."""

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pamong.cli import processes, serving, supervisor
from pamong.cli.processes import Known, Running
from pamong.cli.supervisor import Child, Supervisor


def unused() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_free_port_is_held_as_wanted() -> None:
    port = unused()
    with serving.hold_port("127.0.0.1", port) as held:
        assert held.getsockname()[1] == port


def test_a_taken_port_gives_a_later_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with serving.hold_port("127.0.0.1", port) as held:
            assert held.getsockname()[1] > port
        with pytest.raises(OSError, match="no free port"):
            serving.hold_port("127.0.0.1", port, tries=1)


def test_two_products_started_at_once_get_two_ports() -> None:
    """Neither listens yet: the web processes take seconds to come up."""
    port = unused()
    with serving.hold_port("127.0.0.1", port), serving.hold_port("127.0.0.1", port) as other:
        assert other.getsockname()[1] > port


def test_web_processes_share_the_held_port_and_get_what_comes() -> None:
    with serving.hold_port("127.0.0.1", unused()) as held, socket.socket() as one, socket.socket() as two:
        for web in (one, two):
            web.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            web.bind(held.getsockname())
            web.listen()
        for _ in range(5):
            socket.create_connection(held.getsockname(), 2).close()
        with serving.hold_port(*held.getsockname()) as other:
            assert other.getsockname()[1] > held.getsockname()[1]


def test_an_impossible_address_is_no_port_problem() -> None:
    with pytest.raises(OSError, match="assign"):
        serving.hold_port("192.0.2.1", 8000)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://[::1]:8000"),
        ("::1", "http://[::1]:8000"),
        ("kinerja.local", "http://kinerja.local:8000"),
    ],
)
def test_the_address_to_open(host: str, url: str) -> None:
    assert serving.base_url(host, 8000) == url


def test_a_process_is_known_by_number_and_birth() -> None:
    me = Known.of(os.getpid())
    assert me.alive
    assert not Known(me.pid, me.began + 1).alive
    assert not Known(me.pid, 0).alive
    assert processes.started(2**22 + 1) == 0


def test_what_is_noted_is_read_again(tmp_path: Path) -> None:
    assert Running.read(tmp_path) is None
    noted = Running("http://x", Known(1, 2), [Known(3, 4)])
    noted.write(tmp_path)
    assert Running.read(tmp_path) == noted
    (tmp_path / "serve.json").write_text('{"half": ')
    assert Running.read(tmp_path) is None


def test_commands_name_the_address_that_is_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAMONG_URL", "https://kinerja.contoh.go.id")
    Running("http://127.0.0.1:8123", Known.of(os.getpid())).write(tmp_path)
    processes.name_address(tmp_path)
    assert os.environ["PAMONG_URL"] == "https://kinerja.contoh.go.id", "what was set counts"
    monkeypatch.delenv("PAMONG_URL")
    processes.name_address(tmp_path)
    assert os.environ["PAMONG_URL"] == "http://127.0.0.1:8123"
    monkeypatch.delenv("PAMONG_URL")
    Running("http://127.0.0.1:8123", Known(2**22 + 1, 5)).write(tmp_path)
    processes.name_address(tmp_path)
    assert "PAMONG_URL" not in os.environ, "one that is not served any more is no address"


def test_what_is_prepared_names_the_port_that_will_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example data holds addresses; when the port is taken they name the next one."""
    monkeypatch.setenv("PAMONG_HOME", str(tmp_path))
    monkeypatch.setenv("PAMONG_URL", "")
    monkeypatch.delenv("PAMONG_URL")
    told: list[str] = []

    def served(host: str, port: int, announce: Callable[[str], None], *, stop_database: bool) -> int:
        del stop_database
        announce(serving.base_url(host, port))
        return 0

    monkeypatch.setattr(serving, "_serve", served)
    with serving.hold_port("127.0.0.1", unused()) as taken:
        code = serving.serve(
            host="127.0.0.1",
            port=taken.getsockname()[1],
            prepare=lambda: os.environ["PAMONG_URL"],
            announce=lambda url, prepared: told.extend([url, prepared]),
        )
        assert code == 0
        assert told[0] == told[1] != serving.base_url("127.0.0.1", taken.getsockname()[1])


def test_only_one_serves_a_home(tmp_path: Path) -> None:
    with processes.only_one(tmp_path) as first:
        assert first
        with processes.only_one(tmp_path) as second:
            assert not second
    with processes.only_one(tmp_path) as again:
        assert again


def child(code: str) -> Child:
    return Child("uji", [sys.executable, "-c", code], {})


def supervise(*children: Child, seconds: float) -> tuple[int, list[list[Known]]]:
    """Run a supervisor and ask it to stop after a while, as Ctrl-C would."""
    seen: list[list[Known]] = []
    asked = threading.Timer(seconds, lambda: os.kill(os.getpid(), signal.SIGTERM))
    asked.start()
    try:
        return Supervisor(children, lambda: None, seen.append).run(), seen
    finally:
        asked.cancel()


def test_children_are_started_noted_and_ended() -> None:
    sleeper = child("import time; time.sleep(60)")
    code, seen = supervise(sleeper, seconds=1)
    assert code == 0
    assert len(seen) == 1
    assert not seen[0][0].alive


def test_a_child_that_died_is_started_again() -> None:
    code, seen = supervise(child("import time; time.sleep(0.2)"), seconds=3)
    assert code == 0
    assert len({known.pid for noted in seen for known in noted}) >= 2


def test_a_child_that_cannot_live_ends_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "HOPELESS", 2)
    other = child("import time; time.sleep(60)")
    code, _ = supervise(child("raise SystemExit(3)"), other, seconds=30)
    assert code == 1
    assert other.process is not None
    assert other.process.poll() is not None


def test_a_child_that_does_not_listen_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "GRACE", 0.5)
    deaf = child(
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"
    )
    began = time.monotonic()
    code, _ = supervise(deaf, seconds=1.5)
    assert code == 0
    assert time.monotonic() - began < 20
    assert deaf.process is not None
    assert deaf.process.returncode == -signal.SIGKILL


def test_work_apart_gives_its_result_and_leaves_nothing_behind() -> None:
    def work() -> list[int]:
        os.environ["ONLY_THERE"] = "1"
        return [os.getpid(), 7]

    code, (pid, seven) = serving.apart(work)
    assert (code, seven) == (0, 7)
    assert pid != os.getpid()
    assert "ONLY_THERE" not in os.environ


def test_work_apart_that_cannot_go_on_says_why(capfd: pytest.CaptureFixture[str]) -> None:
    def work() -> None:
        raise serving.NotReady("Jalankan dahulu: pamong migrate")

    assert serving.apart(work) == (1, None)
    assert capfd.readouterr().err == "Jalankan dahulu: pamong migrate\n"


def test_work_apart_that_fails_shows_where(capfd: pytest.CaptureFixture[str]) -> None:
    def work() -> None:
        raise ValueError("a bug")

    assert serving.apart(work) == (1, None)
    assert "ValueError: a bug" in capfd.readouterr().err
