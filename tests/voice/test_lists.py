"""Lists, counts, choices and homes: what officers find, and what they are spared."""

import datetime as dt
from typing import Any

import pytest

from pamong.platform.access.errors import NotVisible
from pamong.platform.access.who import Who
from pamong.platform.guard import ACTION
from pamong.voice.complaints import actions, queries
from pamong.voice.complaints.enums import Channel, Mode, State
from pamong.voice.complaints.models import Complaint
from pamong.voice.complaints.queries import BoardFilter
from tests.voice import builder
from tests.voice.builder import BY, CITIZEN, Catalogue
from tests.world import World

pytestmark = pytest.mark.django_db


def numbers(world: World, who: str = "officer", **wanted: Any) -> list[str]:
    found = queries.board(world.viewer(who), BoardFilter(**wanted), world.today)
    return list(found.values_list("number", flat=True))


class TestBoard:
    def test_each_group_holds_its_states(self, world: World, cat: Catalogue) -> None:
        new = builder.received(cat)
        given = builder.assigned(world, cat)
        done = builder.answered(world, cat)
        assert numbers(world, group="new") == [new.number]
        assert numbers(world, group="working") == [given.number]
        assert numbers(world, group="answered") == [done.number]
        assert set(numbers(world, group="open")) == {new.number, given.number, done.number}
        actions.confirm(complaint=done, by=CITIZEN)
        assert numbers(world, group="done") == [done.number]
        assert set(numbers(world, group="all")) == {new.number, given.number, done.number}
        assert set(numbers(world, group="bohong")) == {new.number, given.number}

    def test_by_channel(self, world: World, cat: Catalogue) -> None:
        told = builder.received(cat, channel=Channel.SMS)
        builder.received(cat)
        assert numbers(world, channel="sms") == [told.number]
        assert numbers(world, channel="whatsapp") == []
        assert len(numbers(world, channel="bohong")) == 2
        page = world.client("officer").get("/pengaduan/?kanal=sms").content.decode()
        assert told.number in page
        assert '<option value="sms" selected>SMS</option>' in page

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("puskesmas", "word"),  # nine letters with a P: reads like a number without dashes
            ("drainase", "word"),
            ("PUSKESMAS", "word"),
            ("p-usk0-smas", ""),
            ("number", "number"),
            ("bare", "number"),
        ],
    )
    def test_a_word_that_could_be_a_number_is_looked_for_as_both(
        self, world: World, cat: Catalogue, typed: str, found: str
    ) -> None:
        case = builder.received(cat, text="Drainase depan Puskesmas mampat.")
        other = builder.received(cat)
        typed = {"number": other.number, "bare": other.number.lower().replace("-", "")}.get(typed, typed)
        expected = {"word": [case.number], "number": [other.number], "": []}[found]
        assert numbers(world, text=typed) == expected

    def test_letters_alone_find_a_number_too(self, world: World, cat: Catalogue) -> None:
        case = builder.received(cat)
        Complaint.objects.filter(pk=case.pk).update(via=ACTION, number="P-ABCD-EFGH")
        assert numbers(world, text="abcdefgh") == ["P-ABCD-EFGH"]

    def test_a_page_is_the_list_cut_with_everything_the_row_shows(
        self, world: World, cat: Catalogue, django_assert_num_queries: Any
    ) -> None:
        for _ in range(5):
            builder.assigned(world, cat)
        viewer, wanted = world.viewer("officer"), BoardFilter(order="nomor")
        whole = numbers(world, order="nomor")
        seen = []
        for number in ("1", "2", "3"):
            with django_assert_num_queries(3):  # count, ids, rows; the names of a row ask nothing more
                page = queries.board_page(viewer, wanted, world.today, number, 2)
                seen += [(c.number, c.category.name, str(c.place), str(c.unit), str(c.handler)) for c in page]
        assert [row[0] for row in seen] == whole
        assert (page.number, page.paginator.count, page.paginator.num_pages) == (3, 5, 3)
        assert queries.board_page(viewer, wanted, world.today, "99", 2).number == 3
        assert queries.board_page(viewer, wanted, world.today, "bohong", 2).number == 1

    def test_counts_are_those_of_the_list(self, world: World, cat: Catalogue) -> None:
        late, done = builder.received(cat), builder.answered(world, cat)
        builder.received(cat, category=cat.conduct, answers={})
        Complaint.objects.filter(pk=late.pk).update(via=ACTION, due=world.today - dt.timedelta(days=1))
        actions.confirm(complaint=done, by=CITIZEN)
        Complaint.objects.filter(pk=done.pk).update(via=ACTION, due=world.today - dt.timedelta(days=1))
        for who in ("officer", "employee", "superior", "inspector"):
            told = queries.counts(world.viewer(who), world.today)
            lists: dict[str, dict[str, Any]] = {
                "open": {},
                "new": {"group": "new"},
                "late": {"late": True},
                "mine": {"mine": True},
            }
            assert told == {name: len(numbers(world, who, **wanted)) for name, wanted in lists.items()}, who

    def test_units_to_choose_from_are_those_of_cases_one_sees(self, world: World, cat: Catalogue) -> None:
        assert queries.board_units(world.viewer("officer")) == []
        builder.received(cat)  # nobody's yet
        case = builder.assigned(world, cat)
        expected = [(str(world.office.pk), world.office.name)]
        assert queries.board_units(world.viewer("officer")) == expected
        assert queries.board_units(world.viewer("stranger")) == []
        Complaint.objects.filter(pk=case.pk).update(via=ACTION, about_officer=True, accused_unit=world.office)
        assert queries.board_units(world.viewer("employee")) == []  # about his own unit

    def test_every_state_stands_in_exactly_one_closed_or_open_group(self) -> None:
        from pamong.voice.complaints.queries.board import GROUPS

        single = [s for name, states in GROUPS.items() if name not in ("open", "all") for s in states]
        assert sorted(single) == sorted(State)

    @pytest.mark.parametrize(
        ("order", "expected"),
        [("tenggat", "ab"), ("-tenggat", "ba"), ("diterima", "ba"), ("-diterima", "ab"), ("bohong", "ab"), ("", "ab")],
    )
    def test_orders_are_from_a_list(self, world: World, cat: Catalogue, order: str, expected: str) -> None:
        cases = {"a": builder.received(cat), "b": builder.received(cat)}
        Complaint.objects.filter(pk=cases["a"].pk).update(via=ACTION, due=world.today, received_day=world.today)
        Complaint.objects.filter(pk=cases["b"].pk).update(
            via=ACTION,
            due=world.today + dt.timedelta(days=5),
            received_day=world.today - dt.timedelta(days=5),
        )
        assert numbers(world, order=order) == [cases[key].number for key in expected]

    def test_filters_narrow(self, world: World, cat: Catalogue) -> None:
        here = builder.assigned(world, cat, mode=Mode.ANONYMOUS)
        there = builder.received(cat, street="Jalan Cempaka")
        assert numbers(world, unit_id=world.office.pk) == [here.number]
        assert numbers(world, mode="anonymous") == [here.number]
        assert numbers(world, text="cempaka") == [there.number]
        assert numbers(world, text=there.number.replace("-", "").lower()) == [there.number]
        assert numbers(world, category_id=cat.praise.pk) == []
        assert numbers(world, "employee", mine=True) == [here.number]
        assert numbers(world, "superior", mine=True) == []

    def test_late_is_past_the_limit_and_open(self, world: World, cat: Catalogue) -> None:
        case = builder.received(cat)
        assert numbers(world, late=True) == []
        Complaint.objects.update(via=ACTION, due=world.today - dt.timedelta(days=1))
        assert numbers(world, late=True) == [case.number]
        assert queries.counts(world.viewer("officer"), world.today)["late"] == 1

    def test_percent_and_underscore_are_letters(self, world: World, cat: Catalogue) -> None:
        builder.received(cat)
        plain = builder.received(cat, text="Diskon 100% tidak_benar")
        assert numbers(world, text="100%") == [plain.number]
        assert numbers(world, text="tidak_benar") == [plain.number]

    @pytest.mark.parametrize(
        "query",
        [
            "?hal=9999",
            "?unit=x",
            "?kategori=-1",
            "?cari=%00",
            "?cari=%E2%80%AE",
            "?kelompok=%27",
            "?urut=text",
            "?cara=x",
        ],
    )
    def test_odd_addresses_are_no_error(self, world: World, cat: Catalogue, query: str) -> None:
        builder.received(cat)
        client = world.client("officer")
        assert client.get(f"/pengaduan/{query}").status_code in (200, 400)
        assert client.get(f"/pengaduan/unduh/{query}").status_code in (200, 400)


