"""What an employee reports about his own personnel data; a clerk puts it right (UU 27/2022 Ps. 6)."""

from django.db import transaction

from pamong.people import queries
from pamong.people.enums import Matter
from pamong.people.models import Person, WorkItem
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_


@transaction.atomic
def report_wrong_superior(*, text: str, by: Viewer) -> WorkItem:
    """Put "my superior or unit is wrong" on the work list: one open report per person, for the clerk of his agency.

    Raises Refused while an earlier one is open, NotVisible for an account without a person or an assignment.
    """
    posting = queries.current_assignment(by.person_id) if by.person_id else None
    if posting is None:
        raise NotVisible
    values = {
        "agency_id": posting.agency_id,
        "person_id": posting.person_id,
        "unit": None,
        "matter": Matter.WRONG_SUPERIOR,
    }
    Person.objects.select_for_update().get(pk=posting.person_id)
    if WorkItem.objects.filter(**values, done_at__isnull=True).exists():
        raise Refused(
            N_("Laporan Anda yang terdahulu masih dikerjakan. Tunggu jawabannya, atau hubungi admin kepegawaian."),
            field="text",
        )
    item = WorkItem.objects.create(**values, detail=text.strip()[:300])
    audit.record(by=by, verb="correction.reported", target=item)
    return item
