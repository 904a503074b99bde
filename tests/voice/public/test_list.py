"""The public list, its feed and its file: the right cases, nothing that was not cleared, the same work at any size."""

import csv
import datetime as dt
import io
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pamong.platform.guard import ACTION
from pamong.voice.complaints import actions
from pamong.voice.complaints.enums import Mode, State
from pamong.voice.complaints.models import Complaint
from pamong.voice.public import queries
from pamong.voice.public.queries import PublicFilter
from pamong.voice.public.queries.cases import GROUPS
from pamong.voice.public.rules.cells import plain
from pamong.voice.public.rules.cursor import Cursor, read_cursor
from tests.voice import builder
from tests.voice.builder import CITIZEN, Catalogue
from tests.voice.public.builder import dated, show, shown
from tests.world import KeyedClient, World

LIST, RSS, ATOM, TABLE = "/laporan/", "/laporan/kabar.rss", "/laporan/kabar.atom", "/laporan/laporan.csv"
SECRET = "Kata asli pelapor yang belum diperiksa"


def body(url: str, **given: str) -> str:
    answer: Any = KeyedClient().get(url, given)
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(content.decode())


def table(**given: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body(TABLE, **given).removeprefix("\ufeff"))))


def numbers(**given: Any) -> set[str]:
    return set(queries.cases(PublicFilter(**given)).values_list("number", flat=True))


class TestRules:
    @pytest.mark.parametrize("text", ["=1+1", "+62", "-5", "@a", "\tx", "\rx"])
    def test_a_cell_never_begins_a_formula(self, text: str) -> None:
        assert plain(text) == f"'{text}"
        assert plain(f"a{text}") == f"a{text}"

    def test_a_place_of_the_list_is_read_back_as_written(self) -> None:
        place = Cursor(dt.date(2026, 11, 24), "P-7K3M-9QXD")
        assert read_cursor(place.written()) == place

    @pytest.mark.parametrize(
        "text", ["", "x", "20261324-P-7K3M-9QXD", "20261124-P-7K3M", "20261124-P-7k3m-9qxd", "٢٠٢٦"]
    )
    def test_anything_else_is_the_head_of_the_list(self, text: str) -> None:
        assert read_cursor(text) is None

    def test_every_state_stands_in_exactly_one_group(self) -> None:
        assert sorted(state for states in GROUPS.values() for state in states) == sorted(State)
        assert GROUPS["selesai"] == (State.CONFIRMED, State.VISITED)
        assert GROUPS["belum-dikonfirmasi"] == (State.UNCONFIRMED,)


@pytest.mark.django_db
class TestFilters:
    def test_only_cleared_cases_and_never_one_about_an_officer(self, world: World, cat: Catalogue) -> None:
        kept = builder.received(cat)
        case = shown(world, cat)
        about = builder.received(cat, category=cat.conduct, answers={})
        assert numbers() == {case.number}
        hidden = actions.moderate(complaint=case, show=False, text="", by=world.viewer("officer"))
        assert numbers() == set()
        assert {kept.is_public, about.is_public, hidden.is_public} == {False}

    def test_each_filter_narrows(self, world: World, cat: Catalogue) -> None:
        lamp = shown(world, cat)
        north = shown(world, cat, place=cat.north, text="Jalan berlubang di simpang tiga.")
        done = show(world, builder.answered(world, cat), "Sudah menyala.")
        actions.confirm(complaint=done, by=CITIZEN)
        old = dated(shown(world, cat), world.today - dt.timedelta(days=40))
        everything = {lamp.number, north.number, done.number, old.number}
        assert numbers(category="lampu-jalan") == everything
        assert numbers(category="pujian") == set()
        assert numbers(place_ids=(cat.market.pk,)) == everything - {north.number}
        assert numbers(place_ids=(cat.market.pk, cat.north.pk)) == everything
        assert numbers(group="selesai") == {done.number}
        assert numbers(group="terbuka") == everything - {done.number}
        assert numbers(unit_id=world.office.pk) == {done.number}
        assert numbers(text="berlubang") == {north.number}
        assert numbers(text=lamp.number.lower()) == {lamp.number}
        assert numbers(first=world.today - dt.timedelta(days=30)) == everything - {old.number}
        assert numbers(last=world.today - dt.timedelta(days=30)) == {old.number}

    def test_the_address_carries_the_filters(self, world: World, cat: Catalogue) -> None:
        lamp, north = shown(world, cat), shown(world, cat, place=cat.north, text="Jalan berlubang.")
        page = body(LIST, tempat=str(cat.north.pk))
        assert lamp.number in page  # the kecamatan holds its kelurahan
        assert north.number in page
        assert north.number not in body(LIST, tempat=str(cat.market.pk))
        assert lamp.number not in body(LIST, cari="berlubang")
        assert north.number in body(LIST, cari="berlubang")
        hall = shown(world, cat, text="Lampu di depan puskesmas mati.")
        assert hall.number in body(LIST, cari="puskesmas")  # could be a number without its dashes
        assert lamp.number in body(LIST, periode="7")

    @pytest.mark.parametrize(
        "given",
        [{"kategori": "bohong"}, {"tempat": "99999"}, {"tempat": "x"}, {"unit": "x"}, {"periode": "8"}, {"keadaan": "x"},
         {"sesudah": "bohong"}, {"cari": "\x00"}],
    )  # fmt: skip
    def test_what_nobody_knows_counts_as_not_chosen(self, world: World, cat: Catalogue, given: dict[str, str]) -> None:
        case = shown(world, cat)
        assert case.number in body(LIST, **given)

    def test_empty_lists_say_what_is_missing(self, world: World, cat: Catalogue) -> None:
        assert "Belum ada laporan untuk publik" in body(LIST)
        assert "Tidak ada laporan dengan saringan ini" in body(LIST, periode="7")


