"""The queue: a job exists with its transaction, its effect happens once, and what dies is rescued."""

import pytest
from django.db import connection, transaction

from pamong.platform.audit.models import Event
from pamong.platform.jobs import actions, queries, tasks
from pamong.platform.jobs.app import ATTEMPTS, defer, defer_by_name, run, running, step
from pamong.platform.jobs.models import JobDone
from tests.platform.jobs.sample import effect, effects

pytestmark = pytest.mark.django_db


def status(number: int) -> tuple[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, attempts FROM procrastinate_jobs WHERE id = %s", [number])
        found: tuple[str, int] = cursor.fetchone()
    return found


def taken(number: int, *, attempts: int = 0, silent: int | None = None) -> None:
    """The job is in the hands of a worker whose last sign of life is `silent` seconds ago (None: forgotten)."""
    with connection.cursor() as cursor:
        worker = None
        if silent is not None:
            cursor.execute(
                "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s * interval '1 second') RETURNING id",
                [silent],
            )
            worker = cursor.fetchone()[0]
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', attempts = %s, worker_id = %s WHERE id = %s",
            [attempts, worker, number],
        )


def test_called_directly_a_task_is_a_plain_function() -> None:
    effect(key="direct")
    assert effects("direct") == 1


def test_a_job_waits_in_the_queue_with_its_arguments() -> None:
    number = defer(effect, key="a", sleep=0.5)
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs WHERE id = %s", [number])
        name, arguments = cursor.fetchone()
    assert name == "test.effect"
    assert '"key": "a"' in str(arguments).replace("'", '"')
    assert queries.counts()["waiting"] >= 1


def test_a_rollback_leaves_no_job() -> None:
    before = queries.counts()["waiting"]
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        defer(effect, key="never")
        1 / 0  # noqa: B018
    assert queries.counts()["waiting"] == before


def test_a_function_that_is_no_task_cannot_be_deferred() -> None:
    with pytest.raises(AttributeError):
        defer(effects, key="x")


def test_an_action_names_the_task_it_cannot_import() -> None:
    number = defer_by_name("test.effect", key="by name")
    assert status(number) == ("todo", 0)
    with pytest.raises(LookupError, match="no task is named"):
        defer_by_name("test.efect", key="typo")


def test_the_effect_happens_once_however_often_the_job_runs() -> None:
    for _ in range(3):
        run("test.effect", lambda: effect(key="once"), job_id=4711, atomic=True)
    assert effects("once") == 1
    assert JobDone.objects.filter(job_id=4711).count() == 1


def test_a_failed_run_leaves_nothing_and_may_run_again() -> None:
    def half() -> None:
        effect(key="half")
        raise RuntimeError("poison")

    with pytest.raises(RuntimeError):
        run("test.effect", half, job_id=4712, atomic=True)
    assert effects("half") == 0
    run("test.effect", lambda: effect(key="half"), job_id=4712, atomic=True)
    assert effects("half") == 1


def test_a_stepwise_job_commits_its_steps_itself() -> None:
    seen = []

    def work() -> None:
        with step():
            effect(key="steps")
        seen.append(running.get())
        raise RuntimeError("after the first step")

    with pytest.raises(RuntimeError):
        run("people.import", work, job_id=4713, atomic=False)
    assert effects("steps") == 1
    assert seen == ["people.import"]
    assert running.get() == ""


def test_what_a_job_writes_is_audited_under_its_name(world: object) -> None:
    from pamong.people.models import Person
    from pamong.platform.guard import ACTION

    def work() -> None:
        Person.objects.filter(pk=world.employee.pk).update(via=ACTION, phone="0812000")  # type: ignore[attr-defined]

    run("people.clean", work, job_id=4714, atomic=True)
    event = Event.objects.filter(table="people_person", kind="update").latest("id")
    assert (event.actor, event.route) == ("worker", "job:people.clean")


@pytest.mark.parametrize("silent", [None, 120])
def test_the_job_of_a_dead_worker_goes_back_to_the_queue(silent: int | None) -> None:
    number = defer(effect, key="r")
    taken(number, silent=silent)
    assert actions.rescue(20)["again"] == [number]
    assert status(number) == ("todo", 1)


def test_the_job_of_a_living_worker_stays_with_it() -> None:
    number = defer(effect, key="l")
    taken(number, silent=3)
    assert actions.rescue(20) == {"again": [], "parked": []}
    assert status(number)[0] == "doing"


def test_a_job_that_killed_too_many_workers_is_parked_and_shown() -> None:
    number = defer(effect, key="p")
    taken(number, attempts=ATTEMPTS)
    assert actions.rescue(20)["parked"] == [number]
    assert status(number)[0] == "failed"
    assert queries.parked()[0]["id"] == number
    assert queries.counts()["parked"] == 1
    actions.retry_parked(number)
    assert status(number)[0] == "todo"


def test_the_youngest_sign_of_life_counts() -> None:
    assert queries.worker_age() is None
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) SELECT now() - age * interval '1 second' FROM unnest(ARRAY[90, 4]) age"
        )
    age = queries.worker_age()
    assert age is not None
    assert 3.5 < age < 10


def test_housekeeping_forgets_only_what_is_old_and_done() -> None:
    old, fresh, parked = (defer(effect, key=key) for key in "abc")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id IN (%s, %s)", [old, fresh])
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [parked])
        cursor.execute(
            "UPDATE procrastinate_events SET at = now() - interval '8 days' WHERE job_id IN (%s, %s)", [old, parked]
        )
        cursor.execute(
            "INSERT INTO jobs_done (job_id, at) VALUES (%s, now() - interval '8 days'), (%s, now())", [old, fresh]
        )
    tasks.prune_jobs()
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM procrastinate_jobs WHERE id IN (%s, %s, %s) ORDER BY id", [old, fresh, parked])
        assert [row[0] for row in cursor.fetchall()] == [fresh, parked]
    assert list(JobDone.objects.values_list("job_id", flat=True)) == [fresh]
