"""Texts that repeat are a question to two people, and both can say something; nothing is counted against anybody."""

import datetime as dt

import pytest

from pamong.platform.access.errors import NotVisible
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from pamong.worklog import actions, queries
from pamong.worklog.models import Entry, RepeatAnswer
from pamong.worklog.rules.repeats import SAME_DAYS, Repeat
from tests.world import World

PAGE, MINE = "/harian/berulang/", "/harian/berulang/saya/"


def written(world: World, who: str, text: str, back: int, hour: int = 8) -> Entry:
    day = world.today - dt.timedelta(days=back)
    start = dt.datetime.combine(day, dt.time(hour), dt.UTC)
    return Entry.objects.add(
        via=ACTION, person=world.people[who], agency=world.a, unit=world.office, day=day, starts_at=start,
        ends_at=start + dt.timedelta(minutes=30), text=text,
    )  # fmt: skip


def many_days(world: World, count: int = SAME_DAYS) -> str:
    for back in range(1, count + 1):
        written(world, "employee", f"Melayani pemohon di loket {back}", back)
    return str(Entry.objects.filter(person=world.employee).latest("pk").fingerprint)


@pytest.mark.parametrize(
    ("days", "people", "text", "asked"),
    [
        (8, 1, "Melayani pemohon", True),
        (7, 1, "Melayani pemohon", False),
        (1, 3, "Melayani pemohon", True),
        (30, 9, "Rapat", False),
    ],
)
def test_when_it_is_worth_a_question(days: int, people: int, text: str, asked: bool) -> None:
    assert Repeat(days, people, text).asked is asked


def test_the_print_of_a_text_leaves_out_numbers_and_case(world: World) -> None:
    prints = {written(world, "employee", t, 1, h) and Entry.objects.latest("pk").fingerprint
              for h, t in enumerate(("Rapat 12/3 di aula", "rapat  13-4, di AULA", "Rapat di aula."), start=8)}  # fmt: skip
    assert len(prints) == 1


def test_many_days_are_shown_to_both_and_answered(world: World) -> None:
    fingerprint = many_days(world)
    (row,) = queries.repeats_of_staff(world.viewer("superior"), world.today)
    assert (row.person_id, row.days, row.people, row.seen) == (world.employee.pk, SAME_DAYS, 1, False)
    page = world.client("superior").get(PAGE).content.decode()
    assert "Apakah memang pekerjaan yang sama?" in page
    employee = world.client("employee")
    assert "Melayani pemohon" in employee.get(MINE).content.decode()
    assert employee.post(MINE, {"sidik": fingerprint, "answer": ""}).status_code == 422
    assert employee.post(MINE, {"sidik": fingerprint, "answer": "Loket memang setiap hari"}).status_code == 303
    assert "Loket memang setiap hari" in world.client("superior").get(PAGE).content.decode()
    seen = world.client("superior").post(f"{PAGE}dibahas/", {"pegawai": world.employee.pk, "sidik": fingerprint})
    assert seen.status_code == 303
    (row,) = queries.repeats_of_staff(world.viewer("superior"), world.today)
    assert row.seen
    assert RepeatAnswer.objects.get().seen_by_id == world.superior.pk


def test_many_people_on_one_day(world: World) -> None:
    from tests.world import assign, person  # beside its use

    third = person("Orang Ketiga", "198001012000011009")
    assign(third, world.office, "Arsiparis", world.superior)
    world.people["third"] = third
    for who in ("employee", "peer", "third"):
        written(world, who, "Mengikuti apel dan rapat pagi", 1)
    rows = queries.repeats_of_staff(world.viewer("superior"), world.today)
    assert {(r.person_id, r.people) for r in rows} == {(p, 3) for p in (world.employee.pk, world.peer.pk, third.pk)}
    assert queries.repeats_of_mine(world.viewer("employee"), world.today) == []


def test_nobody_else_sees_or_answers(world: World) -> None:
    fingerprint = many_days(world)
    assert queries.repeats_of_staff(world.viewer("head"), world.today) == []
    with pytest.raises(NotVisible):
        actions.mark_repeat_seen(person_id=world.employee.pk, fingerprint=fingerprint, by=world.viewer("head"))
    with pytest.raises(NotVisible):
        actions.answer_repeat(fingerprint=fingerprint, answer="x", by=world.viewer("peer"))
    with pytest.raises(Refused):
        actions.answer_repeat(fingerprint=fingerprint, answer="  ", by=world.viewer("employee"))
    assert "Tidak ada yang perlu ditanyakan" in world.client("head").get(PAGE).content.decode()
    for odd in ("x", "", "9" * 30):
        assert (
            world.client("superior").post(f"{PAGE}dibahas/", {"pegawai": odd, "sidik": fingerprint}).status_code == 404
        )


def test_withdrawn_and_old_entries_do_not_count(world: World) -> None:
    many_days(world)
    Entry.objects.filter(day=world.today - dt.timedelta(days=1)).update(via=ACTION, state="withdrawn")
    assert queries.repeats_of_staff(world.viewer("superior"), world.today) == []
