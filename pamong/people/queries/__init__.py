"""Reads of the personnel area. Everything that shows persons takes ``viewer`` and returns only what it may see."""

from pamong.people.queries.accounts import account_of, persons_for, user_by_name
from pamong.people.queries.assignments import (
    Posting,
    assignment_for,
    assignments,
    carrier_of,
    current_assignment,
    direct_reports,
    email_of,
    history,
    posting_of,
    snapshot,
    superior_of,
    under,
)
from pamong.people.queries.viewer import viewer_for_user

__all__ = [
    "Posting",
    "account_of",
    "assignment_for",
    "assignments",
    "carrier_of",
    "current_assignment",
    "direct_reports",
    "email_of",
    "history",
    "persons_for",
    "posting_of",
    "snapshot",
    "superior_of",
    "under",
    "user_by_name",
    "viewer_for_user",
]
