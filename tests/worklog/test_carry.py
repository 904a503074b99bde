"""A decree that comes late: entries of the days between are carried over to the new plan by their owner, and counted anew."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from pamong.evidence.models import Fact
from pamong.people.models import Assignment
from pamong.planning import actions as planning
from pamong.planning.models import Indicator, Skp, WorkResult
from pamong.platform.access.errors import NotAllowed
from pamong.platform.audit.models import Event
from pamong.platform.guard import ACTION
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from pamong.worklog import actions, queries
from pamong.worklog.models import Entry
from tests.planning import plans
from tests.worklog import builder
from tests.world import World, assign

pytestmark = pytest.mark.django_db
URL = "/harian/pindah/"


class Late:
    """Yesterday the employee logged two pieces of work on her plan, one was accepted; today a decree says that she has been
    in another unit, below the head, since yesterday.
    """

    def __init__(self, world: World) -> None:
        self.world, self.day = world, builder.yesterday(world)
        (self.old,) = builder.plan(world)
        self.accepted = builder.log(world, "08:00", "09:00", indicator=self.old, quantity=Decimal(3))
        builder.decide(world, self.accepted)
        self.sent = builder.log(world, "09:00", "10:00", indicator=self.old, quantity=Decimal(2))
        self.before = builder.log(world, "08:00", "09:00", indicator=self.old, day=self.day - dt.timedelta(days=1))
        post = Assignment.objects.get(person=world.employee)
        Assignment.objects.filter(pk=post.pk).update(via=ACTION, valid=(post.valid.lower, self.day))
        assign(world.employee, world.root, "Analis Data", world.head, since=self.day)
        planning.follow_posts(person_ids=[world.employee.pk], by=plans.SYSTEM)
        self.plan = Skp.objects.exclude(pk=self.old.result.skp_id).get(person=world.employee)
        row = WorkResult.objects.add(via=ACTION, skp=self.plan, kind="main", title="Data terbuka", starts=self.day)
        self.new, self.other = (
            Indicator.objects.add(
                via=ACTION, result=row, aspect="quantity", text=f"Terbit dalam {unit}", unit=unit, target=4, order=n
            )
            for n, unit in enumerate(("Berkas", "set"))
        )

    def carry(self, *entries: Entry, to: Indicator | None, who: str = "employee") -> list[Entry]:
        picks = [builder.pick(entry) for entry in entries]
        return actions.carry_over(picks=picks, indicator_id=to.pk if to else None, by=self.world.viewer(who))

    def output(self, indicator: Indicator) -> int:
        """What evidence counts for an indicator."""
        found = Fact.objects.filter(metric="worklog.output", subject=f"indicator:{indicator.pk}")
        return int(sum(fact.value for fact in found))


@pytest.fixture
def late(world: World) -> Late:
    return Late(world)


def test_both_sides_are_told_and_nothing_moves_by_itself(late: Late) -> None:
    found = {n.person_id: n for n in Notification.objects.filter(kind="worklog.stray")}
    assert set(found) == {late.world.employee.pk, late.world.head.pk}
    assert "2 catatan Anda" in found[late.world.employee.pk].text
    assert found[late.world.employee.pk].url == URL
    assert "Sari Lestari" in found[late.world.head.pk].text
    assert set(Entry.objects.values_list("indicator_id", flat=True)) == {late.old.pk}
    assert late.output(late.old) == 3
    planning.follow_posts(person_ids=[late.world.employee.pk], by=plans.SYSTEM)
    assert Notification.objects.filter(kind="worklog.stray").count() == 2


def test_only_what_lies_after_the_old_plan_is_offered(late: Late) -> None:
    (group,) = queries.strays(late.world.viewer("employee"))
    assert [entry.pk for entry in group.entries] == [late.accepted.pk, late.sent.pk]
    assert [choice.indicator_id for choice in group.choices] == [late.new.pk]  # the other counts sets, not files
    assert (group.label, group.first) == (late.old.text, late.day)
    for who in ("peer", "head", "superior"):
        assert queries.strays(late.world.viewer(who)) == []


def test_figures_follow_once_the_new_superior_accepts(late: Late) -> None:
    rows = late.carry(late.accepted, late.sent, to=late.new)
    assert {row.state for row in rows} == {"sent"}
    assert (late.output(late.old), late.output(late.new)) == (0, 0)
    entry = Entry.objects.get(pk=late.accepted.pk)
    assert (entry.indicator_id, entry.result_id, entry.unit_id) == (late.new.pk, late.new.result_id, late.world.root.pk)
    assert entry.decided_by is None
    assert late.world.superior.name in entry.note
    builder.decide(late.world, *rows, who="head")
    assert (late.output(late.old), late.output(late.new)) == (0, 5)
    sent = Fact.objects.filter(metric="worklog.entry", source=f"worklog.entry:{entry.pk}")
    assert {f.unit_id: 0 for f in sent} == {late.world.office.pk: 0, late.world.root.pk: 0}
    assert sum(f.value for f in sent if f.unit_id == late.world.office.pk) == 0
    assert sum(f.value for f in sent if f.unit_id == late.world.root.pk) == 1
    assert queries.strays(late.world.viewer("employee")) == []


def test_it_is_on_record_and_the_superior_of_today_hears(late: Late) -> None:
    rows = late.carry(late.accepted, to=late.new)
    (event,) = Event.objects.filter(kind="act", verb="worklog.carried_over")
    assert event.row_id == str(rows[0].pk)
    assert event.new == {"entries": [[rows[0].pk, late.old.pk]], "indicator": late.new.pk}
    (told,) = Notification.objects.filter(kind="worklog.carried")
    assert (told.person_id, "memindahkan 1 catatan" in told.text) == (late.world.head.pk, True)
    assert Entry.objects.get(pk=late.sent.pk).indicator_id == late.old.pk  # what was not picked stays


def test_as_other_duties_it_counts_for_no_indicator(late: Late) -> None:
    (row,) = late.carry(late.sent, to=None)
    assert (row.indicator_id, row.result_id, row.unit_label) == (None, None, "berkas")
    assert row.quantity == 2


def test_what_is_refused(late: Late) -> None:
    with pytest.raises(Refused, match="tidak cocok"):
        late.carry(late.sent, to=late.other)  # two files are not two sets
    with pytest.raises(Refused, match="tidak cocok"):
        late.carry(late.sent, to=late.old)
    with pytest.raises(Refused, match="sudah berubah"):
        late.carry(late.before, to=late.new)  # it belongs where it is
    with pytest.raises(Refused, match="sudah berubah"):
        late.carry(late.sent, to=late.new, who="peer")
    with pytest.raises(Refused, match="Pilih satu"):
        late.carry(to=late.new)
    with pytest.raises(NotAllowed):
        late.carry(late.sent, to=late.new, who="sysadmin")
    stale = [actions.Pick(late.sent.pk, late.sent.version + 1)]
    with pytest.raises(Refused, match="sudah berubah"):
        actions.carry_over(picks=stale, indicator_id=late.new.pk, by=late.world.viewer("employee"))
    assert set(Entry.objects.values_list("indicator_id", flat=True)) == {late.old.pk}


def test_the_pages(late: Late, django_assert_max_num_queries: Any) -> None:
    client = late.world.client("employee")
    assert "2 catatan Anda masih terkait SKP lama" in client.get("/harian/").content.decode()
    page = client.get(URL).content.decode()
    assert "Memeriksa berkas akta kelahiran" in page
    assert "Terbit dalam Berkas · Data terbuka (Berkas)" in page
    assert "Terbit dalam set" not in page
    picks = [f"{e.pk}:{Entry.objects.get(pk=e.pk).version}" for e in (late.accepted, late.sent)]
    empty = client.post(URL, {"target": str(late.new.pk)})
    assert (empty.status_code, "Pilih satu sampai 100" in empty.content.decode()) == (422, True)
    assert client.post(URL, {"picks": picks, "target": str(late.other.pk)}).status_code == 422
    with django_assert_max_num_queries(25):
        assert client.post(URL, {"picks": picks, "target": str(late.new.pk)}).status_code == 303
    assert "Semua catatan terkait SKP yang benar" in client.get(URL).content.decode()
    assert "masih terkait SKP lama" not in client.get("/harian/").content.decode()
    queue = late.world.client("head").get("/harian/papan/").content.decode()
    assert f"sebelumnya diterima {late.world.superior.name}" in queue


def test_without_a_move_there_is_nothing(world: World) -> None:
    (indicator,) = builder.plan(world)
    builder.log(world, indicator=indicator)
    assert queries.strays(world.viewer("employee")) == []
    assert "SKP lama" not in world.client("employee").get("/harian/").content.decode()
