"""What time does: silence, reminders, escalation, withdrawal, the marks of the night and the draw."""

import datetime as dt

import pytest

from pamong.evidence.models import Fact
from pamong.platform.access.who import Who
from pamong.platform.audit.models import Event
from pamong.platform.calendar.models import Holiday
from pamong.platform.files import storage
from pamong.platform.files.models import StoredFile
from pamong.platform.guard import ACTION
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from pamong.rulebook.workingdays import add_working_days
from pamong.voice.complaints import actions, queries, tasks
from pamong.voice.complaints.enums import Inspected, Mode, State, StepKind
from pamong.voice.complaints.models import Closing, Complaint, DraftPhoto, Inspection, Photo, Step
from pamong.voice.complaints.rules import closing
from tests.voice import builder
from tests.voice.builder import BY, CITIZEN, Catalogue
from tests.world import World

pytestmark = pytest.mark.django_db
periodic = actions.periodic


def older(case: Complaint, days: int, *fields: str) -> None:
    """Move days of a case (and its decisions) into the past."""
    shift = dt.timedelta(days=days)
    row = Complaint.objects.get(pk=case.pk)
    changes = {name: getattr(row, name) - shift for name in fields}
    Complaint.objects.filter(pk=case.pk).update(via=ACTION, **changes)
    for made in Closing.objects.filter(complaint=case):
        Closing.objects.filter(pk=made.pk).update(via=ACTION, day=made.day - shift)


class TestSilence:
    def test_ten_working_days_after_the_answer_it_is_closed_unconfirmed(self, world: World, cat: Catalogue) -> None:
        case = builder.answered(world, cat)
        start = world.today - dt.timedelta(days=20)
        Closing.objects.filter(complaint=case).update(via=ACTION, day=start)
        Complaint.objects.filter(pk=case.pk).update(via=ACTION, answered_day=start)
        last = add_working_days(start, 10)
        assert periodic.close_silent(by=BY) == (1 if world.today > last else 0)
        case.refresh_from_db()
        assert case.state == (State.UNCONFIRMED if world.today > last else State.ANSWERED)

    def test_before_that_nothing_happens(self, world: World, cat: Catalogue) -> None:
        case = builder.answered(world, cat)
        older(case, 7, "answered_day")
        assert periodic.close_silent(by=BY) == 0

    def test_long_after_it_is_apart_from_confirmed_and_may_still_be_confirmed(
        self, world: World, cat: Catalogue
    ) -> None:
        case = builder.answered(world, cat)
        older(case, 40, "answered_day")
        assert periodic.close_silent(by=BY) == 1
        assert periodic.close_silent(by=BY) == 0
        case.refresh_from_db()
        assert (case.state, case.closed_day) == (State.UNCONFIRMED, world.today)
        actions.confirm(complaint=case, by=CITIZEN)
        case.refresh_from_db()
        assert case.state == State.CONFIRMED

    def test_the_agency_may_choose_the_days(self, world: World, cat: Catalogue) -> None:
        actions.catalogue.set_policy(
            valid_from=world.today, silence=1, reopen=30, sample=5, anonymous=300, today=world.today, by=BY
        )
        case = builder.answered(world, cat)
        older(case, 7, "answered_day")
        assert periodic.close_silent(by=BY) == 1

    def test_not_for_the_past(self, world: World, cat: Catalogue) -> None:
        with pytest.raises(Refused):
            actions.catalogue.set_policy(
                valid_from=world.today - dt.timedelta(days=1),
                silence=1,
                reopen=1,
                sample=1,
                anonymous=1,
                today=world.today,
                by=BY,
            )

    def test_days_off_do_not_count(self, world: World, cat: Catalogue) -> None:
        case = builder.answered(world, cat)
        older(case, 16, "answered_day")
        for days in range(17):
            Holiday.objects.get_or_create(
                day=world.today - dt.timedelta(days=days), agency_id=None, defaults={"name": "Libur panjang"}
            )
        assert periodic.close_silent(by=BY) == 0


