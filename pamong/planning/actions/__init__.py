"""Writes of planning: one function per act, in one transaction with audit and notices."""

from pamong.planning.actions.action_plan import ActionInput, delete_action, mark_action, save_action
from pamong.planning.actions.cascade import hand_down, link, take_back
from pamong.planning.actions.cycles import exclude, include, open_cycle, save_phases, set_state
from pamong.planning.actions.results import (
    IndicatorInput,
    ResultInput,
    delete_indicator,
    delete_result,
    save_indicator,
    save_result,
)
from pamong.planning.actions.service import serve
from pamong.planning.actions.skps import agree, create, send_back, set_expectations, submit, withdraw, write_note

__all__ = [
    "ActionInput",
    "IndicatorInput",
    "ResultInput",
    "agree",
    "create",
    "delete_action",
    "delete_indicator",
    "delete_result",
    "exclude",
    "hand_down",
    "include",
    "link",
    "mark_action",
    "open_cycle",
    "save_action",
    "save_indicator",
    "save_phases",
    "save_result",
    "send_back",
    "serve",
    "set_expectations",
    "set_state",
    "submit",
    "take_back",
    "withdraw",
    "write_note",
]
