"""What the example town shows around plans and days; asked by the test of the town, which loads it once."""

from typing import Any

from pamong.feedback.dialogue.models import CoachingNote, FollowUp, Meeting
from pamong.feedback.models import Feedback, FeedbackRequest
from pamong.feedback.peer.models import Round, Subject
from pamong.people.models import Person, RosterDay
from pamong.worklog.models import Attendance

Town = dict[str, dict[str, Any]]


def superiors_praise_and_note(town: Town) -> None:
    mine = Feedback.objects.filter(person__nip=town["employee_alive"]["nip"], source__startswith="worklog.entry:")
    assert mine.count() == 3
    assert {f.giver.nip for f in mine} == {town["superior_alive"]["nip"]}
    assert len({f.kind for f in Feedback.objects.all()}) == 3


def people_talk(town: Town) -> None:
    own, leader = (Person.objects.get(nip=town[role]["nip"]) for role in ("employee_alive", "superior_alive"))
    released, running = Round.objects.order_by("pk")
    assert (released.state, running.state) == ("released", "open")
    assert Subject.objects.filter(round=released, peers__gte=3).exists()
    assert FeedbackRequest.objects.filter(person=own, feedback__isnull=False).exists()
    assert FeedbackRequest.objects.filter(giver=own, feedback__isnull=True).exists()
    assert Meeting.objects.filter(person=own, superior=leader, state="held").exists()
    assert {row.done_on is None for row in FollowUp.objects.filter(person=own)} == {True, False}
    assert CoachingNote.objects.filter(author=leader).count() == 2


def the_clinic_works_in_turns(town: Town) -> None:
    nurse = Person.objects.get(nip=town["stranger"]["nip"])
    assert {row.shift.code if row.shift else "L" for row in RosterDay.objects.filter(person=nurse)} == set("PSML")
    assert Attendance.objects.filter(person__nip=town["employee_alive"]["nip"]).count() >= 5
