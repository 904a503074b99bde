"""Reads for everybody: only cases an officer has cleared."""

from pamong.voice.complaints.queries import Complaint
from pamong.voice.public.queries.cases import (
    GROUPS,
    Page,
    PublicFilter,
    case_of,
    cases,
    newest,
    page_of,
    photo_of,
    unit_choices,
)

__all__ = [
    "GROUPS",
    "Complaint",
    "Page",
    "PublicFilter",
    "case_of",
    "cases",
    "newest",
    "page_of",
    "photo_of",
    "unit_choices",
]
