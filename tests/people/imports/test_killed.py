"""Killed in the middle and begun again: complete in the end, and whole at every moment between."""

import json
import random
import time
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from pamong.people.actions import imports
from pamong.people.actions.import_write import Defaults
from pamong.people.models import Assignment, ImportFile, ImportRun, Person, User, WorkItem
from pamong.people.queries.imports import LOCK_KEY
from pamong.people.tasks import forget_import_files, run_import
from pamong.platform.access.viewer import Viewer
from pamong.platform.jobs.models import JobProgress
from pamong.rulebook.errors import Refused
from tests.people.imports import processes
from tests.people.imports.files import EXPECTED, SAMPLE, book, office

CLERK = Viewer.system("uji impor")


def expect_whole() -> int:
    """Whoever is there has account and post; answers how many there are."""
    people = Person.objects.count()
    assert User.objects.filter(person__isnull=False).count() == people
    assert Assignment.objects.values("person").distinct().count() == people
    return people


@pytest.mark.slow
@pytest.mark.usefixtures("_empty_afterwards")
def test_killed_again_and_again_and_healed() -> None:
    chance = random.Random(4)  # no secret
    counts = []
    for batches in (1, 2, 5, 3):
        process = processes.start(SAMPLE, batch=40)
        processes.wait_for_batches(process, batches)
        time.sleep(chance.random() / 50)  # in the midst of a batch
        process.kill()
        process.communicate()
        counts.append(expect_whole())
    assert 0 < counts[0] < counts[-1] < EXPECTED["people_valid"]

    process = processes.start(SAMPLE, "--json")
    answer = json.loads(process.communicate()[0])
    assert process.returncode == 0
    assert answer["new"] + answer["unchanged"] == EXPECTED["people_valid"]
    assert answer["changed"] == 0
    assert answer["unchanged"] >= counts[-1]
    assert expect_whole() == EXPECTED["people_valid"]
    assert WorkItem.objects.count() == EXPECTED["rows_with_unknown_superior"] + 1

    process = processes.start(SAMPLE, "--json")
    answer = json.loads(process.communicate()[0])
    assert (answer["new"], answer["changed"], answer["unchanged"]) == (0, 0, EXPECTED["people_valid"])


@pytest.mark.slow
@pytest.mark.usefixtures("_empty_afterwards")
def test_second_import_at_the_same_time_is_refused_in_words(tmp_path: Path) -> None:
    first = processes.start(SAMPLE, batch=40, pause=0.3)
    processes.wait_for_batches(first, 1)
    second = processes.start(SAMPLE, "--json")
    out, _err = second.communicate()
    assert second.returncode == 1
    assert "Impor lain sedang berjalan" in json.loads(out)["error"]
    look = processes.start(SAMPLE, "--dry-run", "--json")
    assert look.wait() == 0  # looking is always possible
    first.communicate()
    assert first.returncode == 0
    assert expect_whole() == EXPECTED["people_valid"]
    third = processes.start(SAMPLE, "--json")
    assert json.loads(third.communicate()[0])["changed"] == 0


class Killed(BaseException):
    """Stands for kill -9 where the process itself must live on."""


@pytest.mark.django_db
def test_job_of_a_killed_worker_goes_on_and_keeps_the_first_result(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pamong.people.actions.import_write.BATCH", 5)
    run = imports.upload(content=book(office(30)), file_name="a.xlsx", by=CLERK)
    run = imports.start_check(run=run, columns=run.columns, answers={}, defaults=Defaults(), by=CLERK)
    run_import(run_id=run.pk)
    run.refresh_from_db()
    run = imports.start_apply(run=run, by=CLERK)

    def die(done: int, total: int, text: str) -> None:
        if done > 10:
            raise Killed

    with pytest.raises(Killed):
        imports.apply(run=ImportRun.objects.get(pk=run.pk), by=CLERK, progress=die)
    assert 0 < Person.objects.count() < 31
    assert ImportRun.objects.get(pk=run.pk).state == "applying"

    run_import(run_id=run.pk)
    run.refresh_from_db()
    assert run.state == "done"
    assert Person.objects.count() == 31
    assert run.counts["new"] == run.lines.filter(kind="new").count() == 31  # not only what the second worker wrote
    assert JobProgress.objects.get(key=run.job_key).state == "done"
    run_import(run_id=run.pk)  # and a third time does nothing
    assert Person.objects.count() == 31


@pytest.mark.django_db
def test_busy_import_leaves_the_other_ready_to_start_again() -> None:
    run = imports.upload(content=book(office(2)), file_name="a.xlsx", by=CLERK)
    run = imports.start_check(run=run, columns=run.columns, answers={}, defaults=Defaults(), by=CLERK)
    run_import(run_id=run.pk)
    run.refresh_from_db()
    run = imports.start_apply(run=run, by=CLERK)
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_KEY])
        run_import(run_id=run.pk)
        run.refresh_from_db()
        assert (run.state, Person.objects.count()) == ("checked", 0)
        assert "Impor lain sedang berjalan" in run.message
        assert JobProgress.objects.get(key=run.job_key).state == "failed"
        with pytest.raises(Refused, match="sedang berjalan"):
            imports.start_apply(run=run, by=CLERK)
    finally:
        with other.cursor() as cursor:  # closing only gives the connection back to the pool
            cursor.execute("SELECT pg_advisory_unlock_all()")
        other.close()
    run = imports.start_apply(run=run, by=CLERK)
    run_import(run_id=run.pk)
    assert Person.objects.count() == 3


