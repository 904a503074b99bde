"""Imports month after month: what changes is dated, what was true on a past day stays true, nothing is lost."""

import datetime as dt
from typing import Any

import pytest

from pamong.people import queries
from pamong.people.actions import imports
from pamong.people.actions.import_write import Defaults
from pamong.people.enums import Matter
from pamong.people.models import Assignment, Person, Unit, User, WorkItem
from pamong.people.rules.plan import ImportPlan
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today
from tests.people.imports.files import HEADINGS, book, nip, office, person

pytestmark = pytest.mark.django_db
CLERK = Viewer.system("uji impor")
BEGAN, LATER = dt.date(2024, 1, 2), dt.date(2025, 6, 1)
DAY_BEFORE = LATER - dt.timedelta(days=1)
Rows = list[list[Any]]


def bring(rows: Rows, headings: tuple[str, ...] = HEADINGS, answers: dict[str, str] | None = None) -> ImportPlan:
    """Import, and prove on the way that a second time changes nothing."""
    content = book(rows, headings)
    arguments: dict[str, Any] = {"content": content, "file_name": "a.xlsx", "answers": answers or {}, "by": CLERK}
    plan = imports.import_file(**arguments, defaults=Defaults())
    again = imports.preview(**arguments)
    assert (again.counts()["new"], again.counts()["changed"]) == (0, 0), [vars(p) for p in again.changed]
    return plan


def post(number: int, on: dt.date | None = None) -> Assignment:
    found = queries.current_assignment(Person.objects.get(nip=nip(number)).pk, on)
    assert found is not None
    return found


def test_new_post_with_later_tmt_keeps_the_old_one() -> None:
    rows = office(2)
    bring(rows)
    rows[1][3:5], rows[1][8] = ["Pranata Komputer", "Ahli Muda"], LATER
    plan = bring(rows)
    assert plan.counts()["changed"] == 1
    assert post(1, DAY_BEFORE).position_title == "Arsiparis"
    assert post(1, LATER).position_title == "Pranata Komputer"
    assert (post(1).valid.lower, post(1).valid.upper) == (LATER, None)


def test_spelling_is_mended_without_a_second_assignment() -> None:
    rows = office(1)
    bring(rows)
    rows[1][3] = "Arsiparis Terampil"
    bring(rows)
    assert Assignment.objects.filter(person__nip=nip(1)).count() == 1
    assert post(1, BEGAN).position_title == "Arsiparis Terampil"


def test_new_superior_counts_from_the_import_and_the_past_keeps_the_old() -> None:
    rows = office(2)
    bring(rows)
    rows[2][7] = nip(1)
    bring(rows)
    superior, before = post(2).superior, post(2, today() - dt.timedelta(days=1)).superior
    assert superior is not None
    assert before is not None
    assert (superior.nip, before.nip) == (nip(1), nip(0))


def test_move_to_another_agency() -> None:
    rows = [*office(2), *office(2, "Dinas Kesehatan", first=10)]
    bring(rows)
    rows[1][5], rows[1][7], rows[1][8] = "Dinas Kesehatan", nip(10), LATER
    bring(rows)
    assert (post(1, DAY_BEFORE).agency.name, post(1).agency.name) == ("Dinas Sosial", "Dinas Kesehatan")


def test_person_fields_change_and_empty_cells_leave_them_alone() -> None:
    rows = [[*row[:9], "lama@contoh.go.id", "081234567890"] for row in office(1)]
    bring(rows)
    rows[1][1], rows[1][2], rows[1][9], rows[1][10] = "Nama Baru", "III/c", "", ""
    plan = bring(rows)
    changed = Person.objects.get(nip=nip(1))
    assert (changed.name, changed.rank, changed.email, changed.phone) == (
        "Nama Baru",
        "III/c",
        "lama@contoh.go.id",
        "081234567890",
    )
    assert plan.changed[0].fields == {"name": ("Pegawai 1", "Nama Baru"), "rank": ("III/b", "III/c")}
    assert plan.changed[0].step is None


