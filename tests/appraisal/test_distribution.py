"""The curve before it becomes final, and the overview of what is missing."""

from decimal import Decimal

import pytest
from django.db import connection

from pamong.appraisal import actions, queries
from pamong.appraisal.models import Evaluation
from tests.appraisal.builder import Plan

pytestmark = pytest.mark.django_db


def spread(plan: Plan, counts: dict[str, int]) -> None:
    """Turn one rated evaluation into many of other people, as the database holds them (for counting only)."""
    row = plan.rated()
    total = sum(counts.values())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE appraisal_evaluation DROP CONSTRAINT appraisal_one_per_period")
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = 'appraisal_evaluation'")
        columns = ", ".join(f'"{name}"' for (name,) in cursor.fetchall() if name != "id")
        copy = f"INSERT INTO appraisal_evaluation ({columns}) SELECT {columns} FROM appraisal_evaluation WHERE id = %s"
        for _ in range(total - 1):
            cursor.execute(copy, [row.pk])
        cursor.execute("SELECT id FROM appraisal_evaluation ORDER BY id")
        ids = [pk for (pk,) in cursor.fetchall()]
        for predikat, count in counts.items():
            for _ in range(count):
                cursor.execute("UPDATE appraisal_evaluation SET predikat = %s WHERE id = %s", [predikat, ids.pop()])


def distribution(plan: Plan, achievement: str = "", who: str = "admin") -> queries.Distribution:
    viewer = plan.world.viewer(who)
    (period,) = queries.periods_in(viewer, "evaluation.distribution")
    return queries.distribution(viewer, period, achievement)


def test_counts_and_shares(plan: Plan) -> None:
    spread(plan, {"Sangat Baik": 2, "Baik": 5, "Butuh Perbaikan": 1})
    found = distribution(plan)
    assert {s.predikat: s.count for s in found.shares} == {
        "Sangat Baik": 2,
        "Baik": 5,
        "Butuh Perbaikan": 1,
        "Kurang": 0,
        "Sangat Kurang": 0,
    }
    assert found.shares[0].percent == Decimal(25)
    assert (found.rated, found.unrated, found.check) == (8, 0, None)


@pytest.mark.parametrize(
    ("counts", "achievement", "fits", "codes"),
    [
        ({"Sangat Baik": 7, "Baik": 3}, "Istimewa", True, []),
        ({"Sangat Baik": 8, "Baik": 2}, "Istimewa", False, ["SB>70"]),
        ({"Baik": 7, "Sangat Baik": 2, "Kurang": 1}, "Baik", True, []),
        ({"Baik": 8, "Sangat Baik": 2}, "Baik", False, ["B>70", "BP+K=0"]),
        ({"Sangat Baik": 1, "Baik": 9}, "Sangat Kurang", False, ["K+BP<10", "SB>0", "SK<60"]),
    ],
)
def test_the_pattern_warns(plan: Plan, counts: dict[str, int], achievement: str, fits: bool, codes: list[str]) -> None:
    spread(plan, counts)
    check = distribution(plan, achievement).check
    assert check is not None
    assert check.result == {"sesuai": fits, "pelanggaran": codes}


def test_the_unrated_are_not_counted(plan: Plan) -> None:
    Plan(plan.world, person="peer")
    plan.rated()
    found = distribution(plan, "Baik")
    assert (found.rated, found.unrated) == (1, 1)
    assert sum(s.count for s in found.shares) == 1


def test_small_units_are_told(plan: Plan) -> None:
    spread(plan, {"Baik": 3})
    found = distribution(plan)
    assert found.is_small
    assert found.one_is.quantize(Decimal("0.1")) == Decimal("33.3")
    page = plan.world.client("superior").get("/penilaian/sebaran/").content.decode()
    assert "33,3%" in page


def test_nothing_rated_yet(plan: Plan) -> None:
    plan.opened()
    found = distribution(plan, "Baik")
    assert (found.rated, found.check, found.is_small) == (0, None, False)
    assert plan.world.client("admin").get("/penilaian/sebaran/", {"capaian": "Baik"}).status_code == 200