@pytest.mark.django_db
def test_data_changed_meanwhile_stops_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import IntegrityError

    run = imports.upload(content=book(office(2)), file_name="a.xlsx", by=CLERK)
    run = imports.start_check(run=run, columns=run.columns, answers={}, defaults=Defaults(), by=CLERK)
    run_import(run_id=run.pk)
    run.refresh_from_db()
    run = imports.start_apply(run=run, by=CLERK)

    def collide(*args: object, **kwargs: object) -> None:
        raise IntegrityError("people_one_head_per_unit")

    with monkeypatch.context() as patched:
        patched.setattr("pamong.people.actions.import_write.write", collide)
        run_import(run_id=run.pk)
    run.refresh_from_db()
    assert run.state == "checked"
    assert "berubah saat impor berjalan" in run.message
    run = imports.start_apply(run=run, by=CLERK)
    run_import(run_id=run.pk)
    run.refresh_from_db()
    assert run.state == "done"


@pytest.mark.django_db
@pytest.mark.parametrize(("broken", "state"), [("check", "failed"), ("apply", "checked")])
def test_unforeseen_fault_does_not_leave_the_page_waiting(
    monkeypatch: pytest.MonkeyPatch, broken: str, state: str
) -> None:
    run = imports.upload(content=book(office(2)), file_name="a.xlsx", by=CLERK)
    run = imports.start_check(run=run, columns=run.columns, answers={}, defaults=Defaults(), by=CLERK)
    if broken == "apply":
        run_import(run_id=run.pk)
        run.refresh_from_db()
        run = imports.start_apply(run=run, by=CLERK)

    def fall(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(f"pamong.people.actions.imports.{broken}", fall)
    run_import(run_id=run.pk)
    run.refresh_from_db()
    assert run.state == state
    assert "Terjadi kesalahan" in run.message


@pytest.mark.django_db
def test_database_that_was_away_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    run = imports.upload(content=book(office(2)), file_name="a.xlsx", by=CLERK)
    run = imports.start_check(run=run, columns=run.columns, answers={}, defaults=Defaults(), by=CLERK)

    def away(*args: object, **kwargs: object) -> None:
        raise OperationalError

    with monkeypatch.context() as patched:
        patched.setattr("pamong.people.actions.imports.check", away)
        with pytest.raises(OperationalError):  # the queue sees it and tries again
            run_import(run_id=run.pk)
    run_import(run_id=run.pk)
    run.refresh_from_db()
    assert run.state == "checked"


@pytest.mark.django_db
def test_old_files_are_forgotten_and_their_people_stay() -> None:
    imports.import_file(content=book(office(1)), file_name="a.xlsx", answers={}, defaults=Defaults(), by=CLERK)
    busy = imports.upload(content=book(office(1)), file_name="b.xlsx", by=CLERK)
    imports.start_check(run=busy, columns=busy.columns, answers={}, defaults=Defaults(), by=CLERK)
    assert imports.forget_old_files(by=CLERK) == 0
    assert imports.forget_old_files(by=CLERK, days=-1) == 1
    assert list(ImportFile.objects.values_list("run_id", flat=True)) == [busy.pk]
    assert ImportRun.objects.count() == 2
    assert Person.objects.count() == 2
    forget_import_files()
    old = ImportRun.objects.exclude(pk=busy.pk).get()
    with pytest.raises(Refused, match="sudah dihapus"):
        imports.check(run=old, by=CLERK)
