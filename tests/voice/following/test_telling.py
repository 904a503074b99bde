"""What followers hear: of their subject only, of whole days, each once, and nothing that is not public."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pamong.platform.guard import ACTION
from pamong.platform.jobs.app import run
from pamong.platform.notifications.models import Delivery, Notification
from pamong.voice.complaints import actions as complaints
from pamong.voice.complaints.enums import Mode
from pamong.voice.complaints.models import Complaint
from pamong.voice.following import actions, tasks
from pamong.voice.following.models import Follow
from pamong.voice.following.queries import Subject
from pamong.voice.following.rules import windows
from pamong.voice.following.rules.windows import Window, read_window
from tests.voice import builder
from tests.voice.builder import CITIZEN, Catalogue
from tests.voice.following.conftest import ADDRESS, WORKER, Post, follow, link_in, on, tell
from tests.voice.public.builder import show, shown
from tests.world import KeyedClient, World

pytestmark = pytest.mark.django_db
AREA = "/laporan/kabar/"
DAY = dt.timedelta(days=1)


def decide(world: World, case: Complaint, answer: str = "Lampu sudah diganti.") -> None:
    given = complaints.assign(
        complaint=case, unit=world.office, handler_id=world.employee.pk, by=world.viewer("officer")
    )
    decision = complaints.Decision(outcome="answered", answer=answer)
    complaints.decide(complaint=given, decision=decision, by=world.viewer("employee"))


def at(day: int, hour: int, minute: int) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=dt.UTC)


class TestWindows:
    def test_a_key_is_read_back_as_written(self) -> None:
        window = Window(2**52, dt.date(2026, 11, 20), dt.date(2026, 11, 26))
        assert read_window(window.written()) == window
        assert len(window.written()) <= Delivery._meta.get_field("event").max_length  # type: ignore[operator]

    @pytest.mark.parametrize(
        ("local", "daily", "weekly"),
        [
            (at(23, 6, 29), dt.date(2026, 11, 21), dt.date(2026, 11, 15)),
            (at(23, 6, 30), dt.date(2026, 11, 22), dt.date(2026, 11, 22)),  # a Monday
            (at(29, 23, 59), dt.date(2026, 11, 28), dt.date(2026, 11, 22)),
            (at(30, 6, 30), dt.date(2026, 11, 29), dt.date(2026, 11, 29)),
        ],
    )
    def test_only_days_that_are_over(self, local: dt.datetime, daily: dt.date, weekly: dt.date) -> None:
        assert windows.cut_daily(local) == daily
        assert windows.cut_weekly(local) == weekly

    def test_after_a_long_pause_a_month_is_told(self) -> None:
        cut = dt.date(2026, 11, 26)
        assert windows.first_of(dt.date(2026, 11, 25), cut) == cut
        assert windows.first_of(dt.date(2026, 1, 1), cut) == dt.date(2026, 10, 26)


class TestCase:
    def test_the_morning_after_its_public_steps_are_told_once(self, world: World, case: Complaint, post: Post) -> None:
        follow(f"/laporan/{case.number}/ikuti/", post)
        decide(world, case, "Lampu sudah diganti kemarin sore.")
        complaints.note(complaint=case, text="Catatan dalam", by=world.viewer("employee"))
        assert tell(world.today, 23) == 0
        assert tell(world.today + DAY, 6) == 0
        assert tell(world.today + DAY, 7) == 1
        assert tell(world.today + DAY, 8) == 0
        (mail,) = post.left()
        assert mail.to == ADDRESS
        assert "Lampu sudah diganti kemarin sore." in mail.text
        assert world.office.name in mail.text
        for hidden in ("Catatan dalam", world.employee.name, "Pak Slamet", builder.TEXT):
            assert hidden not in mail.text
        assert case.number not in mail.subject
        assert dict(mail.headers)["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert dict(mail.headers)["List-Unsubscribe"].strip("<>").endswith(link_in(mail, stop=True))
        assert tell(world.today + 2 * DAY) == 0
        assert not post.left()

    def test_what_is_not_public_any_more_is_not_sent(self, world: World, case: Complaint, post: Post) -> None:
        follow(f"/laporan/{case.number}/ikuti/", post)
        decide(world, case)
        assert tell(world.today + DAY) == 1
        case.refresh_from_db()
        complaints.moderate(complaint=case, show=False, text="", by=world.viewer("officer"))
        assert not post.left()
        assert Delivery.objects.filter(kind="following.told", state="skipped").count() == 1

    def test_ended_between_the_job_and_the_sending(self, world: World, case: Complaint, post: Post) -> None:
        kept = follow(f"/laporan/{case.number}/ikuti/", post)
        decide(world, case)
        assert tell(world.today + DAY) == 1
        actions.stop(follow_id=kept.pk, by=WORKER)
        assert not post.left()

    def test_an_anonymous_reporter_is_never_told_of_at_that_moment(
        self, world: World, cat: Catalogue, post: Post
    ) -> None:
        case = show(world, builder.received(cat, mode=Mode.ANONYMOUS, name="", phone=""))
        follow(f"/laporan/{case.number}/ikuti/", post)
        decide(world, case)
        before = (Delivery.objects.count(), Notification.objects.filter(kind="voice.followed").count())
        complaints.confirm(complaint=case, by=CITIZEN)
        assert (Delivery.objects.count(), Notification.objects.filter(kind="voice.followed").count()) == before
        assert tell(world.today, 23) == 0
        assert tell(world.today + DAY) == 1
        (mail,) = post.left()
        assert "Pelapor menyatakan selesai" in mail.text
        assert not re.search(r"\b\d\d[.:]\d\d\b", mail.text)  # no time of day

    def test_a_worker_killed_at_any_point_tells_once(self, world: World, case: Complaint, post: Post) -> None:
        follow(f"/laporan/{case.number}/ikuti/", post)
        decide(world, case)

        def killed() -> None:
            actions.tell(by=WORKER)
            raise KeyboardInterrupt

        with on(world.today + DAY), pytest.raises(KeyboardInterrupt):
            run("following.tell", killed, job_id=991, atomic=True)
        with on(world.today + DAY):
            for _ in range(2):
                run("following.tell", tasks.tell, job_id=991, atomic=True)
            run("following.tell", tasks.tell, job_id=992, atomic=True)
        assert len(post.left()) == 1
        assert not post.left()

    def test_reopened_words_of_the_reporter_stay_inside(self, world: World, case: Complaint, post: Post) -> None:
        follow(f"/laporan/{case.number}/ikuti/", post)
        decide(world, case)
        complaints.reopen(complaint=case, text="Masih gelap di depan rumah saya nomor 7", by=CITIZEN)
        tell(world.today + DAY)
        assert "nomor 7" not in post.left()[0].text


class TestArea:
    def test_new_cases_and_outcomes_of_the_area_only(self, world: World, cat: Catalogue, post: Post) -> None:
        old = shown(world, cat, "Lampu lama di pasar.")
        Complaint.objects.filter(pk=old.pk).update(via=ACTION, published_day=world.today - 9 * DAY)
        decide(world, old)
        south = complaints.catalogue.save_place(name="Tingkir", by=builder.BY)
        elsewhere = shown(world, cat, "Lampu di Tingkir.", place=south)
        new = shown(world, cat, "Lampu baru mati.")
        kept = builder.received(cat)
        follow(AREA, post, tempat=str(cat.north.pk), irama="daily")
        assert tell(world.today + DAY) == 1
        (mail,) = post.left()
        assert new.number in mail.text
        assert "Lampu baru mati." in mail.text
        assert mail.text.index("LAPORAN BARU") < mail.text.index("PERKEMBANGAN")
        assert mail.text.index(new.number) < mail.text.index(old.number)
        assert elsewhere.number not in mail.text
        assert kept.number not in mail.text
        assert "Pak Slamet" not in mail.text

    @pytest.mark.parametrize(
        ("form", "heard"),
        [
            ({}, True),
            ({"kategori": "lampu-jalan"}, True),
            ({"kategori": "air-bersih"}, False),
            ({"tempat": "north", "kategori": "lampu-jalan"}, True),
            ({"tempat": "market"}, True),
        ],
    )
    def test_each_filter(self, world: World, cat: Catalogue, post: Post, form: dict[str, str], heard: bool) -> None:
        complaints.catalogue.save_category(code="air-bersih", name="Air bersih", by=builder.BY)
        given = {k: str(getattr(cat, v).pk) if k == "tempat" else v for k, v in form.items()}
        shown(world, cat)
        follow(AREA, post, irama="daily", **given)
        assert tell(world.today + DAY) == int(heard)

    def test_of_a_unit(self, world: World, cat: Catalogue, post: Post) -> None:
        case = shown(world, cat)
        decide(world, case)
        follow(AREA, post, irama="daily", unit=str(world.office.pk))
        assert tell(world.today + DAY) == 1

    def test_weekly_on_monday_the_whole_week(self, world: World, cat: Catalogue, post: Post) -> None:
        case = shown(world, cat)
        follow(AREA, post, irama="weekly")
        sunday = world.today + dt.timedelta(days=6 - world.today.weekday())
        for day in range(1, (sunday - world.today).days + 1):
            assert tell(world.today + day * DAY) == 0
        assert tell(sunday + DAY) == 1
        assert case.number in post.left()[0].text

    def test_long_lists_are_cut_and_say_so(self, world: World, cat: Catalogue, post: Post, monkeypatch: Any) -> None:
        monkeypatch.setattr("pamong.voice.following.queries.writing.MOST", 2)
        for _ in range(3):
            shown(world, cat)
        follow(AREA, post, irama="daily")
        tell(world.today + DAY)
        assert post.left()[0].text.count("/laporan/P-") == 2
        assert "dan yang lain" in post.all[-1].text

    def test_the_same_statements_for_many_followers_and_cases(self, world: World, cat: Catalogue, post: Post) -> None:
        counts = []
        for times in (1, 6):
            for n in range(times):
                case = shown(world, cat)
                subject = Subject(case)
                actions.ask(subject=subject, address=f"orang{times}{n}@contoh.example", by=CITIZEN)
            for row in Follow.objects.filter(confirmed_day__isnull=True):
                actions.confirm(follow_id=row.pk, by=CITIZEN)
            Complaint.objects.update(via=ACTION, published_day=world.today)
            Follow.objects.update(via=ACTION, told_to=world.today - DAY)
            with (
                on(world.today + DAY),
                CaptureQueriesContext(
                    connection,
                ) as seen,
            ):
                assert actions.tell(by=WORKER) == Follow.objects.count()
            counts.append(len(seen))
            Delivery.objects.all().delete()
        assert counts[0] == counts[1]


class TestStaff:
    def test_a_notice_that_links_to_the_public_page(
        self, world: World, cat: Catalogue, case: Complaint, post: Post
    ) -> None:
        client = world.client("superior")
        client.post(f"/laporan/{case.number}/ikuti/aplikasi/")
        client.post("/laporan/kabar/saya/wilayah/", {"tempat": str(cat.market.pk), "kategori": "lampu-jalan"})
        decide(world, case)
        assert tell(world.today + DAY) == 2
        assert tell(world.today + DAY) == 0
        notices = Notification.objects.filter(kind="voice.followed", person_id=world.superior.pk)
        assert {n.url for n in notices} == {
            f"/laporan/{case.number}/",
            f"/laporan/?tempat={cat.market.pk}&kategori=lampu-jalan",
        }
        for notice in notices:
            assert KeyedClient().get(notice.url).status_code == 200
        assert not [mail for mail in post.left() if "kabar-" in mail.file]