@pytest.mark.django_db
class TestPages:
    def test_pages_go_forward_and_back_without_gap_or_double(self, world: World, cat: Catalogue) -> None:
        first = shown(world, cat)
        rows = []
        for number in range(60):
            row = Complaint.objects.get(pk=first.pk)
            row.pk, row.number, row.intake_key = 10_000 + number, f"P-AAAA-{number:04d}", f"k{number}"
            row.received_day = world.today - dt.timedelta(days=number // 7)
            rows.append(row)
        Complaint.objects.bulk_create(rows, via=ACTION)
        wanted = [c.number for c in queries.cases(PublicFilter())]
        page, seen = queries.page_of(PublicFilter()), []
        assert page.newer == ""
        while True:
            seen += [row.number for row in page.rows]
            if not page.older:
                break
            page = queries.page_of(PublicFilter(), after=read_cursor(page.older))
        assert seen == wanted
        assert len(wanted) == 61
        back = queries.page_of(PublicFilter(), before=read_cursor(page.newer))
        assert [row.number for row in back.rows] == wanted[25:50]
        head = queries.page_of(PublicFilter(), before=read_cursor(back.newer))
        assert [row.number for row in head.rows] == wanted[:25]
        assert head.newer == ""

    def test_the_same_statements_for_one_case_and_for_fifty(self, world: World, cat: Catalogue) -> None:
        case = show(world, builder.assigned(world, cat))
        client = KeyedClient()
        counts = []
        for more in (0, 50):
            rows = []
            for number in range(more):
                row = Complaint.objects.get(pk=case.pk)
                row.pk, row.number, row.intake_key = 20_000 + number, f"P-BBBB-{number:04d}", f"b{number}"
                rows.append(row)
            Complaint.objects.bulk_create(rows, via=ACTION)
            for url, most in ((LIST, 5), (RSS, 5), (TABLE, 5)):
                with CaptureQueriesContext(
                    connection,
                ) as caught:
                    answer: Any = client.get(url)
                    if answer.streaming:
                        b"".join(answer.streaming_content)
                assert len(caught) <= most, [q["sql"][:90] for q in caught]
                counts.append(len(caught))
        assert counts[:3] == counts[3:]


@pytest.mark.django_db
class TestNothingElse:
    def test_words_street_point_and_name_stay_inside(self, world: World, cat: Catalogue) -> None:
        case = shown(
            world,
            cat,
            text="Lampu mati.",
            street="Gang Rahasia 7",
            latitude="-7.33123",
            longitude="110.49987",
            name="Pak Kenari",
            wanted="Harapan yang tidak disunting",
        )
        Complaint.objects.filter(pk=case.pk).update(via=ACTION, text=SECRET)
        client = KeyedClient()
        pages = [
            body(LIST),
            body(RSS),
            body(ATOM),
            body(TABLE),
            client.get(f"/laporan/{case.number}/").content.decode(),
        ]
        for page in pages:
            assert case.number in page
            for word in (SECRET, "Gang Rahasia", "7.33123", "110.49987", "Kenari", "Harapan yang", "0812-0000"):
                assert word not in page

    def test_an_anonymous_case_shows_its_cleared_text_and_day_only(self, world: World, cat: Catalogue) -> None:
        case = shown(world, cat, "Teks yang disunting.", mode=Mode.ANONYMOUS, name="", phone="")
        page = KeyedClient().get(f"/laporan/{case.number}/").content.decode()
        assert "Teks yang disunting." in page
        assert "Anonim" not in page
        assert builder.TEXT not in page


@pytest.mark.django_db
class TestFeedAndTable:
    @pytest.mark.parametrize(("url", "item"), [(RSS, ".//item"), (ATOM, "{http://www.w3.org/2005/Atom}entry")])
    def test_a_reader_program_reads_the_feed(self, world: World, cat: Catalogue, url: str, item: str) -> None:
        case = shown(world, cat, "Lampu <b>mati</b> & gelap.")
        answer = KeyedClient().get(url)
        found = ElementTree.fromstring(answer.content).findall(item)
        assert len(found) == 1
        assert case.number in ElementTree.tostring(found[0], encoding="unicode")
        assert answer["Cache-Control"] == "public, max-age=300"
        assert not answer.cookies

    def test_an_unchanged_feed_is_not_sent_again(self, world: World, cat: Catalogue) -> None:
        case = shown(world, cat)
        client = KeyedClient()
        mark = client.get(RSS)["ETag"]
        assert client.get(RSS, headers={"If-None-Match": mark}).status_code == 304
        actions.join(complaint=case, token="a" * 32, by=CITIZEN)
        assert client.get(RSS, headers={"If-None-Match": mark}).status_code == 200

    def test_the_file_holds_what_the_list_shows(self, world: World, cat: Catalogue) -> None:
        lamp = show(world, builder.assigned(world, cat), "=HYPERLINK(1)")
        other = shown(world, cat, place=cat.north)
        rows = {row["nomor"]: row for row in table()}
        assert set(rows) == {lamp.number, other.number}
        row = rows[lamp.number]
        assert (row["kecamatan"], row["kelurahan"], row["unit"]) == ("Sidorejo", "Salatiga", world.office.name)
        assert row["teks"] == "'=HYPERLINK(1)"
        assert (rows[other.number]["kecamatan"], rows[other.number]["kelurahan"]) == ("Sidorejo", "")
        assert [r["nomor"] for r in table(unit=str(world.office.pk))] == [lamp.number]
