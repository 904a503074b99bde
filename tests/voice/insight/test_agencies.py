"""Officers of one agency: signals, inquiries and figures of their own, none of another's; and who hears of a signal."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pamong.people.models import Agency, RoleGrant
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.who import Who
from pamong.platform.guard import ACTION
from pamong.platform.notifications.models import Notification
from pamong.voice.complaints import actions as complaints
from pamong.voice.complaints.models import Complaint
from pamong.voice.insight import actions, queries, tasks
from pamong.voice.insight.models import Inquiry, Signal, Tally
from pamong.voice.insight.queries import Wanted
from tests.voice import builder
from tests.voice.builder import BY, Catalogue
from tests.voice.insight.builder import copies
from tests.voice.records import inquiry, signal
from tests.world import World, account

pytestmark = pytest.mark.django_db


def officer_of(world: World, name: str, agency: Agency) -> str:
    """A complaint officer whose role is limited to one agency."""
    world.users[name] = account(name, role=Who.COMPLAINT_OFFICER, name=f"Petugas {name}")
    RoleGrant.objects.filter(user=world.users[name]).update(agency=agency)
    return name


@pytest.fixture
def ours(world: World, cat: Catalogue) -> str:
    return officer_of(world, "pengaduan-a", world.a)


@pytest.fixture
def theirs(world: World, cat: Catalogue) -> str:
    return officer_of(world, "pengaduan-b", world.b)


class TestScope:
    def test_signals_and_inquiries_stay_in_their_agency(
        self, world: World, cat: Catalogue, ours: str, theirs: str
    ) -> None:
        raised, opened = signal(world, cat), inquiry(world, cat)
        mine, others = world.viewer(ours), world.viewer(theirs)
        assert set(queries.signals(mine)) == {raised, opened.signal}
        assert list(queries.inquiries(mine)) == [opened]
        assert not queries.signals(others).exists()
        assert not queries.inquiries(others).exists()
        for policy in ("signal.view", "signal.decide"):
            with pytest.raises(NotVisible):
                queries.signal_for(others, raised.pk, policy)
        with pytest.raises(NotVisible):
            queries.inquiry_for(others, opened.pk, "inquiry.work")

    def test_a_signal_of_no_unit_is_for_those_of_the_whole_region(
        self, world: World, cat: Catalogue, ours: str
    ) -> None:
        raised = signal(world, cat)
        Signal.objects.filter(pk=raised.pk).update(via=ACTION, unit=None)
        assert not queries.signals(world.viewer(ours)).exists()
        assert queries.signals(world.viewer("officer")).count() == 1

    def test_figures_stay_in_their_agency(self, world: World, cat: Catalogue, ours: str, theirs: str) -> None:
        builder.assigned(world, cat)
        other = builder.received(cat)
        complaints.assign(complaint=other, unit=world.b_root, by=world.viewer("officer"))
        actions.count(by=BY)
        seen = {who: queries.figures(world.viewer(who), Wanted()) for who in (ours, theirs, "officer")}
        assert [line.name for line in seen[ours].lines] == [world.office.name]
        assert [line.name for line in seen[theirs].lines] == [world.b_root.name]
        assert seen["officer"].total.total == 2
        assert queries.unit_choices(world.viewer(theirs)) == [(str(world.b_root.pk), world.b_root.name)]
        assert queries.figures(world.viewer(theirs), Wanted(unit_id=world.office.pk)).lines == []

    def test_cases_behind_anothers_figure_do_not_open(self, world: World, cat: Catalogue, theirs: str) -> None:
        case = builder.assigned(world, cat)
        actions.count(by=BY)
        client = world.client(theirs)
        page = client.get("/pengaduan/statistik/laporan/", {"baris": str(world.office.pk)}).content.decode()
        assert case.number not in page
        assert "Tidak ada laporan yang dapat Anda buka" in page

    @pytest.mark.parametrize(
        "given", [{"baris": "x"}, {"kolom": "x"}, {"baris": "9" * 30}, {"menurut": "month", "baris": "2026-99"}]
    )
    def test_an_address_made_up_opens_the_whole_list_and_never_fails(
        self, world: World, cat: Catalogue, given: dict[str, str]
    ) -> None:
        case = builder.assigned(world, cat)
        page = world.client("officer").get("/pengaduan/statistik/laporan/", given)
        assert page.status_code == 200
        assert case.number in page.content.decode()


class TestNights:
    def test_officers_of_the_region_and_of_the_agency_hear_of_a_signal_once(
        self, world: World, cat: Catalogue, theirs: str
    ) -> None:
        world.users["berjabatan"] = world.users["peer"]
        RoleGrant.objects.create(user=world.users["peer"], role=Who.COMPLAINT_OFFICER, agency=world.a)
        base = builder.received(cat)
        copies(base, [world.today - dt.timedelta(days=at) for at in (1, 2, 3)])
        Complaint.objects.filter(pk=base.pk).update(via=ACTION, received_day=world.today)
        tasks.watch()
        tasks.watch()
        told = Notification.objects.filter(kind="voice.signal")
        assert list(told.values_list("person_id", flat=True)) == [world.peer.pk]
        notice = told.get()
        assert notice.url == f"/pengaduan/sinyal/{Signal.objects.get().pk}/"
        assert "Slamet" not in notice.text

    def test_the_hourly_count_is_a_job(self, world: World, cat: Catalogue) -> None:
        builder.assigned(world, cat)
        tasks.count()
        assert Tally.objects.get().n == 1


class TestWork:
    def test_lists_and_pages_take_the_same_statements_at_any_size(self, world: World, cat: Catalogue) -> None:
        first = signal(world, cat, "alike")
        inquiry(world, cat)
        client, counts = world.client("officer"), []
        addresses = ("/pengaduan/sinyal/", f"/pengaduan/sinyal/{first.pk}/", "/pengaduan/penyelidikan/")
        for address in addresses:
            client.get(address)
        for _ in range(2):
            for address in addresses:
                with CaptureQueriesContext(connection) as caught:
                    client.get(address)
                counts.append(len(caught))
            for _more in range(20):
                inquiry(world, cat)
        assert Inquiry.objects.count() == 41
        assert counts[:3] == counts[3:]
        assert max(counts) <= 10
