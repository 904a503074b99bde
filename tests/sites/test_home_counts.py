"""What the home page counts, area by area: the same numbers as the lists behind the cards, each area in one statement."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pamong.appraisal import queries as appraisal
from pamong.people import queries as people
from pamong.platform.ui.cards import Card
from pamong.worklog import queries as worklog
from tests.appraisal.builder import Plan
from tests.worklog.builder import decide, log, plan
from tests.world import World

pytestmark = pytest.mark.django_db


def titles(cards: list[Card]) -> dict[str, str]:
    return {card.title: card.value for card in cards}


def cost(area: object, world: World, who: str) -> int:
    viewer = world.viewer(who)
    with CaptureQueriesContext(connection) as captured:
        area.home_cards(viewer).alone()  # type: ignore[attr-defined]  # a module of queries
    return len([q for q in captured.captured_queries if "clock_timestamp" not in q["sql"]])


# --- the daily log ---


def test_the_day_is_added_up(world: World) -> None:
    (indicator,) = plan(world)
    log(world, "08:00", "09:00", indicator=indicator, quantity=Decimal(1), day=world.today - dt.timedelta(days=1))
    assert titles(worklog.home_cards(world.viewer("employee")).alone())["Catatan hari ini"] == "0"


def test_what_came_back_waits_for_its_writer(world: World) -> None:
    first, second = log(world), log(world, "10:00", "11:00")
    decide(world, first, accept=False, note="lengkapi nomor register")
    found = titles(worklog.home_cards(world.viewer("employee")).alone())
    assert found["Perlu Anda perbaiki"] == "1"
    decide(world, second, accept=False, note="lengkapi nomor register")
    assert titles(worklog.home_cards(world.viewer("employee")).alone())["Perlu Anda perbaiki"] == "2"


def test_a_superior_counts_his_reports_and_what_waits(world: World) -> None:
    log(world)
    log(world, "10:00", "11:00", who="peer")
    found = titles(worklog.home_cards(world.viewer("superior")).alone())
    assert found["Menunggu keputusan Anda"] == "2"
    assert found["Sudah mencatat hari ini"].endswith("dari 2")
    above = titles(worklog.home_cards(world.viewer("head")).alone())
    assert above["Menunggu keputusan Anda"] == "0"


def test_who_stands_in_counts_for_the_absent(world: World) -> None:
    log(world)
    world.appoint_acting()
    assert titles(worklog.home_cards(world.viewer("acting")).alone())["Menunggu keputusan Anda"] == "1"
    assert titles(worklog.home_cards(world.viewer("superior")).alone()).get("Menunggu keputusan Anda", "0") == "0"


@pytest.mark.parametrize("who", ["employee", "superior", "head", "admin"])
def test_the_daily_log_asks_once(world: World, who: str) -> None:
    log(world)
    assert cost(worklog, world, who) == 1


# --- people ---


def test_duties_carried_are_named(world: World) -> None:
    assert "Anda menggantikan" not in titles(people.home_cards(world.viewer("acting")).alone())
    world.appoint_acting()
    assert titles(people.home_cards(world.viewer("acting")).alone())["Anda menggantikan"] == world.superior.name
    assert people.home_cards(world.viewer("peer")).alone() == []


def test_who_is_no_employee_and_no_clerk_has_no_card_of_people(world: World) -> None:
    with CaptureQueriesContext(connection) as captured:
        assert people.home_cards(world.viewer("inspector")).alone() == []
    assert not [q for q in captured.captured_queries if "people_workitem" in q["sql"]]


@pytest.mark.parametrize(("who", "most"), [("employee", 1), ("admin", 1), ("personnel", 1)])
def test_people_ask_once(world: World, who: str, most: int) -> None:
    assert cost(people, world, who) <= most


def test_clerks_always_see_how_much_waits(world: World) -> None:
    assert titles(people.home_cards(world.viewer("admin")).alone())["Data perlu dibereskan"] == "0"
    assert titles(people.home_cards(world.viewer("personnel")).alone())["Data perlu dibereskan"] == "0"
    assert "Data perlu dibereskan" not in titles(people.home_cards(world.viewer("employee")).alone())


# --- evaluation ---


def test_an_open_evaluation_waits_for_both_sides(world: World) -> None:
    made = Plan(world, indicators=1)
    made.opened()
    assert "Evaluasi diri belum ditulis" in titles(appraisal.home_cards(world.viewer("employee")).alone())
    assert titles(appraisal.home_cards(world.viewer("superior")).alone())["Menilai bawahan"] == "1"
    assert titles(appraisal.home_cards(world.viewer("head")).alone())["Menilai bawahan"] == "0"
    assert appraisal.home_cards(world.viewer("stranger")).alone() == []


def test_a_rated_one_waits_for_the_signature_only(world: World) -> None:
    made = Plan(world, indicators=1)
    made.rated()
    found = titles(appraisal.home_cards(world.viewer("employee")).alone())
    assert "Penilaian menunggu tanda tangan Anda" in found
    assert "Evaluasi diri belum ditulis" not in found
    assert titles(appraisal.home_cards(world.viewer("superior")).alone())["Menilai bawahan"] == "0"


def test_a_final_one_waits_for_nobody(world: World) -> None:
    made = Plan(world, indicators=1)
    made.final()
    assert appraisal.home_cards(world.viewer("employee")).alone() == []
    assert titles(appraisal.home_cards(world.viewer("superior")).alone())["Menilai bawahan"] == "0"


@pytest.mark.parametrize(("who", "statements"), [("peer", 1), ("superior", 1), ("employee", 2)])
def test_evaluations_ask_once_and_once_more_for_what_is_ones_own(world: World, who: str, statements: int) -> None:
    Plan(world, indicators=1).opened()
    assert cost(appraisal, world, who) == statements