def test_the_page_uses_what_was_set_and_lets_try_others(plan: Plan) -> None:
    plan.rated()
    admin = plan.world.viewer("admin")
    actions.set_achievement(
        cycle_id=plan.cycle.pk, kind="quarter", number=3, achievement="Baik", basis="SK 1", by=admin
    )
    client = plan.world.client("admin")
    page = client.get("/penilaian/sebaran/").content.decode()
    assert "Belum sesuai dengan pola distribusi" in page
    assert "SE MenPANRB 3/2023" in page
    other = client.get("/penilaian/sebaran/", {"capaian": "Istimewa"}).content.decode()
    assert "Sesuai dengan pola distribusi untuk capaian itu" in other
    for wrong in ({"capaian": "Hebat"}, {"periode": "x-y-z"}, {"periode": "1-quarter-99"}):
        assert client.get("/penilaian/sebaran/", wrong).status_code == 200


@pytest.mark.parametrize(
    ("who", "seen"),
    [("superior", 2), ("head", 2), ("admin", 2), ("inspector", 2), ("leader", 2), ("peer", 0), ("stranger_head", 0)],
)
def test_who_sees_how_much(plan: Plan, who: str, seen: int) -> None:
    Plan(plan.world, person="peer")
    plan.rated()
    viewer = plan.world.viewer(who)
    periods = queries.periods_in(viewer, "evaluation.distribution")
    counted = [queries.distribution(viewer, period, "") for period in periods]
    assert sum(found.rated + found.unrated for found in counted) == seen
    page = plan.world.client(who).get("/penilaian/sebaran/")
    assert page.status_code == 200
    assert plan.person.name not in page.content.decode()


def test_one_does_not_see_ones_own_rating_in_the_curve_before_it_is_given(plan: Plan) -> None:
    plan.rated()
    assert queries.periods_in(plan.world.viewer("employee"), "evaluation.distribution") == []


@pytest.mark.parametrize(
    ("status", "names"),
    [
        ("", {"e", "p"}),
        ("self", {"p"}),
        ("rating", {"p"}),
        ("signature", {"e"}),
        ("evidence", {"e"}),
        ("final", set()),
        ("lain", {"e", "p"}),
    ],
)
def test_the_overview_names_what_is_missing(plan: Plan, status: str, names: set[str]) -> None:
    Plan(plan.world, person="peer")
    plan.rated()
    page = plan.world.client("admin").get("/penilaian/pengelolaan/", {"status": status}).content.decode()
    shown = {key for key, name in (("e", plan.world.employee.name), ("p", ">Teguh<")) if name in page}
    assert shown == names


def test_opening_by_the_button(plan: Plan) -> None:
    client = plan.world.client("admin")
    assert "Buka evaluasi" in client.get("/penilaian/pengelolaan/").content.decode()
    answer = client.post("/penilaian/pengelolaan/buka/", {"period": f"{plan.cycle.pk}-quarter-3"}, follow=True)
    assert "1 penilaian dibuka" in answer.content.decode()
    assert Evaluation.objects.count() == 1
    again = client.post("/penilaian/pengelolaan/buka/", {"period": f"{plan.cycle.pk}-quarter-3"}, follow=True)
    assert "0 penilaian dibuka, 1 sudah ada" in again.content.decode()


@pytest.mark.parametrize("period", ["", "x", "1-2", "999999999999999999999-quarter-1", "0-quarter-1", "1-quarter-999"])
def test_a_bad_period_opens_nothing(plan: Plan, period: str) -> None:
    answer = plan.world.client("admin").post("/penilaian/pengelolaan/buka/", {"period": period})
    assert answer.status_code == 404
    assert not Evaluation.objects.exists()


def test_the_achievement_by_the_form(plan: Plan) -> None:
    plan.opened()
    client = plan.world.client("admin")
    data = {"period": f"{plan.cycle.pk}-quarter-3", "achievement": "Baik", "basis": "Berita acara 7"}
    assert client.post("/penilaian/pengelolaan/capaian/", data).status_code == 303
    wrong = client.post("/penilaian/pengelolaan/capaian/", {**data, "basis": "", "achievement": "Istimewa"})
    assert wrong.status_code == 422
    assert "wajib" in wrong.content.decode()
    found = queries.achievement_of(plan.cycle.pk, "quarter", 3)
    assert found is not None
    assert found.achievement == "Baik"
