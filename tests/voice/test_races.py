"""Two at once: on real connections, the second sees what the first did."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings

from pamong.rulebook.errors import Refused
from pamong.voice.complaints import actions
from pamong.voice.complaints.enums import Mode, State
from pamong.voice.complaints.models import Closing, Complaint, Redacted, Step, Unsealing
from tests.voice import builder
from tests.voice.builder import BY, CITIZEN, Catalogue
from tests.world import World, build_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town() -> Any:
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        world = build_world()
        builder.officers(world)
        yield world, builder.catalogue(world)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do these at the same moment, each on a connection of its own; answers results and refusals."""
    found: list[object] = []
    start = threading.Barrier(len(acts))

    def one(act: Callable[[], object]) -> None:
        try:
            start.wait()
            found.append(act())
        except Refused as refused:
            found.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == len(acts), "an act died of something else than a refusal"
    return found


def refusals(found: list[object]) -> int:
    return sum(isinstance(each, Refused) for each in found)


Town = tuple[World, Catalogue]


def test_a_case_is_decided_once(town: Town) -> None:
    world, cat = town
    case = builder.assigned(world, cat)
    employee, superior = world.viewer("employee"), world.viewer("superior")
    found = at_once(
        *(
            lambda by=by: actions.decide(complaint=case, decision=builder.UPHELD, by=by)
            for by in (employee, superior, employee, superior)
        )
    )
    assert refusals(found) == 3
    assert Closing.objects.count() == 1


def test_two_officers_with_the_same_page_do_not_overwrite_each_other(town: Town) -> None:
    world, cat = town
    case = builder.received(cat)
    by = world.viewer("officer")
    found = at_once(
        lambda: actions.assign(complaint=case, unit=world.office, version=case.version, by=by),
        lambda: actions.refuse(complaint=case, text="Bukan pengaduan.", version=case.version, by=by),
        lambda: actions.hand_over(complaint=case, to="Provinsi", text="x", version=case.version, by=by),
    )
    assert refusals(found) == 2
    assert Complaint.objects.get().version == case.version + 1


def test_steps_of_one_case_stay_in_order(town: Town) -> None:
    world, cat = town
    case = builder.assigned(world, cat)
    before = Step.objects.filter(complaint=case).count()
    by = world.viewer("employee")
    found = at_once(
        *(lambda n=n: actions.note(complaint=case, text=f"Catatan {n}", by=by) for n in range(6)),
        *(lambda n=n: actions.write(complaint=case, text=f"Kabar {n}", by=CITIZEN) for n in range(4)),
    )
    assert refusals(found) == 0
    orders = list(Step.objects.filter(complaint=case).order_by("order").values_list("order", flat=True))
    assert orders == list(range(before + 10))


def test_two_cases_merged_crosswise_do_not_wait_for_ever(town: Town) -> None:
    world, cat = town
    one, two = builder.received(cat), builder.received(cat)
    by = world.viewer("officer")
    found = at_once(
        lambda: actions.merge(complaint=one, into=two, by=by), lambda: actions.merge(complaint=two, into=one, by=by)
    )
    assert refusals(found) == 1
    assert Complaint.objects.filter(state=State.MERGED).count() == 1


def test_confirming_and_reopening_at_once_is_one_of_both(town: Town) -> None:
    world, cat = town
    case = builder.answered(world, cat)
    at_once(
        lambda: actions.confirm(complaint=case, by=CITIZEN),
        lambda: actions.reopen(complaint=case, text="Belum.", by=CITIZEN),
    )
    now = Complaint.objects.get()
    kinds = set(now.steps.values_list("kind", flat=True))
    assert now.state in (State.CONFIRMED, State.WORKING)
    assert (now.state == State.WORKING) == ("reopened" in kinds)


def test_the_reporter_is_quicker_than_the_silence(town: Town) -> None:
    world, cat = town
    case = builder.answered(world, cat)
    long_ago = world.today - builder.dt.timedelta(days=60)
    Closing.objects.update(via=builder.ACTION, day=long_ago)
    Complaint.objects.update(via=builder.ACTION, answered_day=long_ago)
    at_once(
        lambda: actions.confirm(complaint=case, by=CITIZEN),
        lambda: actions.periodic.close_silent(by=BY),
        lambda: actions.periodic.close_silent(by=BY),
    )
    assert Complaint.objects.get().state == State.CONFIRMED
    assert Step.objects.filter(kind="unconfirmed").count() <= 1


def test_a_reminder_goes_out_once(town: Town) -> None:
    world, cat = town
    builder.assigned(world, cat)
    Complaint.objects.update(via=builder.ACTION, due=world.today)
    at_once(*(lambda: actions.periodic.remind(by=BY) for _ in range(4)))
    actions.periodic.remind(by=BY)
    assert Step.objects.filter(kind="reminded").count() == 1


def test_the_sample_is_drawn_once(town: Town) -> None:
    world, cat = town
    day = world.today.replace(day=1) - builder.dt.timedelta(days=1)
    for _ in range(3):
        actions.confirm(complaint=builder.answered(world, cat), by=CITIZEN)
    Complaint.objects.update(via=builder.ACTION, closed_day=day)
    from django.db import IntegrityError

    def draw() -> object:
        try:
            return actions.draw(month=day, by=BY)
        except IntegrityError:  # the other was quicker; the job runs again
            return []

    at_once(draw, draw, draw)
    from pamong.voice.complaints.models import Inspection

    assert Inspection.objects.count() == 1


def test_one_answer_of_the_accused(town: Town) -> None:
    world, cat = town
    case = builder.received(cat, category=cat.conduct, answers={})
    case = actions.classify(
        complaint=case, category=cat.conduct, accused_person_id=world.employee.pk, by=world.viewer("officer")
    )
    summary = actions.redact(complaint=case, text="Ringkasan.", by=world.viewer("officer"))
    by = world.viewer("employee")
    found = at_once(
        *(lambda n=n: actions.answer_redacted(redacted=summary, text=f"Jawaban {n}", by=by) for n in range(3))
    )
    assert refusals(found) == 2
    assert Redacted.objects.get().answer.startswith("Jawaban")


def test_a_wish_is_decided_once(town: Town) -> None:
    world, cat = town
    builder.keys()
    case = builder.received(cat, mode=Mode.CONFIDENTIAL)
    wish = actions.custody.ask(complaint=case, reason="Perkara 12", by=world.viewer("custodian"))
    by = world.viewer("inspector")
    found = at_once(
        lambda: actions.custody.decide(unsealing=wish, approve=True, by=by),
        lambda: actions.custody.decide(unsealing=wish, approve=False, by=by),
    )
    assert refusals(found) == 1
    assert Unsealing.objects.get().state in ("approved", "refused")


def test_three_photos_at_most_even_at_once(town: Town) -> None:
    _world, cat = town
    token = actions.draw_token()
    at_once(*(lambda: actions.add_draft_photo(token=token, upload=builder.photo(), by=CITIZEN) for _ in range(3)))
    case = actions.receive(report=builder.report(cat, token=token), by=CITIZEN).complaint
    assert case.photos.count() == 3
