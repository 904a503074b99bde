"""What units carry, asked before one of them ends."""

from collections.abc import Sequence

from pamong.voice.complaints.enums import OPEN_STATES
from pamong.voice.complaints.models import Complaint, Responsible


def carried_by(unit_ids: Sequence[int]) -> tuple[int, int]:
    """How many open cases lie with these units, and how many rules send cases to them."""
    cases = Complaint.objects.filter(unit_id__in=unit_ids, state__in=OPEN_STATES).count()
    return cases, Responsible.objects.filter(unit_id__in=unit_ids).count()
