"""Workers that die: every job's effect happens, and happens once."""

import subprocess
import sys
import time
from pathlib import Path

from tests.faults.machine import Machine, connects, wait_for

WORKER = """
import tests.platform.jobs.sample
from pamong.platform.jobs import worker
worker.HEARTBEAT, worker.DEAD_AFTER, worker.LOOK_EVERY = 0.5, 3.0, 1.0
print("ready", flush=True)
worker.run()
"""
DEFER = "from tests.platform.jobs.sample import effect, fails; from pamong.platform.jobs.app import defer\n"


def effects(machine: Machine, key: str) -> int:
    return int(machine.sql("select count(*) from live_event where topic = 'effect:' || %s", key)[0][0])


def statuses(machine: Machine) -> dict[str, int]:
    return dict(
        machine.sql("select status::text, count(*) from procrastinate_jobs where task_name like 'test.%%' group by 1")
    )


def noted(flag: Path, key: str) -> int:
    return flag.read_text().split().count(key) if flag.exists() else 0


def test_kill_9_in_mid_job_and_the_effect_still_happens_once(machine: Machine) -> None:
    flag = machine.folder / "flag"
    machine.python(DEFER + f"defer(effect, key='kill', sleep=4.0, flag={str(flag)!r})")
    first = machine.start(WORKER)
    wait_for(lambda: noted(flag, "kill") == 1, 30, "the job did not begin")
    assert effects(machine, "kill") == 0  # written, not committed
    machine.kill(first.pid)
    killed = time.monotonic()
    second = machine.start(WORKER)
    wait_for(lambda: effects(machine, "kill") == 1, 60, "the job was not taken up again")
    assert time.monotonic() - killed < 60
    wait_for(lambda: statuses(machine) == {"succeeded": 1}, 30, str(statuses(machine)))
    assert noted(flag, "kill") == 2  # it did run twice
    assert effects(machine, "kill") == 1
    machine.kill(second.pid)


def test_killed_after_the_commit_it_is_not_done_again(machine: Machine) -> None:
    """The worker dies between the job's commit and its note "succeeded"."""
    machine.python(DEFER + "defer(effect, key='late')")
    [(number,)] = machine.sql("select id from procrastinate_jobs where status = 'todo' and task_name = 'test.effect'")
    machine.python(
        "from tests.platform.jobs.sample import effect; from pamong.platform.jobs.app import run\n"
        f"run('test.effect', lambda: effect(key='late'), job_id={number}, atomic=True)"
    )
    machine.sql("update procrastinate_jobs set status = 'doing', worker_id = null where id = %s", number)
    worker = machine.start(WORKER)
    wait_for(
        lambda: machine.sql("select status::text from procrastinate_jobs where id = %s", number) == [("succeeded",)],
        60,
        "not ended",
    )
    assert effects(machine, "late") == 1
    machine.kill(worker.pid)


def test_sigterm_lets_the_running_job_end(machine: Machine) -> None:
    flag = machine.folder / "flag-term"
    machine.python(
        DEFER + f"defer(effect, key='term', sleep=3.0, flag={str(flag)!r}); defer(effect, key='after', sleep=0.0)"
    )
    machine.sql("update procrastinate_jobs set scheduled_at = now() + interval '1 hour' where args->>'key' = 'after'")
    worker = machine.start(WORKER)
    wait_for(lambda: noted(flag, "term") == 1, 30, "the job did not begin")
    worker.terminate()
    assert worker.wait(30) == 0
    assert effects(machine, "term") == 1
    assert machine.sql("select status::text from procrastinate_jobs where args->>'key' = 'term'") == [("succeeded",)]
    assert machine.sql("select status::text from procrastinate_jobs where args->>'key' = 'after'") == [("todo",)]


def test_poison_is_parked_and_others_go_on(machine: Machine) -> None:
    machine.python(DEFER + "defer(fails, key='poison'); defer(effect, key='fine')")
    worker = machine.start(WORKER)
    wait_for(lambda: effects(machine, "fine") == 1, 30, "the good job waits behind the bad one")
    wait_for(
        lambda: (
            machine.sql("select status::text from procrastinate_jobs where args->>'key' = 'poison'") == [("failed",)]
        ),
        30,
        "not parked",
    )
    assert effects(machine, "poison") == 0
    machine.kill(worker.pid)
    doctor = machine.command("doctor")
    assert doctor.returncode == 1
    assert "test.fails" in doctor.stdout


def test_the_database_dies_and_the_worker_comes_back(machine: Machine) -> None:
    """`pamong worker` starts its process again when the database took it along."""
    words = [sys.executable, "-m", "pamong.cli.main", "worker"]
    worker = subprocess.Popen(words, env=machine.env, cwd="/", stderr=subprocess.DEVNULL, text=True)
    machine.started.append(worker)
    wait_for(
        lambda: machine.sql("select 1 from procrastinate_workers where last_heartbeat > now() - interval '3 seconds'"),
        30,
        "no worker",
    )
    before = machine.sql("select max(id) from procrastinate_workers")[0][0]
    machine.kill(machine.server.pid())
    wait_for(lambda: connects(machine), 60, "the worker's next start did not start the database")
    wait_for(
        lambda: machine.sql("select 1 from procrastinate_workers where id > %s", before),
        60,
        "the worker did not come back",
    )
    worker.terminate()
    assert worker.wait(40) == 0