class TestSameAtSize:
    def test_the_list_asks_as_much_of_thirty_as_of_three(
        self, world: World, cat: Catalogue, django_assert_num_queries: Any
    ) -> None:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        client = world.client("officer")

        def statements() -> int:
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert client.get("/pengaduan/").status_code == 200
            return len(asked)

        for _ in range(3):
            builder.assigned(world, cat)
        statements()  # what is asked once in a process
        few = statements()
        for _ in range(12):
            builder.received(cat)
            builder.assigned(world, cat, mode=Mode.ANONYMOUS)
        assert statements() == few

    def test_a_case_with_much_history_asks_no_more(self, world: World, cat: Catalogue) -> None:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        case = builder.assigned(world, cat)
        client = world.client("officer")

        def statements() -> int:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(f"/pengaduan/{case.pk}/").status_code == 200
            return len(asked)

        statements()  # what is asked once in a process
        few = statements()
        for number in range(12):
            actions.note(complaint=case, text=f"Catatan {number}", by=world.viewer("employee"))
            actions.write(complaint=case, text=f"Kabar {number}", by=CITIZEN)
        actions.attach(complaint=case, uploads=[builder.photo() for _ in range(3)], kind=builder.PhotoKind.PROOF, by=BY)
        assert statements() == few


class TestHome:
    def cards(self, world: World, name: str) -> dict[str, str]:
        return {str(card.title): card.value for card in queries.home_cards(world.viewer(name)).alone()}

    def test_officers_see_new_cases_and_handlers_theirs(self, world: World, cat: Catalogue) -> None:
        builder.received(cat)
        builder.assigned(world, cat)
        assert self.cards(world, "officer") == {"Pengaduan baru": "1"}
        assert self.cards(world, "employee") == {"Pengaduan yang Anda tangani": "1"}
        assert self.cards(world, "stranger") == {}
        assert self.cards(world, "sysadmin") == {}

    def test_late_ones_come_first(self, world: World, cat: Catalogue) -> None:
        builder.assigned(world, cat)
        Complaint.objects.update(via=ACTION, due=world.today - dt.timedelta(days=1))
        assert self.cards(world, "superior") == {"Pengaduan lewat tenggat": "1"}
        assert list(self.cards(world, "employee")) == ["Pengaduan lewat tenggat", "Pengaduan yang Anda tangani"]


