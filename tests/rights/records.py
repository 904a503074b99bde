"""One record of every kind about the employee, made through the actions, for the walk over all routes."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from pamong.appraisal.models import Evaluation
from pamong.feedback import actions as feedback_actions
from pamong.feedback import queries as feedback_queries
from pamong.feedback.citizen.models import CitizenVoice
from pamong.feedback.dialogue.models import FollowUp, Meeting
from pamong.feedback.models import Feedback, FeedbackRequest
from pamong.feedback.peer import actions as peer_actions
from pamong.feedback.peer.models import Invitation, Report, Subject
from pamong.people.actions import careers, imports, teams, units, vacancies
from pamong.people.enums import ActingKind, Matter
from pamong.people.models import (
    Absence,
    Acting,
    ImportRun,
    Person,
    RoleGrant,
    SeatActing,
    SyncConflict,
    SyncRun,
    Team,
    TeamMember,
    TeamTask,
    Unit,
    UnitChange,
    WorkItem,
)
from pamong.people.queries.units import Wanted as WantedChange
from pamong.planning.models import ActionItem, Cycle, Indicator, PlanTemplate, Skp, WorkResult
from pamong.planning.queries import content, plain_results
from pamong.platform.access.who import Who
from pamong.platform.calendar.actions import Period, add_holiday, add_period
from pamong.platform.calendar.models import Holiday, WorkPeriod
from pamong.platform.calendar.queries import now
from pamong.platform.notifications.models import Delivery, Notification
from pamong.programmes.models import Agreement, PlanUpload
from pamong.worklog import actions as worklog_actions
from pamong.worklog.models import Attachment, Disposition, Entry, EntryImport, EntryTemplate
from tests.appraisal.builder import Plan
from tests.feedback.citizen import test_voices as voices
from tests.feedback.dialogue import test_dialogue as talk
from tests.feedback.peer import builder as peer
from tests.people.days import away
from tests.planning import plans
from tests.programmes import builder as programmes
from tests.rights.oracle import EVERYONE
from tests.voice.records import Voice, make_voice
from tests.worklog import builder as worklog
from tests.world import KeyedClient, World, assign, person, unit

WORKBOOK = b"NIP;Nama;Unit Kerja;Jabatan\n199005052017072004;Sari Lestari;Bidang X;Arsiparis\n"


@dataclass
class Peer:
    """A round about the employee that runs, and a reported text of one that is over."""

    subject: Subject
    invitation: Invitation  # of ``peer``
    report: Report


TABLE = b"Tanggal;Jam Mulai;Jam Selesai;Kegiatan Harian\n2026-01-05;08.00;09.00;Rapat\n"


@dataclass
class Records:
    """What the routes need: ids of records of the employee, and some that belong to others."""

    world: World
    skp: Skp
    result: WorkResult
    indicator: Indicator
    action_item: ActionItem
    revised: Skp
    template: PlanTemplate
    cycle: Cycle
    leaders_result: WorkResult
    handed_id: int
    entry: Entry
    attachment: Attachment
    order: Disposition
    kept: EntryTemplate
    table: EntryImport
    feedback: Feedback
    peer: Peer
    heard: CitizenVoice
    asked: FeedbackRequest
    meeting: Meeting
    followup: FollowUp
    evaluation: Evaluation
    code: str
    acting: Acting
    absence: Absence
    holiday: Holiday
    period_row: WorkPeriod
    item: WorkItem
    run: ImportRun
    notice: Notification
    delivery: Delivery
    grant: RoleGrant
    period: str
    town: programmes.Town
    promise: Agreement
    plan_upload: PlanUpload
    voice: Voice
    team: Team
    member: TeamMember
    task: TeamTask
    unit_change: UnitChange
    gone: Person
    conflict: SyncConflict
    vacant: Unit
    seat: SeatActing
    still_named: Person
    clients: dict[str | None, KeyedClient] = field(default_factory=dict)


def _asked(world: World) -> FeedbackRequest:
    assignment = feedback_queries.requestable(world.viewer("superior"), world.employee.pk)
    return feedback_actions.ask(
        assignment=assignment,
        giver=world.peer,
        question="Bagaimana kerja samanya?",
        due=world.today,
        by=world.viewer("superior"),
    )


def _heard(world: World) -> CitizenVoice:
    voices.said(world)
    return CitizenVoice.objects.get(person=world.employee)


def _peer(world: World) -> Peer:
    peer.crew(world, 3)
    past = peer.open_round(world)
    about = peer.subject_of(past, world.employee)
    peer.answer_all(world, about)
    peer.release(past)
    text = about.answers.order_by("pk")[0]
    report = peer_actions.report(subject=about, answer=text, reason="Menghina", by=world.viewer("employee"))
    subject = peer.subject_of(peer.open_round(world), world.employee)
    return Peer(subject, subject.invitations.get(giver=world.peer), report)


def _with_revision(skp: Skp, world: World) -> Skp:
    from pamong.planning import actions as planning  # beside its use

    planning.start_revision(
        skp_id=skp.pk,
        reason="priority",
        explanation="Target naik setelah perubahan anggaran.",
        in_force_from=skp.ends,
        by=world.viewer("superior"),
    )
    return skp


def make_records(world: World) -> Records:
    from pamong.planning import actions as planning  # beside its use

    plan = Plan(world, indicators=1)
    evaluation = plan.final()
    leaders_result = plans.heads_results(world)[0]
    skp = plans.submitted(world)
    result = WorkResult.objects.get(skp=skp)
    handed = planning.hand_down(
        result_id=leaders_result.pk, to=[world.employee.pk], intervention="direct", by=world.viewer("superior")
    )
    planning.exclude(cycle_id=skp.cycle_id, person_id=world.peer.pk, reason="unpaid_leave", by=world.viewer("admin"))
    entry = worklog.log(world, uploads=(worklog.photo(),))
    given = feedback_actions.give(
        assignment=feedback_queries.recipient_for(viewer=world.viewer("superior"), person_id=world.employee.pk),
        kind="praise",
        text="Berkas akta selesai sebelum waktunya.",
        by=world.viewer("superior"),
    )
    return Records(
        world=world,
        skp=skp,
        result=result,
        indicator=Indicator.objects.get(result=result),
        action_item=planning.save_action(
            skp_id=skp.pk,
            result_id=result.pk,
            given=planning.ActionInput("Rekap akta", "quarter", 4),
            by=world.viewer("employee"),
        ),
        revised=_with_revision(plan.skp, world),
        template=planning.save_template(
            agency_id=world.a.pk,
            name="Petugas loket",
            approach="quantitative",
            results=plain_results(content(skp.pk)),
            by=world.viewer("superior"),
        ),
        cycle=skp.cycle,
        leaders_result=leaders_result,
        handed_id=handed[0].pk,
        entry=entry,
        attachment=Attachment.objects.get(entry=entry),
        order=worklog_actions.give_order(
            person_ids=[world.employee.pk], text="Siapkan laporan triwulan", by=world.viewer("superior")
        )[0],
        kept=worklog_actions.keep_template(entry=entry, by=world.viewer("employee")),
        table=worklog_actions.upload_table(
            content=TABLE, file_name="kegiatan.csv", late_reason="", by=world.viewer("employee")
        ),
        feedback=given,
        peer=_peer(world),
        heard=_heard(world),
        asked=_asked(world),
        meeting=talk.meeting(world),
        followup=talk.followup(world),
        evaluation=evaluation,
        code=evaluation.document.check_code,
        acting=world.appoint_acting("peer", "acting"),
        absence=away(world, "employee"),
        holiday=add_holiday(
            day=dt.date(2026, 3, 2), name="Hari jadi", agency_id=world.a.pk, source="", by=world.viewer("admin")
        ),
        period_row=add_period(
            given=Period(
                name="Ramadan",
                first=dt.date(2026, 2, 19),
                last=dt.date(2026, 3, 19),
                minutes_per_week=1950,
                day_starts=dt.time(8),
                agency_id=world.a.pk,
                region="",
                source="",
            ),
            by=world.viewer("admin"),
        ),
        item=WorkItem.objects.create(agency=world.a, person=world.employee, matter=Matter.UNKNOWN_SUPERIOR),
        run=imports.upload(content=WORKBOOK, file_name="pegawai.csv", by=world.viewer("admin")),
        notice=Notification.objects.filter(person_id=world.employee.pk)[0],
        delivery=Delivery.objects.create(event="uji", channel="sms", state="parked", done_at=now()),
        grant=RoleGrant.objects.get(user=world.users["admin"], role=Who.AGENCY_ADMIN),
        period=f"{plan.cycle.pk}-quarter-2",
        town=(town := programmes.town(world)),
        promise=programmes.promise(world, town),
        plan_upload=programmes.upload(world, town),
        voice=make_voice(world),
        **_organisation(world),
        **_vacancies(world),
        clients={who: world.client(who) for who in EVERYONE},
    )


def _vacancies(world: World) -> dict[str, Any]:
    """Below the office: a unit that nobody heads, one with a Plt, and somebody who answers to a superior who is gone."""
    empty, led = unit(world.a, "Seksi Arsip Akta", world.office), unit(world.a, "Seksi Mutasi", world.office)
    staff = [person(name, f"19750101200003100{number + 1}") for number, name in enumerate(("Slamet", "Wagiman"))]
    for one, where in zip(staff, (empty, led), strict=True):
        assign(one, where, "Arsiparis", world.superior)
    gone = person("Paimin", "196801051990031007")
    assign(gone, world.office, "Pengawas", world.superior, until=world.today)
    assign(person("Tukiman", "197601012000031003"), world.office, "Arsiparis", gone)
    seat = vacancies.appoint_seat(
        unit=led, acting=staff[0], kind=ActingKind.PLT, starts=world.today, ends=world.today + dt.timedelta(days=30),
        decree="SP 1", by=world.viewer("admin"),
    )  # fmt: skip
    return {"vacant": empty, "seat": seat, "still_named": gone}


def _organisation(world: World) -> dict[str, Any]:
    """A team of the registry that the peer leads, with the employee in it; a planned change; somebody who left."""
    day = dt.timedelta(days=1)
    team = teams.create(
        unit=world.root, name="Tim Akta", purpose="Akta dalam satu hari", decree="SK 1", starts=world.today - 9 * day,
        ends=None, leader=world.peer, by=world.viewer("head"),
    )  # fmt: skip
    member = teams.add_member(
        team=team, person=world.employee, role="member", since=world.today - 9 * day, by=world.viewer("head")
    )
    task = teams.give_task(
        team=team, person_id=world.employee.pk, text="Susun SOP", due_on=None, by=world.viewer("peer")
    )
    wanted = WantedChange(world.office, "rename", world.today + 30 * day, name="Bidang Akta")
    gone = person("Suharto", "196805051990031005")
    assign(gone, world.office, "Arsiparis", world.superior, since=world.today - 400 * day)
    careers.leave(person=gone, reason="retirement", day=world.today, decree="SK 2", by=world.viewer("admin"))
    return {
        "team": team,
        "member": member,
        "task": task,
        "unit_change": units.plan(wanted=wanted, decree="SK 3", by=world.viewer("admin")),
        "gone": gone,
        "conflict": SyncConflict.objects.create(
            run=SyncRun.objects.create(file_name="siasn.json", digest="0", source="upload"),
            agency=world.a,
            person=world.employee,
            nip=world.employee.nip,
            name=world.employee.name,
            kind="different",
            field="name",
            ours="A",
            theirs="B",
            record={
                "row": 2,
                "nip": world.employee.nip,
                "name": "B",
                "born": "1990-05-05",
                "sex": "P",
                "status": "PNS",
            },
        ),
    }