class TestWithdrawal:
    def test_what_was_not_completed_in_thirty_days_counts_as_withdrawn(self, world: World, cat: Catalogue) -> None:
        case = builder.received(cat)
        actions.ask_to_complete(complaint=case, text="Nomor tiang?", by=world.viewer("officer"))
        older(case, 30, "asked_complete_day")
        assert periodic.withdraw_incomplete(by=BY) == 0
        older(case, 1, "asked_complete_day")
        assert periodic.withdraw_incomplete(by=BY) == 1
        case.refresh_from_db()
        assert case.state == State.WITHDRAWN
        actions.reopen(complaint=case, text="Maaf, saya sakit. Tiang nomor 7.", by=CITIZEN)
        case.refresh_from_db()
        assert case.status.is_open

    def test_a_complete_case_that_waits_is_not(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat)
        actions.ask(complaint=case, text="Masih mati?", by=world.viewer("employee"))
        older(case, 40, "received_day")
        assert periodic.withdraw_incomplete(by=BY) == 0


class TestReminders:
    def due(self, case: Complaint, world: World, days: int) -> None:
        Complaint.objects.filter(pk=case.pk).update(via=ACTION, due=world.today + dt.timedelta(days=days))

    def test_two_days_before_the_officer_is_told_once(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat)
        self.due(case, world, 3)
        assert periodic.remind(by=BY) == 0
        self.due(case, world, 2)
        assert periodic.remind(by=BY) == 1
        assert periodic.remind(by=BY) == 0
        told = Notification.objects.filter(kind="voice.due").values_list("person_id", flat=True)
        assert list(told) == [world.employee.pk]
        assert case.steps.filter(kind=StepKind.REMINDED).count() == 1

    def test_past_it_the_leaders_and_the_inspectorate_are_told(self, world: World, cat: Catalogue) -> None:
        builder.grant(world.users["stranger"], Who.INSPECTOR)
        case = builder.assigned(world, cat)
        self.due(case, world, -1)
        assert periodic.remind(by=BY) == 1
        told = set(Notification.objects.filter(kind="voice.overdue").values_list("person_id", flat=True))
        assert told == {world.employee.pk, world.superior.pk, world.head.pk, world.stranger.pk}

    def test_a_reminder_does_not_move_the_version_of_the_page(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat)
        self.due(case, world, 0)
        before = Complaint.objects.get(pk=case.pk).version
        periodic.remind(by=BY)
        assert Complaint.objects.get(pk=case.pk).version == before

    def test_closed_cases_remind_nobody(self, world: World, cat: Catalogue) -> None:
        case = builder.received(cat)
        actions.refuse(complaint=case, text="Tidak.", by=world.viewer("officer"))
        self.due(case, world, -5)
        assert periodic.remind(by=BY) == 0