class TestChoices:
    def test_a_limited_officer_gives_cases_to_his_agency_only(self, world: World, cat: Catalogue) -> None:
        builder.grant(world.users["admin"], Who.COMPLAINT_OFFICER, world.a)
        assert set(queries.assignable_units(world.viewer("admin"))) == {world.root, world.office}
        assert world.b_root in queries.assignable_units(world.viewer("officer"))

    def test_a_leader_within_what_he_leads(self, world: World, cat: Catalogue) -> None:
        assert list(queries.assignable_units(world.viewer("superior"))) == [world.office]
        assert not queries.assignable_units(world.viewer("employee")).exists()

    def test_a_forged_unit_is_refused(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat)
        answer = world.client("superior").post(
            f"/pengaduan/{case.pk}/disposisi/", {"version": case.version, "unit": world.b_root.pk, "handler": ""}
        )
        assert answer.status_code == 422
        assert Complaint.objects.get(pk=case.pk).unit == world.office

    @pytest.mark.parametrize("nip", ["199104152016031008", "000000000000000000", "abc", "1" * 22])
    def test_an_unknown_or_foreign_nip_is_refused(self, world: World, cat: Catalogue, nip: str) -> None:
        case = builder.assigned(world, cat)
        answer = world.client("superior").post(
            f"/pengaduan/{case.pk}/disposisi/", {"version": case.version, "unit": world.office.pk, "handler": nip}
        )
        assert answer.status_code == 422

    def test_staff_of_a_unit_are_those_of_today(self, world: World, cat: Catalogue) -> None:
        names = [a.person.name for a in queries.staff_of(world.office, world.today)]
        assert names == sorted(names)
        assert world.employee.name in names
        assert world.head.name not in names


