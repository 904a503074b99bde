"""Which steps a merger takes in the tree, and how days are judged; plain Python."""

import datetime as dt

import pytest

from pamong.people.rules import careers, teams
from pamong.people.rules import reorganisation as rules
from pamong.people.rules.reorganisation import Node, Steps
from pamong.rulebook.errors import Refused

TODAY = dt.date(2026, 8, 1)
DAY = dt.timedelta(days=1)


def tree(*rows: tuple[int, int | None, str]) -> dict[int, Node]:
    """Units by id: (id, parent, name); paths follow."""
    made: dict[int, Node] = {}
    for number, parent, name in rows:
        path = (made[parent].path if parent else "") + f"{number:06d}."
        made[number] = Node(number, parent, 1, name, path)
    return made


TOWN = tree(
    (1, None, "Dinas"),
    (2, 1, "Bidang Akta"),
    (3, 1, "Bidang Data"),
    (4, 2, "Seksi Umum"),
    (5, 2, "Seksi Kelahiran"),
    (6, 3, "seksi  UMUM"),
    (7, 4, "Loket"),
    (8, 6, "Loket"),
    (9, 7, "Arsip"),
)


def test_namesakes_merge_the_others_move_and_the_unit_itself_comes_last() -> None:
    steps = rules.merge_steps(TOWN, 2, 3)
    assert steps == Steps(moves=((9, 8), (5, 3)), merges=((7, 8), (4, 6), (2, 3)))


def test_a_unit_that_goes_up_in_its_parent_leaves_its_children_there() -> None:
    assert rules.merge_steps(TOWN, 2, 1) == Steps(moves=((4, 1), (5, 1)), merges=((2, 1),))


@pytest.mark.parametrize("into", [2, 4, 9])
def test_neither_into_itself_nor_into_what_hangs_below(into: int) -> None:
    with pytest.raises(Refused) as refused:
        rules.merge_steps(TOWN, 2, into)
    assert refused.value.field == "target"


@pytest.mark.parametrize(
    ("days", "fine"),
    [(0, True), (-rules.MAX_BACKDATED, True), (-rules.MAX_BACKDATED - 1, False), (rules.MAX_AHEAD, True), (400, False)],
)
def test_how_far_back_and_ahead(days: int, fine: bool) -> None:
    if fine:
        rules.check_day(TODAY + days * DAY, TODAY)
        careers.check_day(TODAY + days * DAY, TODAY, field="day")
        return
    with pytest.raises(Refused):
        rules.check_day(TODAY + days * DAY, TODAY)
    with pytest.raises(Refused):
        careers.check_day(TODAY + days * DAY, TODAY, field="day")


def test_names_are_free_among_siblings_only() -> None:
    rules.check_name_free(TOWN.values(), parent_id=1, name="Seksi Umum", unit_id=2)
    rules.check_name_free(TOWN.values(), parent_id=1, name="Bidang Akta", unit_id=2)
    with pytest.raises(Refused):
        rules.check_name_free(TOWN.values(), parent_id=1, name="bidang data", unit_id=2)


@pytest.mark.parametrize(("end", "kept"), [(None, True), (TODAY - DAY, True), (TODAY, False)])
def test_a_state_is_kept_if_it_had_a_day_of_its_own(end: dt.date | None, kept: bool) -> None:
    assert rules.remembered(end, TODAY) is kept


def test_history_does_not_fork() -> None:
    with pytest.raises(Refused, match="sudah berubah lagi"):
        rules.remembered(TODAY + DAY, TODAY)


@pytest.mark.parametrize(
    ("superior", "broken"),
    [
        ({1: None, 2: 1, 3: 2}, []),
        ({1: 2, 2: 1, 3: 2}, [1, 2]),
        ({1: 3, 2: 1, 3: 2, 4: 1}, [1, 2, 3]),
        ({1: 1}, [1]),
        ({1: 9}, []),
    ],
)
def test_rings_are_found_and_who_stands_below_one_is_not_in_it(
    superior: dict[int, int | None], broken: list[int]
) -> None:
    assert rules.rings(superior, superior) == broken


@pytest.mark.parametrize(
    ("start", "end", "previous", "fine"),
    [
        (TODAY, None, None, True),
        (TODAY - DAY, None, TODAY - 5 * DAY, True),
        (TODAY - 5 * DAY, None, TODAY - 5 * DAY, False),
        (TODAY + DAY, TODAY + DAY, None, False),
        (TODAY + DAY, TODAY + 2 * DAY, None, True),
    ],
)
def test_where_a_corrected_post_may_begin(
    start: dt.date, end: dt.date | None, previous: dt.date | None, fine: bool
) -> None:
    if fine:
        careers.check_start(start, TODAY, end, previous)
        return
    with pytest.raises(Refused) as refused:
        careers.check_start(start, TODAY, end, previous)
    assert refused.value.field == "start"


@pytest.mark.parametrize(
    ("last", "until", "found"),
    [
        (TODAY, None, TODAY + DAY),
        (TODAY, TODAY + 5 * DAY, TODAY + DAY),
        (TODAY - DAY, None, None),
        (TODAY + 5 * DAY, TODAY + 5 * DAY, None),
    ],
)
def test_the_first_day_without_a_team(last: dt.date, until: dt.date | None, found: dt.date | None) -> None:
    if found:
        assert teams.first_day_without(last, TODAY, until) == found
        return
    with pytest.raises(Refused) as refused:
        teams.first_day_without(last, TODAY, until)
    assert refused.value.field == "last_day"


@pytest.mark.parametrize(("since", "fine"), [(0, True), (4, True), (5, False), (-1, False)])
def test_a_membership_begins_while_the_team_exists(since: int, fine: bool) -> None:
    if fine:
        teams.check_within(TODAY + since * DAY, TODAY, TODAY + 5 * DAY)
        return
    with pytest.raises(Refused):
        teams.check_within(TODAY + since * DAY, TODAY, TODAY + 5 * DAY)
