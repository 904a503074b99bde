"""Work that comes again: same as the last day, own templates; week and month with what was expected."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from pamong.evidence import registry
from pamong.evidence.actions import record, withdraw
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.actions import add_holiday
from pamong.platform.calendar.queries import now
from pamong.worklog import actions, queries
from pamong.worklog.models import Entry, EntryTemplate
from tests.people.days import away
from tests.worklog.builder import log, plan, yesterday
from tests.world import World

URL = "/harian/seperti-kemarin/"


def before(world: World, back: int = 2) -> dt.date:
    return world.today - dt.timedelta(days=back)


def test_the_last_day_is_offered_and_logged_with_new_amounts(world: World) -> None:
    (indicator,) = plan(world)
    first = log(
        world, "08:00", "09:00", day=before(world), indicator=indicator, quantity=Decimal(12), unit_label="berkas"
    )
    second = log(world, "10:00", "11:00", day=before(world), text="Rapat bidang")
    client = world.client("employee")
    day = yesterday(world).isoformat()
    page = client.get(f"{URL}?tanggal={day}").content.decode()
    assert "Rapat bidang" in page
    assert "Waktu itu 12 berkas." in page
    typed = {"day": day, "dari": before(world).isoformat(), f"p{first.pk}": "on", f"q{first.pk}": "7"}
    assert client.post(URL, typed).status_code == 303
    copy = Entry.objects.get(day=yesterday(world))
    assert (copy.text, copy.quantity, copy.indicator_id, copy.state) == (first.text, Decimal(7), indicator.pk, "sent")
    assert second.text != copy.text
    again = client.post(URL, typed)
    assert again.status_code == 422
    assert "sudah tercatat" in again.content.decode()
    assert Entry.objects.filter(day=yesterday(world)).count() == 1


def test_what_does_not_fit_is_said_and_the_rest_is_logged(world: World) -> None:
    first = log(world, "08:00", "09:00", day=before(world))
    second = log(world, "10:00", "11:00", day=before(world), text="Rapat bidang")
    log(world, "10:30", "10:45", text="Lain")
    client = world.client("employee")
    typed = {"day": yesterday(world).isoformat(), "dari": before(world).isoformat()}
    typed |= {f"p{first.pk}": "on", f"p{second.pk}": "on"}
    answer = client.post(URL, typed, follow=True)
    page = answer.content.decode()
    assert "1 kegiatan tercatat" in page
    assert "bertumpang tindih" in page


def test_nothing_ticked_and_nothing_to_copy(world: World) -> None:
    client = world.client("employee")
    assert "Belum ada hari yang dapat disalin" in client.get(URL).content.decode()
    log(world, day=before(world))
    answer = client.post(URL, {"day": yesterday(world).isoformat(), "dari": before(world).isoformat()})
    assert answer.status_code == 422
    assert "Centang sekurangnya satu" in answer.content.decode()


def test_templates_fill_the_form_and_belong_to_one_person(world: World) -> None:
    (indicator,) = plan(world)
    entry = log(world, "08:00", "09:15", indicator=indicator, text="Layanan loket akta")
    client = world.client("employee")
    assert client.post(f"/harian/catatan/{entry.pk}/jadikan-templat/").status_code == 303
    kept = EntryTemplate.objects.get()
    assert "Layanan loket akta" in client.get("/harian/templat/").content.decode()
    page = client.get(f"/harian/?templat={kept.pk}").content.decode()
    assert "\nLayanan loket akta</textarea>" in page
    assert 'value="09:15"' in page
    assert world.client("peer").get(f"/harian/?templat={kept.pk}").status_code == 404
    assert world.client("peer").post(f"/harian/templat/{kept.pk}/hapus/").status_code == 404
    assert client.post(f"/harian/catatan/{entry.pk}/jadikan-templat/").status_code == 303
    assert EntryTemplate.objects.count() == 1
    assert client.post(f"/harian/templat/{kept.pk}/hapus/").status_code == 303
    assert not EntryTemplate.objects.exists()
    with pytest.raises(NotVisible):
        queries.template_for(world.viewer("employee"), kept.pk)


def test_the_month_knows_leave_holidays_and_sums(world: World) -> None:
    monday = dt.date(2026, 11, 2)
    add_holiday(day=monday, name="Galungan", agency_id=None, source="", by=Viewer.system("uji"))
    away(world, first=monday + dt.timedelta(days=1), kind="trip")
    cells = queries.day_cells(world.employee.pk, monday, dt.date(2026, 11, 8), dt.date(2026, 11, 30))
    assert [c.state for c in cells] == ["free", "away", "missing", "missing", "missing", "free", "free"]
    assert (cells[0].why, cells[1].why, cells[5].why) == ("Galungan", "Dinas luar", "Hari libur mingguan")
    total = queries.together(cells, dt.date(2026, 11, 30))
    assert (total.required, total.missing, total.minutes) == (1350, 3, 0)


@pytest.mark.parametrize(("page", "key"), [("bulan", "bulan"), ("minggu", "mulai")])
def test_month_and_week_for_oneself_and_for_the_superior(world: World, page: str, key: str) -> None:
    log(world, "08:00", "09:30", text="Layanan loket")
    own = world.client("employee").get(
        f"/harian/{page}/?{key}={yesterday(world).isoformat()[: 7 if key == 'bulan' else 10]}"
    )
    assert own.status_code == 200
    assert "1,5" in own.content.decode()
    seen = world.client("superior").get(f"/harian/{page}/?pegawai={world.employee.pk}")
    assert seen.status_code == 200
    assert "Sari Lestari" in seen.content.decode()
    for who in ("peer", "stranger_head", "admin"):
        assert world.client(who).get(f"/harian/{page}/?pegawai={world.employee.pk}").status_code == 404
    for odd in ("x", "9999-99", "0001-01-01", "", "\x00"):
        assert world.client("employee").get(f"/harian/{page}/", {key: odd}).status_code == 200


def test_pages_of_time_cost_the_same(world: World, django_assert_max_num_queries: Any) -> None:
    client = world.client("employee")
    for hour in range(8, 12):
        log(world, f"{hour:02}:00", f"{hour:02}:40")
    client.get("/harian/bulan/")
    for page, most in (("bulan", 8), ("minggu", 9), ("seperti-kemarin", 8), ("templat", 5)):
        with django_assert_max_num_queries(most):
            client.get(f"/harian/{page}/")


def test_work_of_other_areas_stands_in_the_day_by_itself(world: World) -> None:
    metric = registry.metric(
        id="worklog.served_test",
        title="Perkara dilayani",
        unit="perkara",
        kind="count",
        source_area="worklog",
        shows_in_day=True,
    )
    try:

        def fact(source: str, who: str = "employee") -> None:
            record(
                metric=metric.id, agency_id=world.a.pk, unit_id=world.office.pk, unit_path=world.office.path,
                person_id=world.people[who].pk, value=Decimal(1), at=now(), day=world.today, source=source,
                source_label=f"Akta {source}", by=world.viewer("employee"),
            )  # fmt: skip

        fact("test.case:1")
        fact("test.case:2")
        fact("test.case:3", "peer")
        withdraw(sources=["test.case:2"], metric=metric.id, by=world.viewer("employee"))
        page = world.client("employee").get(f"/harian/?tanggal={world.today}").content.decode()
        assert "Akta test.case:1" in page
        assert "Akta test.case:2" not in page
        assert "Akta test.case:3" not in page
        assert "Tercatat dengan sendirinya" in page
    finally:
        registry._metrics.pop(metric.id)


def test_sending_many_names_the_same_and_the_impossible(world: World) -> None:
    from tests.worklog.builder import draft  # beside its use

    by = world.viewer("employee")
    first = draft(world, "08:00", "09:00")
    outcomes = actions.send_many(drafts=[first, first, draft(world, "08:30", "09:30", text="Lain")], by=by)
    assert [(o.entry is not None, o.same, o.refused is not None) for o in outcomes] == [
        (True, False, False), (False, True, False), (False, False, True),
    ]  # fmt: skip
    assert actions.send_many(drafts=[], by=by) == []