def test_file_with_few_columns_touches_only_those() -> None:
    bring(office(2))
    plan = bring([[nip(1), "Pegawai 1", "0812999999"]], ("NIP", "Nama", "No HP"))
    assert plan.counts() == {"new": 0, "changed": 1, "unchanged": 0, "refused": 0, "warnings": 0}
    assert Person.objects.get(nip=nip(1)).phone == "0812999999"
    assert post(1).position_title == "Arsiparis"


def test_new_person_needs_a_unit() -> None:
    plan = bring([[nip(1), "Pegawai 1"]], ("NIP", "Nama"))
    assert [(note.field, note.row) for note in plan.refused] == [("unit", 2)]
    assert "Unit kerja wajib" in plan.refused[0].reason


def test_new_person_with_name_and_unit_only() -> None:
    bring([[nip(1), "Pegawai 1", "Dinas Sosial"]], ("NIP", "Nama", "Unit Kerja"))
    made = post(1)
    assert (made.position_title, made.position_kind, made.valid.lower) == ("", "JA", today())


def test_heads_swap_their_seats() -> None:
    rows = [*office(1), *office(1, "Dinas Kesehatan", first=10)]
    bring(rows)
    first, second = rows[0], rows[2]
    first[3], first[5], first[8] = "Kepala Dinas Kesehatan", "Dinas Kesehatan", LATER
    second[3], second[5], second[8] = "Kepala Dinas Sosial", "Dinas Sosial", LATER + dt.timedelta(days=30)
    bring(rows)
    heads = dict(
        Assignment.objects.filter(is_head=True, valid__contains=today()).values_list("unit__name", "person__nip")
    )
    assert heads == {"Dinas Kesehatan": nip(0), "Dinas Sosial": nip(10)}
    for day in (BEGAN, LATER, LATER + dt.timedelta(days=29), LATER + dt.timedelta(days=30)):
        led = Assignment.objects.filter(is_head=True, valid__contains=day).values_list("unit_id", flat=True)
        assert len(led) == len(set(led)) == 2


def test_successor_takes_the_seat_when_it_is_free() -> None:
    rows = office(2)
    bring(rows)
    rows[0][3], rows[0][4], rows[0][5], rows[0][7] = "Analis", "Ahli Madya", "Dinas Kesehatan", ""
    rows[0][8] = LATER
    rows[1][3], rows[1][4], rows[1][8], rows[1][7] = "Kepala Dinas Sosial", "JPT Pratama", dt.date(2025, 1, 1), ""
    bring(rows)
    assert post(1, LATER).is_head
    assert post(1, DAY_BEFORE).position_title == "Arsiparis"
    assert post(0, DAY_BEFORE).is_head


def test_head_who_is_not_in_the_file_stays() -> None:
    bring(office(2))
    rows = [person(5, title="Kepala Dinas Sosial", level="JPT Pratama")]
    plan = bring(rows)
    assert post(0).is_head
    assert not post(5).is_head
    assert any("sudah dipimpin" in note.reason for note in plan.warnings)


def test_unknown_superior_is_filled_in_when_he_comes() -> None:
    rows = [*office(1), person(3, superior=nip(77))]
    bring(rows)
    assert WorkItem.objects.get().detail == nip(77)
    bring([*rows, person(77)])
    superior = post(3).superior
    assert superior is not None
    assert superior.nip == nip(77)
    assert Assignment.objects.filter(person__nip=nip(3)).count() == 1
    assert not WorkItem.objects.exists()


def test_superior_put_right_by_hand_survives_the_same_file() -> None:
    rows = [*office(1), person(3, superior=nip(77))]
    bring(rows)
    Assignment.objects.filter(person__nip=nip(3)).get()
    from pamong.people.actions import organisation

    organisation.set_superior(assignment=post(3), superior=Person.objects.get(nip=nip(0)), by=CLERK)
    plan = bring(rows)
    assert plan.counts()["changed"] == 0
    superior = post(3).superior
    assert superior is not None
    assert superior.nip == nip(0)


