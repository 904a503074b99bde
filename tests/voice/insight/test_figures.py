"""Statistics: split honestly, scoped to who asks, opened to their cases; and what everybody may read of a unit."""

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pamong.platform.guard import ACTION
from pamong.voice.complaints import actions as complaints
from pamong.voice.complaints.enums import State
from pamong.voice.complaints.models import Complaint
from pamong.voice.insight import actions, queries
from pamong.voice.insight.models import Tally
from pamong.voice.insight.queries import Wanted
from pamong.voice.insight.queries.figures import COLUMNS, month_end, read_month
from tests.voice import builder
from tests.voice.builder import BY, CITIZEN, Catalogue
from tests.voice.insight.builder import copies
from tests.world import World

pytestmark = pytest.mark.django_db
PAGE = "/pengaduan/statistik/"


def test_every_state_stands_in_exactly_one_column() -> None:
    assert sorted(state for states in COLUMNS.values() for state in states) == sorted(State)


@pytest.mark.parametrize(
    ("text", "month"), [("2026-11", dt.date(2026, 11, 1)), ("x", None), ("", None), ("2026-13", None)]
)
def test_months_are_read(text: str, month: dt.date | None) -> None:
    assert read_month(text) == month
    assert month_end(dt.date(2026, 2, 1)) == dt.date(2026, 2, 28)


class TestCount:
    def test_the_roll_up_equals_the_cases(self, world: World, cat: Catalogue) -> None:
        builder.received(cat)
        done = builder.answered(world, cat)
        complaints.confirm(complaint=done, by=CITIZEN)
        complaints.rate(complaint=done, score=4, by=CITIZEN)
        actions.count(by=BY)
        actions.count(by=BY)  # again: the same, not twice
        assert sum(Tally.objects.values_list("n", flat=True)) == Complaint.objects.count() == 2
        row = Tally.objects.get(state="confirmed")
        assert (row.n, row.decided, row.in_time, row.rated, row.rating_sum, row.days) == (1, 1, 1, 1, 4, [0])
        assert (row.unit, row.category, row.place) == (world.office, cat.lamp, cat.market)
        assert row.month == world.today.replace(day=1)

    def test_cases_about_officers_and_praise_are_in_no_count(self, world: World, cat: Catalogue) -> None:
        builder.received(cat, category=cat.conduct, answers={})
        builder.received(cat, category=cat.praise, answers={})
        actions.count(by=BY)
        assert not Tally.objects.exists()

    def test_nothing_moves_at_the_moment_of_sending(self, world: World, cat: Catalogue) -> None:
        actions.count(by=BY)
        builder.received(cat)
        assert not Tally.objects.exists()


