"""Two windows, two people, the same second: one wins, the other is told, nothing breaks."""

import threading
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection

from pamong.planning import actions
from pamong.planning.models import Cycle, CycleExclusion, HandedDown, Skp, WorkResult
from pamong.planning.queries.cascade import ancestors
from pamong.platform.access.errors import Conflict
from pamong.platform.guard import ACTION
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from tests.planning import plans
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run the acts in threads that start together; how each ended: "done", "refused", "conflict" or the error's name."""
    together = threading.Barrier(len(acts))
    ended: list[str] = []

    def run(act: Callable[[], object]) -> None:
        together.wait()
        try:
            act()
            ended.append("done")
        except Refused:
            ended.append("refused")
        except Conflict:
            ended.append("conflict")
        except Exception as error:  # the test wants its name
            ended.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ended)


def test_a_plan_begun_in_two_windows_is_one_plan(world: World) -> None:
    plans.open_cycle(world)
    by = world.viewer("employee")
    ended = at_once(*[lambda: actions.create(person_id=world.employee.pk, by=by)] * 4)
    assert ended == ["done", "refused", "refused", "refused"]
    assert Skp.objects.filter(person=world.employee).count() == 1


def test_a_year_opened_twice_is_one_cycle(world: World) -> None:
    by = world.viewer("admin")
    ended = at_once(*[lambda: actions.open_cycle(agency_id=world.a.pk, year=2026, by=by)] * 3)
    assert ended == ["done", "refused", "refused"]
    assert Cycle.objects.get().phases.count() == 8


def test_of_two_edits_of_a_result_one_conflicts(world: World) -> None:
    skp = plans.draft(world)
    row = plans.result(world, skp)
    by = world.viewer("employee")

    def edit(title: str) -> Callable[[], object]:
        given = actions.ResultInput(kind="main", title=title, weight=Decimal(50))
        return lambda: actions.save_result(skp_id=skp.pk, result_id=row.pk, version=1, given=given, by=by)

    assert at_once(edit("Satu"), edit("Dua"), edit("Tiga")) == ["conflict", "conflict", "done"]
    row.refresh_from_db()
    assert row.version == 2


def test_submitted_twice_tells_once(world: World) -> None:
    skp = plans.complete(world)
    by = world.viewer("employee")
    assert at_once(*[lambda: actions.submit(skp_id=skp.pk, by=by)] * 3) == ["done", "refused", "refused"]
    assert Notification.objects.filter(kind="planning.submitted").count() == 1


def test_agreed_by_two_windows_is_frozen_once(world: World) -> None:
    skp = plans.submitted(world)
    by = world.viewer("superior")
    assert at_once(*[lambda: actions.agree(skp_id=skp.pk, by=by)] * 2) == ["done", "refused"]
    skp.refresh_from_db()
    assert skp.version == 3


def test_an_edit_and_a_submission_at_once_never_change_what_was_submitted(world: World) -> None:
    skp = plans.complete(world)
    row = WorkResult.objects.get(skp=skp)
    by = world.viewer("employee")
    given = actions.ResultInput(kind="main", title="Diubah", weight=Decimal(100), ends=skp.ends)
    ended = at_once(
        lambda: actions.submit(skp_id=skp.pk, by=by),
        lambda: actions.save_result(skp_id=skp.pk, result_id=row.pk, given=given, by=by),
    )
    assert ended in (["done", "done"], ["done", "refused"])
    skp.refresh_from_db()
    row.refresh_from_db()
    assert skp.state == "submitted"
    assert (row.title == "Diubah") is (ended == ["done", "done"])


def test_handed_down_in_two_windows_is_one_hand_down(world: World) -> None:
    (parent,) = plans.heads_results(world)
    by = world.viewer("superior")
    ended = at_once(
        *[lambda: actions.hand_down(result_id=parent.pk, to=[world.employee.pk], intervention="direct", by=by)] * 3
    )
    assert ended == ["done", "done", "done"]
    assert HandedDown.objects.count() == 1
    assert Notification.objects.filter(kind="planning.handed_down").count() == 1


def test_two_links_together_never_close_a_circle(world: World) -> None:
    (top,) = plans.heads_results(world, "Puncak", who="head")
    (middle,) = plans.heads_results(world, "Tengah", who="superior")
    Skp.objects.filter(person=world.head).update(via=ACTION, assessor=world.superior)
    head, superior = world.viewer("head"), world.viewer("superior")
    ended = at_once(
        lambda: actions.link(result_id=top.pk, parent_id=middle.pk, by=head),
        lambda: actions.link(result_id=middle.pk, parent_id=top.pk, by=superior),
    )
    assert ended == ["done", "refused"]
    assert len(ancestors(top.pk) | ancestors(middle.pk)) == 2
    assert WorkResult.objects.filter(parent__isnull=False).count() == 1


def test_excluded_twice_at_once_is_excluded_once(world: World) -> None:
    cycle = plans.open_cycle(world)
    by = world.viewer("admin")

    def exclude() -> object:
        return actions.exclude(cycle_id=cycle.pk, person_id=world.peer.pk, reason="suspended", by=by)

    ended = at_once(exclude, exclude)
    assert ended.count("done") == 1
    assert set(ended) <= {"done", "refused", "NotVisible"}
    assert CycleExclusion.objects.count() == 1
