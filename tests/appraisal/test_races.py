"""Two people at the same moment, on real PostgreSQL: one of them wins, the other is told."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from pamong.appraisal import actions
from pamong.appraisal.actions import Chosen
from pamong.appraisal.models import Document, Evaluation, EvaluationLine
from pamong.feedback import actions as feedback
from pamong.feedback.models import FeedbackAnswer
from pamong.platform.access.errors import Conflict
from pamong.rulebook.errors import Refused
from tests.appraisal.builder import BASE, REASON, SEED, Plan
from tests.feedback.test_give import give
from tests.world import build_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plan() -> Plan:
    return Plan(build_world())


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Run all at once, each in its own thread and connection; what each answered or raised, in the given order."""
    found: list[Any] = [None] * len(acts)
    ready = threading.Barrier(len(acts))

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            ready.wait()
            found[place] = act()
        except Exception as error:  # the test looks at it
            found[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n, act)) for n, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return found


def test_two_ratings_at_once(plan: Plan) -> None:
    row = plan.opened()
    superior = plan.world.viewer("superior")

    def rate(results: str) -> Callable[[], Evaluation]:
        return lambda: actions.rate(pk=row.pk, version=0, chosen=Chosen(results, "sesuai", REASON), by=superior)

    found = together(rate("di_atas"), rate("di_bawah"))
    assert sorted(type(each).__name__ for each in found) == ["Conflict", "Evaluation"]
    (won,) = [each for each in found if isinstance(each, Evaluation)]
    row.refresh_from_db()
    assert (row.version, row.predikat) == (1, won.predikat)


def test_signing_while_the_rating_changes(plan: Plan) -> None:
    row = plan.rated()
    employee, superior = plan.world.viewer("employee"), plan.world.viewer("superior")
    chosen = Chosen("di_bawah", "di_bawah", REASON, REASON)
    signed, changed = together(
        lambda: actions.acknowledge(pk=row.pk, version=1, answer="", base_url=BASE, by=employee),
        lambda: actions.rate(pk=row.pk, version=1, chosen=chosen, by=superior),
    )
    row.refresh_from_db()
    if isinstance(signed, Evaluation):
        assert isinstance(changed, Refused)
        assert (row.state, row.predikat) == ("final", "Baik")
        assert Document.objects.get().content["predikat"] == "Baik"
    else:
        assert isinstance(signed, Conflict)
        assert (row.state, row.predikat, row.version) == ("rated", "Sangat Kurang", 2)
        assert not Document.objects.exists()


def test_signing_twice_at_once_makes_one_document(plan: Plan) -> None:
    row = plan.rated()
    employee = plan.world.viewer("employee")
    found = together(
        *[lambda: actions.acknowledge(pk=row.pk, version=1, answer="", base_url=BASE, by=employee)] * 3,
    )
    assert sorted(type(each).__name__ for each in found) == ["Evaluation", "Refused", "Refused"]
    assert Document.objects.count() == 1


def test_opening_twice_at_once_opens_once(plan: Plan) -> None:
    found = together(
        *[lambda: actions.open_period(cycle_id=plan.cycle.pk, kind="quarter", number=3, by=SEED)] * 3,
    )
    assert sum(each.opened for each in found) == 1
    assert Evaluation.objects.count() == 1
    assert EvaluationLine.objects.count() == 3


def test_the_self_evaluation_while_the_rating_comes(plan: Plan) -> None:
    row = plan.opened()
    employee, superior = plan.world.viewer("employee"), plan.world.viewer("superior")
    said, rated = together(
        lambda: actions.assess_self(pk=row.pk, text="Kata saya", lines={}, by=employee),
        lambda: actions.rate(pk=row.pk, version=0, chosen=Chosen("sesuai", "sesuai"), by=superior),
    )
    assert isinstance(rated, Evaluation)
    row.refresh_from_db()
    assert row.state == "rated"
    assert row.self_text == ("Kata saya" if isinstance(said, Evaluation) else "")


def test_two_answers_to_one_feedback(plan: Plan) -> None:
    row = give(plan.world)
    employee = plan.world.viewer("employee")
    found = together(*[lambda: feedback.answer(feedback=row, text="Terima kasih", by=employee)] * 2)
    assert sorted(type(each).__name__ for each in found) == ["FeedbackAnswer", "Refused"]
    assert FeedbackAnswer.objects.count() == 1