class TestFigures:
    def counted(self, world: World, cat: Catalogue) -> None:
        base = builder.assigned(world, cat)
        day = world.today
        for at, state in enumerate(("confirmed", "visited", "unconfirmed", "refused", "handed_over", "withdrawn")):
            copies(base, [day] * (at + 1), start=at + 1, state=state)
        actions.count(by=BY)

    def test_done_made_sure_is_never_mixed_with_the_rest(self, world: World, cat: Catalogue) -> None:
        self.counted(world, cat)
        line = queries.figures(world.viewer("officer"), Wanted()).lines[0]
        assert line.name == world.office.name
        assert list(line.cells.values()) == [1, 1, 2, 3, 4, 5, 6, 0]
        assert (line.total, line.made_sure) == (22, 3)

    @pytest.mark.parametrize("axis", ["unit", "category", "place", "month", "bohong"])
    def test_each_axis_sums_to_the_same(self, world: World, cat: Catalogue, axis: str) -> None:
        self.counted(world, cat)
        found = queries.figures(world.viewer("officer"), Wanted(axis=axis))
        assert sum(line.total for line in found.lines) == found.total.total == 22

    def test_who_sees_what(self, world: World, cat: Catalogue) -> None:
        self.counted(world, cat)
        totals = {
            who: queries.figures(world.viewer(who), Wanted()).total.total
            for who in ("officer", "inspector", "leader", "head", "superior", "employee", "stranger_head")
        }
        assert totals == {
            "officer": 22, "inspector": 22, "leader": 22, "head": 22, "superior": 22, "employee": 0, "stranger_head": 0,
        }  # fmt: skip

    def test_every_figure_opens_to_its_cases(self, world: World, cat: Catalogue) -> None:
        self.counted(world, cat)
        viewer = world.viewer("officer")
        for axis in ("unit", "category", "place", "month"):
            wanted = Wanted(axis=axis)
            for line in queries.figures(viewer, wanted).lines:
                for column, n in line.cells.items():
                    assert queries.figure_cases(viewer, wanted, line.key, column).count() == n, (axis, column)
                assert queries.figure_cases(viewer, wanted, line.key, "").count() == line.total

    def test_a_line_without_unit_opens_to_those_without(self, world: World, cat: Catalogue) -> None:
        builder.received(cat)
        builder.assigned(world, cat)
        actions.count(by=BY)
        viewer = world.viewer("officer")
        lines = {line.key: line.total for line in queries.figures(viewer, Wanted()).lines}
        assert lines == {str(world.office.pk): 1, "": 1}
        assert queries.figure_cases(viewer, Wanted(), "-", "").count() == 1

    def test_a_leader_of_the_region_reads_figures_but_opens_no_case(self, world: World, cat: Catalogue) -> None:
        self.counted(world, cat)
        client = world.client("leader")
        page = client.get(PAGE).content.decode()
        assert world.office.name in page
        assert "/statistik/laporan/" not in page
        assert client.get(PAGE + "laporan/").status_code == 403

    def test_page_file_and_cases_agree(self, world: World, cat: Catalogue) -> None:
        self.counted(world, cat)
        client = world.client("officer")
        assert "/statistik/laporan/" in client.get(PAGE, {"menurut": "category"}).content.decode()
        rows = list(csv.reader(io.StringIO(client.get(PAGE + "unduh/").content.decode().removeprefix("\ufeff"))))
        assert rows[1][1:10] == ["1", "1", "2", "3", "4", "5", "6", "0", "22"]
        assert rows[-1][0] == "Jumlah"
        page = client.get(PAGE + "laporan/", {"baris": str(world.office.pk), "kolom": "refused"}).content.decode()
        assert page.count("/pengaduan/40") >= 4
        for given in ({"menurut": "x"}, {"dari": "x"}, {"unit": "x"}, {"dari": "2030-01"}):
            assert client.get(PAGE, given).status_code == 200

    def test_the_same_statements_at_any_size(self, world: World, cat: Catalogue) -> None:
        base = builder.assigned(world, cat)
        actions.count(by=BY)
        client = world.client("officer")
        client.get(PAGE)
        counts = []
        for start in (7, 8):
            with CaptureQueriesContext(connection) as caught:
                client.get(PAGE)
            counts.append(len(caught))
            copies(base, [world.today - dt.timedelta(days=30 * at) for at in range(24)], start=start)
            actions.count(by=BY)
        assert counts[0] == counts[1] <= 10


class TestPublicUnit:
    def test_small_numbers_are_hidden(self, world: World, cat: Catalogue) -> None:
        base = builder.assigned(world, cat)
        copies(base, [world.today] * 20, start=1, state="confirmed", answered_day=world.today, rating=3)
        copies(base, [world.today] * 2, start=2, state="refused")
        Complaint.objects.filter(pk=base.pk).update(via=ACTION, state="confirmed")
        actions.count(by=BY)
        card = queries.public_unit(world.office.pk, world.today)
        assert card.cells["refused"] is None
        assert card.cells["done"] is None  # else the sum would tell the refused
        assert card.total == 23
        assert card.cells["open"] == 0
        assert (card.days, card.rating) == (0, Decimal(3))

    def test_a_unit_with_few_cases_says_nothing(self, world: World, cat: Catalogue) -> None:
        builder.answered(world, cat)
        actions.count(by=BY)
        card = queries.public_unit(world.office.pk, world.today)
        assert (card.total, card.days, card.in_time, card.rating) == (None, None, None, None)
        assert queries.public_units(world.today) == [(world.office, None)]

    def test_older_than_a_year_does_not_count(self, world: World, cat: Catalogue) -> None:
        base = builder.assigned(world, cat)
        Complaint.objects.filter(pk=base.pk).update(via=ACTION, received_day=world.today - dt.timedelta(days=400))
        actions.count(by=BY)
        assert queries.public_units(world.today) == []
        assert queries.public_unit(world.office.pk, world.today).total == 0
