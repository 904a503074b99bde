"""Reads of the daily log. What shows entries takes ``viewer`` and returns only what it may see."""

from pamong.worklog.models import Entry
from pamong.worklog.queries.board import Board, BoardRow, Place, board, board_rows, places_below, unit_for
from pamong.worklog.queries.entries import (
    Day,
    day_of,
    entries,
    entries_for_indicator,
    entry_for,
    may_decide,
    own_entry_for,
    proof_of,
    queue,
    waiting_for_me,
)
from pamong.worklog.queries.home import home_cards
from pamong.worklog.queries.policy import policies, policy_agencies
from pamong.worklog.queries.progress import Progress, progress_for
from pamong.worklog.queries.surroundings import Surroundings, surroundings, window_of

__all__ = [
    "Board",
    "BoardRow",
    "Day",
    "Entry",
    "Place",
    "Progress",
    "Surroundings",
    "board",
    "board_rows",
    "day_of",
    "entries",
    "entries_for_indicator",
    "entry_for",
    "home_cards",
    "may_decide",
    "own_entry_for",
    "places_below",
    "policies",
    "policy_agencies",
    "progress_for",
    "proof_of",
    "queue",
    "surroundings",
    "unit_for",
    "waiting_for_me",
    "window_of",
]