def test_self_and_ring_of_superiors_become_work() -> None:
    rows = [
        *office(1),
        person(3, superior=nip(3)),
        person(4, superior=nip(5)),
        person(5, superior=nip(6)),
        person(6, superior=nip(4)),
    ]
    plan = bring(rows)
    matters = {item.matter: item for item in WorkItem.objects.select_related("person")}
    assert set(matters) == {Matter.SELF_SUPERIOR, Matter.SUPERIOR_CYCLE}
    cut = matters[Matter.SUPERIOR_CYCLE].person
    assert cut is not None
    assert Assignment.objects.get(person=cut).superior is None
    assert plan.counts()["new"] == 6
    assert Assignment.objects.filter(person__nip__in=[nip(n) for n in (4, 5, 6)], superior__isnull=True).count() == 1


def test_ring_closed_over_two_files_is_cut_too() -> None:
    bring([*office(1), person(3, superior=nip(4)), person(4, superior=nip(0))])
    plan = bring([person(4, superior=nip(3))])
    assert [work.matter for work in plan.work] == []  # the stored superior stays, so nothing is missing
    assert any("saling membawahi" in note.reason for note in plan.warnings)
    superior = post(4).superior
    assert superior is not None
    assert superior.nip == nip(0)


def test_person_left_half_by_another_program_is_completed() -> None:
    """A person row without account and post (known from other products' imports) is healed, not refused."""
    from pamong.platform.guard import ACTION

    Person.objects.add(
        via=ACTION, nip=nip(1), name="Pegawai 1", status="PNS", rank="III/b", birth_date=dt.date(1980, 1, 1), sex="L"
    )
    User.objects.create_user(nip(0))  # an account without its person
    plan = bring(office(1))
    assert plan.counts() | {"warnings": 0} == {"new": 1, "changed": 1, "unchanged": 0, "refused": 0, "warnings": 0}
    assert User.objects.filter(person__isnull=False).count() == 2
    assert post(1).superior is not None


def test_units_found_again_in_any_spelling() -> None:
    bring([*office(1), person(3, unit="Bidang Rehabilitasi", parent="Dinas Sosial")])
    bring([person(4, unit="BIDANG  REHABILITASI", parent="dinas sosial")])
    assert Unit.objects.count() == 2
    assert post(4).unit.name == "Bidang Rehabilitasi"


def test_status_against_nip_is_told_and_nip_wins() -> None:
    headings = (*HEADINGS[:9], "Status")
    plan = bring([[*person(1)[:9], "PPPK"]], headings)
    assert Person.objects.get(nip=nip(1)).status == "PNS"
    assert any("bertentangan dengan NIP" in note.reason for note in plan.warnings)


def test_future_tmt_waits_and_is_not_repeated() -> None:
    rows = office(1)
    bring(rows)
    future = today() + dt.timedelta(days=40)
    rows[1][3], rows[1][8] = "Pranata Komputer", future
    bring(rows)
    assert post(1).position_title == "Arsiparis"
    assert post(1, future).position_title == "Pranata Komputer"


def test_columns_that_no_field_takes_are_told() -> None:
    plan = bring([[*person(1), "5"]], (*HEADINGS, "Hobi"))
    assert ("Hobi", "Kolom ini tidak diimpor.") in {(note.value, note.reason) for note in plan.warnings}


@pytest.mark.parametrize("people", [5, 60])
def test_planning_asks_the_same_few_questions_however_many_people(people: int, django_assert_num_queries: Any) -> None:
    bring(office(people))
    with django_assert_num_queries(7):
        imports.preview(content=book(office(people)), file_name="a.xlsx", answers={}, by=CLERK)