class TestNight:
    def test_what_anonymous_reporters_wrote_enters_the_log_by_its_day(self, world: World, cat: Catalogue) -> None:
        builder.grant(world.users["stranger"], Who.COMPLAINT_OFFICER)
        report = builder.report(cat, mode=Mode.ANONYMOUS)
        actions.add_draft_photo(token=report.token, upload=builder.photo(), by=CITIZEN)
        case = actions.receive(report=report, by=CITIZEN).complaint
        tables = ("complaints_complaint", "complaints_step", "complaints_photo", "files_storedfile")
        assert not Event.objects.filter(table__in=tables).exists()
        assert periodic.lift_marks(by=BY) == 2
        for table in tables:
            assert Event.objects.filter(table=table, kind="update").count() == 1, table
        assert not Step.objects.filter(unwatched=True).exists()
        assert not Photo.objects.filter(unwatched=True).exists()
        assert StoredFile.objects.get().purpose == "complaints.photo"
        assert Step.objects.get().at is None
        assert Notification.objects.filter(person_id=world.stranger.pk, kind="voice.received").count() == 1
        assert periodic.lift_marks(by=BY) == 0
        case.refresh_from_db()
        assert case.received_at is None

    def test_the_pictures_get_new_places_on_the_disk(self, world: World, cat: Catalogue) -> None:
        report = builder.report(cat, mode=Mode.ANONYMOUS)
        actions.add_draft_photo(token=report.token, upload=builder.photo(), by=CITIZEN)
        actions.receive(report=report, by=CITIZEN)
        path = storage.root() / StoredFile.objects.get().path
        before = path.stat()
        periodic.lift_marks(by=BY)
        assert path.stat().st_ctime_ns > before.st_ctime_ns  # all that the file system knows of when it came
        assert path.stat().st_mtime == before.st_mtime
        changed = path.stat().st_ctime_ns
        periodic.lift_marks(by=BY)
        assert path.stat().st_ctime_ns == changed

    def test_a_rating_of_an_anonymous_reporter_counts_after_the_night(self, world: World, cat: Catalogue) -> None:
        case = builder.answered(world, cat, mode=Mode.ANONYMOUS)
        actions.rate(complaint=case, score=3, by=CITIZEN)
        assert not Fact.objects.filter(metric="voice.satisfaction").exists()
        periodic.lift_marks(by=BY)
        assert Fact.objects.get(metric="voice.satisfaction").value == 3

    def test_drafts_nobody_sent_go_after_a_day(self, world: World, cat: Catalogue) -> None:
        row = actions.add_draft_photo(token=actions.draw_token(), upload=builder.photo(), by=CITIZEN)
        assert periodic.forget_drafts(by=BY) == 0
        DraftPhoto.objects.filter(pk=row.pk).update(day=world.today - dt.timedelta(days=2))
        assert periodic.forget_drafts(by=BY) == 1

    def test_the_jobs_run(self, world: World, cat: Catalogue) -> None:
        builder.answered(world, cat)
        tasks.clocks()
        tasks.night()


class TestDraw:
    def closed_last_month(self, world: World, cat: Catalogue, count: int) -> dt.date:
        day = world.today.replace(day=1) - dt.timedelta(days=3)
        for _ in range(count):
            case = builder.answered(world, cat)
            actions.confirm(complaint=case, by=CITIZEN)
            Complaint.objects.filter(pk=case.pk).update(via=ACTION, closed_day=day)
        return day.replace(day=1)

    def test_the_sample_can_be_recomputed_and_is_drawn_once(self, world: World, cat: Catalogue) -> None:
        month = self.closed_last_month(world, cat, 4)
        numbers = queries.closed_numbers(month)
        assert len(numbers) == 4
        made = actions.draw(month=month, by=BY)
        assert [i.complaint.number for i in made] == closing.draw(f"{month:%Y-%m}", numbers, 5)
        assert actions.draw(month=month, by=BY) == []
        assert actions.draw(month=month.replace(year=2020), by=BY) == []

    def test_what_is_found_not_as_told_is_opened_again(self, world: World, cat: Catalogue) -> None:
        month = self.closed_last_month(world, cat, 1)
        drawn = actions.draw(month=month, by=BY)[0]
        inspector = world.client("inspector")
        assert drawn.complaint.number in inspector.get("/pengaduan/inspeksi/").content.decode()
        url = f"/pengaduan/{drawn.complaint_id}/inspeksi/"
        assert inspector.post(url, {"version": 0, "result": "false", "text": ""}).status_code == 422
        assert inspector.post(url, {"version": 0, "result": "false", "text": "Lampu masih mati."}).status_code == 303
        drawn.refresh_from_db()
        assert drawn.result == Inspected.FALSE
        case = Complaint.objects.get(pk=drawn.complaint_id)
        assert (case.state, case.reopened, case.closed_day) == (State.WORKING, 1, None)

    def test_inspected_once_by_the_inspectorate_only(self, world: World, cat: Catalogue) -> None:
        month = self.closed_last_month(world, cat, 1)
        drawn = actions.draw(month=month, by=BY)[0]
        by = world.viewer("inspector")
        actions.inspect(inspection=drawn, result="true", text="Sesuai.", by=by)
        with pytest.raises(Refused) as refused:
            actions.inspect(inspection=drawn, result="false", text="x", by=by)
        assert refused.value.code == "sudah_diperiksa"
        assert not queries.inspections(world.viewer("officer")).exists()
        assert Inspection.objects.get().inspector == world.users["inspector"].pk
