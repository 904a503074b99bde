"""Reads of the daily log. What shows entries takes ``viewer`` and returns only what it may see."""

from pamong.worklog.models import Entry
from pamong.worklog.queries.around import Around, Order, around
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
from pamong.worklog.queries.months import (
    DayCell,
    day_cells,
    entries_by_day,
    last_logged_day,
    together,
    why_text,
)
from pamong.worklog.queries.orders import entries_for_order, order_for, orders, staff_for_orders
from pamong.worklog.queries.outages import outage_agencies, outages
from pamong.worklog.queries.own import import_for, import_sheet, table_headings, template_for, templates
from pamong.worklog.queries.policy import policies, policy_agencies
from pamong.worklog.queries.progress import Progress, progress_for
from pamong.worklog.queries.repeats import RepeatRow, repeats_of_mine, repeats_of_staff
from pamong.worklog.queries.strays import StrayGroup, strays
from pamong.worklog.queries.surroundings import Surroundings, surroundings, window_of
from pamong.worklog.queries.wall import (
    WallRow,
    by_agency,
    by_unit,
    may_watch,
    wall_agencies,
    wall_top_units,
    wall_unit,
    whole,
)
from pamong.worklog.rules.window import Window

__all__ = [
    "Around",
    "Board",
    "BoardRow",
    "Day",
    "DayCell",
    "Entry",
    "Order",
    "Place",
    "Progress",
    "RepeatRow",
    "StrayGroup",
    "Surroundings",
    "WallRow",
    "Window",
    "around",
    "board",
    "board_rows",
    "by_agency",
    "by_unit",
    "day_cells",
    "day_of",
    "entries",
    "entries_by_day",
    "entries_for_indicator",
    "entries_for_order",
    "entry_for",
    "home_cards",
    "import_for",
    "import_sheet",
    "last_logged_day",
    "may_decide",
    "may_watch",
    "order_for",
    "orders",
    "outage_agencies",
    "outages",
    "own_entry_for",
    "places_below",
    "policies",
    "policy_agencies",
    "progress_for",
    "proof_of",
    "queue",
    "repeats_of_mine",
    "repeats_of_staff",
    "staff_for_orders",
    "strays",
    "surroundings",
    "table_headings",
    "template_for",
    "templates",
    "together",
    "unit_for",
    "waiting_for_me",
    "wall_agencies",
    "wall_top_units",
    "wall_unit",
    "whole",
    "why_text",
    "window_of",
]
