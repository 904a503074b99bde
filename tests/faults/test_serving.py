"""`pamong serve`: it heals what dies, takes its processes along however it ends, and keeps the data."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest

from tests.faults.machine import Machine, alive, connects, wait_for


@pytest.fixture
def serving(machine: Machine) -> Iterator[Machine]:
    """A machine that serves now."""
    if machine.process is None or machine.process.poll() is not None:
        machine.serve()
    yield machine


def everything(machine: Machine) -> list[int]:
    """All processes of the product in this home, without PostgreSQL's."""
    return machine.children(of="granian") + machine.children(of="pamong.cli.main worker")


def test_pages_and_health_answer(serving: Machine) -> None:
    assert httpx.get(f"{serving.url}/healthz/live").json() == {"live": True}
    ready = httpx.get(f"{serving.url}/healthz/ready")
    assert ready.json()["worker"] == "ok"
    answer = httpx.get(f"{serving.url}/static/pamong/live.js")
    assert answer.status_code == 200


def test_a_hashed_static_file_may_be_kept_for_good(serving: Machine) -> None:
    manifest = json.loads((serving.home / "static" / "staticfiles.json").read_text())
    answer = httpx.get(f"{serving.url}/static/{manifest['paths']['pamong/live.js']}")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize("of", ["granian", "pamong.cli.main worker"])
def test_a_killed_process_is_replaced(serving: Machine, of: str) -> None:
    before = serving.children(of=of)
    serving.kill(*before)
    wait_for(
        lambda: serving.children(of=of) and not set(before) & set(serving.children(of=of)),
        30,
        f"{of} did not come back",
    )
    wait_for(serving.is_ready, 30, "not ready again")


def test_the_database_is_started_again_and_pages_recover(serving: Machine) -> None:
    serving.kill(serving.server.pid())
    wait_for(lambda: connects(serving), 30, "the database did not come back")
    wait_for(
        lambda: httpx.get(f"{serving.url}/healthz/ready", timeout=10).status_code == 200, 6, "pages did not recover"
    )


def test_while_the_database_is_away_it_is_503_and_never_500(serving: Machine) -> None:
    serving.kill(serving.server.pid())
    seen: list[int] = []

    def look() -> bool:
        seen.append(httpx.get(f"{serving.url}/healthz/ready", timeout=10).status_code)
        return seen[-1] == 200

    wait_for(look, 30, "pages did not recover")
    assert set(seen) <= {200, 503}


def test_a_second_serve_of_the_same_home_is_refused(serving: Machine) -> None:
    done = serving.command("serve", "--port", "0")
    assert done.returncode == 1
    assert serving.url in done.stderr
    assert httpx.get(f"{serving.url}/healthz/live").status_code == 200


def test_kill_9_of_the_supervisor_takes_its_processes_along(serving: Machine) -> None:
    assert serving.process is not None
    before = everything(serving)
    assert len(before) >= 4
    serving.kill(serving.process.pid)
    serving.process.wait()
    wait_for(lambda: not any(alive(pid) for pid in before), 40, "processes were left behind")
    assert not everything(serving)


def test_kill_9_of_everything_and_serving_again_keeps_the_data(serving: Machine) -> None:
    serving.sql("create table if not exists kept (n int)")
    serving.sql("insert into kept values (42)")
    assert serving.process is not None
    serving.kill(serving.process.pid, *everything(serving), serving.server.pid())
    serving.process.wait()
    serving.serve()
    assert serving.sql("select n from kept") == [(42,)]
    assert httpx.get(f"{serving.url}/healthz/ready").json()["ready"] is True


def test_sigterm_ends_everything_in_order(serving: Machine) -> None:
    assert serving.process is not None
    before = everything(serving)
    serving.process.send_signal(signal.SIGTERM)
    assert serving.process.wait(45) == 0
    assert not any(alive(pid) for pid in before)
    assert not (serving.home / "serve.json").exists()


def test_the_one_who_started_the_database_stops_it(machine: Machine) -> None:
    machine.command("stop")
    machine.serve()
    assert machine.process is not None
    machine.process.send_signal(signal.SIGINT)
    assert machine.process.wait(45) == 0
    assert machine.server.pid() is None


def test_stop_ends_web_worker_and_database(serving: Machine) -> None:
    before = [*everything(serving), serving.server.pid()]
    done = serving.command("stop", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout) == {"served": True, "database": True}
    assert not any(alive(pid) for pid in before if pid)
    assert json.loads(serving.command("stop", "--json").stdout) == {"served": False, "database": False}


def test_leftovers_of_a_killed_run_are_ended_by_the_next(machine: Machine) -> None:
    """A process noted in serve.json that outlived its supervisor (as if the kernel had not ended it)."""
    from pamong.cli.processes import Known, Running

    orphan = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Running("http://x", Known(1, 1), [Known.of(orphan.pid)]).write(machine.home)
    assert machine.command("stop").returncode == 0
    assert orphan.wait(10) != 0


def test_a_noted_number_that_is_another_process_now_is_left_alone(machine: Machine) -> None:
    from pamong.cli.processes import Known, Running

    innocent = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Running("http://x", Known(1, 1), [Known(innocent.pid, 12345)]).write(machine.home)
    assert machine.command("stop").returncode == 0
    assert innocent.poll() is None
    innocent.kill()
    innocent.wait()


def test_a_taken_port_gives_the_next_one(machine: Machine) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        words = [sys.executable, "-m", "pamong.cli.main", "serve", "--port", str(port)]
        process = subprocess.Popen(words, env=machine.env, cwd="/", stderr=subprocess.PIPE, text=True)
        machine.started.append(process)
        assert process.stderr is not None
        told = next(line for line in process.stderr if "melayani di" in line)
        url = told.split("melayani di ")[1].split()[0]
        assert url != f"http://127.0.0.1:{port}"
        wait_for(lambda: _live(url), 30, url)
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait(45) == 0


def _live(url: str) -> bool:
    try:
        return httpx.get(f"{url}/healthz/live", timeout=2).status_code == 200
    except httpx.HTTPError:
        return False


def test_a_database_of_ones_own_is_migrated_only_when_asked(machine: Machine) -> None:
    """`DATABASE_URL`: another server's database, here one of the embedded server reached by its socket."""
    machine.server.start()
    with machine.server.connect("postgres") as connection:
        connection.execute("create database elsewhere")
    socket_folder = str(machine.server.socket_folder).replace("/", "%2F")
    env = {
        **machine.env,
        "PAMONG_HOME": str(machine.folder / "other"),
        "DATABASE_URL": f"postgres://pamong@{socket_folder}/elsewhere",
    }

    def pamong(*words: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "pamong.cli.main", *words]
        return subprocess.run(command, env=env, cwd="/", capture_output=True, text=True, check=False)

    refused = pamong("serve", "--port", str(machine.port))
    assert refused.returncode == 1
    assert "pamong migrate" in refused.stderr
    assert pamong("migrate").returncode == 0
    assert "DATABASE_URL" in pamong("doctor").stdout
    assert json.loads(pamong("stop", "--json").stdout) == {"served": False, "database": False}
    assert not (machine.folder / "other" / "database").exists()
