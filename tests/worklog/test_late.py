"""Late entries: inside the window with a reason, after outages without; the leader reads why."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from pamong.platform.access.errors import NotAllowed
from pamong.rulebook.errors import Refused
from pamong.worklog import actions
from pamong.worklog.models import Entry, Outage
from pamong.worklog.rules.window import Window, check_day
from tests.worklog.builder import draft, form, log
from tests.world import World

DAY = dt.date(2026, 11, 23)
CASES = [
    ("today", 0, (), "", ""),
    ("three days ago", 3, (), "", ""),
    ("four days ago without a reason", 4, (), "", "refused"),
    ("four days ago with one", 4, (), "Sakit", "Sakit"),
    ("a reason nobody asked for is not kept", 2, (), "Sakit", ""),
    ("four days ago with an outage between", 4, (1,), "", ""),
    ("an outage before the day does not help", 4, (9,), "", "refused"),
    ("the last day of the window", 7, (), "Dinas", "Dinas"),
    ("after the window", 8, (), "Dinas", "refused"),
    ("after the window, but two days were lost", 9, (2, 3), "Dinas", "Dinas"),
    ("blanks are no reason", 5, (), "   ", "refused"),
]


@pytest.mark.parametrize(("what", "back", "lost", "reason", "kept"), CASES, ids=[c[0] for c in CASES])
def test_the_window_with_reasons_and_outages(
    what: str, back: int, lost: tuple[int, ...], reason: str, kept: str
) -> None:
    window = Window(lost={DAY - dt.timedelta(days=n) for n in lost})
    day = DAY - dt.timedelta(days=back)
    if kept == "refused":
        with pytest.raises(Refused):
            check_day(day=day, today=DAY, window=window, late_reason=reason)
    else:
        assert check_day(day=day, today=DAY, window=window, late_reason=reason) == kept


def test_the_form_asks_and_the_leader_reads(world: World) -> None:
    client = world.client("employee")
    day = (world.today - dt.timedelta(days=5)).isoformat()
    refused = client.post("/harian/", form(world, day=day, late_reason=""))
    assert refused.status_code == 422
    assert "mengapa baru dicatat sekarang" in refused.content.decode()
    assert client.post("/harian/", form(world, day=day, late_reason="Listrik padam")).status_code == 303
    entry = Entry.objects.get()
    assert entry.late_reason == "Listrik padam"
    board = world.client("superior").get("/harian/papan/").content.decode()
    assert "Listrik padam" in board
    assert "ada yang menyusul" in board
    assert "Listrik padam" in world.client("superior").get(f"/harian/catatan/{entry.pk}/").content.decode()


def test_correcting_keeps_the_reason(world: World) -> None:
    day = world.today - dt.timedelta(days=5)
    entry = log(world, day=day)
    by = world.viewer("employee")
    actions.change(entry=entry, version=1, draft=draft(world, day=day, text="Diperbaiki", late_reason=""), by=by)
    assert Entry.objects.get().late_reason == "Jaringan kantor terputus"


def outage(world: World, who: str = "sysadmin", agency: int | None = None, back: int = 1) -> Outage:
    start = dt.datetime.combine(world.today - dt.timedelta(days=back), dt.time(9), ZoneInfo("Asia/Jakarta"))
    return actions.record_outage(
        starts_at=start,
        ends_at=start + dt.timedelta(hours=2),
        reason="Listrik pusat data padam",
        agency_id=agency,
        by=world.viewer(who),
    )


def test_an_outage_lengthens_the_time_by_itself_and_everybody_sees_it(world: World) -> None:
    day = world.today - dt.timedelta(days=4)
    with pytest.raises(Refused):
        log(world, day=day, late_reason="")
    outage(world)
    assert log(world, day=day, late_reason="").late_reason == ""
    client = world.client("employee")
    assert "Listrik pusat data padam" in client.get("/harian/gangguan/").content.decode()
    page = client.get(f"/harian/?tanggal={day.isoformat()}").content.decode()
    assert "Batas waktu diperpanjang satu hari karena gangguan" in page


def test_an_outage_of_one_agency_helps_only_there(world: World) -> None:
    outage(world, "admin", world.a.pk)
    day = world.today - dt.timedelta(days=4)
    assert log(world, day=day, late_reason="").pk
    with pytest.raises(Refused):
        log(world, who="stranger", day=day, late_reason="")
    assert "Listrik" not in world.client("stranger").get("/harian/gangguan/").content.decode()


@pytest.mark.parametrize(
    ("who", "own"), [("employee", True), ("superior", True), ("admin", False), ("inspector", False)]
)
def test_others_record_no_outage(world: World, who: str, own: bool) -> None:
    with pytest.raises(NotAllowed):
        outage(world, who, world.a.pk if own else world.b.pk)


def test_recording_through_the_page(world: World) -> None:
    day = (world.today - dt.timedelta(days=1)).isoformat()
    typed = {
        "agency": str(world.a.pk),
        "day": day,
        "starts": "09:00",
        "last": day,
        "ends": "08:00",
        "reason": "Jaringan",
    }
    client = world.client("admin")
    assert client.post("/harian/gangguan/catat/", typed).status_code == 422
    assert client.post("/harian/gangguan/catat/", {**typed, "ends": "11:00"}).status_code == 303
    assert Outage.objects.get().agency_id == world.a.pk
    assert (
        client.post("/harian/gangguan/catat/", {**typed, "ends": "11:00", "agency": str(world.b.pk)}).status_code == 422
    )
    future = {**typed, "last": (world.today + dt.timedelta(days=2)).isoformat()}
    assert "setelah selesai" in client.post("/harian/gangguan/catat/", future).content.decode()
