"""A second agency with records of its own."""

from dataclasses import dataclass

from pamong.feedback import actions as feedback
from pamong.feedback import queries as feedback_queries
from pamong.feedback.models import Feedback
from pamong.planning.models import Indicator, Skp, WorkResult
from pamong.worklog.models import Entry
from tests.planning import plans
from tests.rights.records import Records
from tests.worklog import builder


@dataclass
class Theirs:
    """One of each kind about the stranger."""

    skp: Skp
    result: WorkResult
    indicator: Indicator
    entry: Entry
    feedback: Feedback


def make(records: Records) -> Theirs:
    """The stranger's plan, entry and feedback, all in the agency of his own."""
    world = records.world
    skp = plans.draft(world, "stranger")
    result = plans.result(world, skp, "stranger", title="Imunisasi anak yang lengkap")
    plans.indicator(world, result, "stranger")
    entry = builder.log(world, who="stranger", uploads=(builder.photo("lain.jpg"),))
    head = world.viewer("stranger_head")
    assignment = feedback_queries.recipient_for(viewer=head, person_id=world.stranger.pk)
    given = feedback.give(assignment=assignment, kind="note", text="Catatan untuk perawat", by=head)
    return Theirs(skp, result, Indicator.objects.get(result=result), entry, given)