class TestPublicNumber:
    def test_unknown_and_private_are_the_same(self, world: World, cat: Catalogue) -> None:
        private = builder.received(cat)
        about = builder.received(cat, category=cat.conduct, answers={})
        for number in (private.number, about.number, "P-0000-0000", "", "bohong"):
            with pytest.raises(NotVisible):
                queries.public_case(number)

    def test_the_database_keeps_cases_about_officers_out_of_the_public(self, cat: Catalogue) -> None:
        from django.db import IntegrityError, transaction

        case = builder.received(cat, category=cat.conduct, answers={})
        with pytest.raises(IntegrityError), transaction.atomic():
            Complaint.objects.filter(pk=case.pk).update(via=ACTION, is_public=True)

    def test_old_other_and_closed_cases_are_not_offered_as_similar(self, world: World, cat: Catalogue) -> None:
        by = world.viewer("officer")
        case = builder.received(cat)
        actions.moderate(complaint=case, show=True, text=builder.TEXT, by=by)

        def offered(place: Any = cat.market) -> list[Complaint]:
            return queries.alike(category=cat.lamp, place=place, text=builder.TEXT, today=world.today)

        assert offered() == [case]
        elsewhere = actions.catalogue.save_place(name="Tingkir", by=BY)
        assert offered(elsewhere) == []
        assert offered(None) == [case]
        Complaint.objects.update(via=ACTION, received_day=world.today - dt.timedelta(days=200))
        assert offered() == []
        Complaint.objects.update(via=ACTION, received_day=world.today)
        actions.refuse(complaint=case, text="Ganda.", by=by)
        assert offered() == []


class TestBulk:
    def test_past_days_are_for_commands_only(self, world: World, cat: Catalogue) -> None:
        from pamong.rulebook.errors import Refused

        at = dt.datetime(2026, 3, 2, 3, tzinfo=dt.UTC)
        with pytest.raises(Refused), actions.as_of(at=at, by=world.viewer("officer")):
            pass

    def test_inside_everything_happens_then_and_nobody_is_told(self, world: World, cat: Catalogue) -> None:
        from pamong.platform.notifications.models import Notification

        at = dt.datetime(2026, 3, 2, 3, tzinfo=dt.UTC)
        with actions.as_of(at=at, by=BY):
            case = builder.answered(world, cat)
        assert case.received_day == case.answered_day == dt.date(2026, 3, 2)
        assert case.received_at == at
        assert {s.at for s in case.steps.all()} == {at}
        assert case.closings.get().at == at
        assert not Notification.objects.exists()
        assert case.secret_hash.startswith("!")
        later = builder.received(cat)
        assert later.received_day == world.today


class TestOdd:
    @pytest.mark.parametrize("code", ["", "a\x00b", "A", "x" * 41, "' or 1=1"])
    def test_a_code_that_cannot_be_one_is_none(self, cat: Catalogue, code: str) -> None:
        assert queries.category_by_code(code) is None

    def test_who_opened_a_reporters_contact_is_kept(self, world: World, cat: Catalogue) -> None:
        from pamong.platform.audit.models import Read

        case = builder.received(cat)
        world.client("officer").get(f"/pengaduan/{case.pk}/")
        row = Read.objects.get(what="complaint.identity")
        assert (row.object_id, row.reader_id) == (str(case.pk), world.users["officer"].pk)
