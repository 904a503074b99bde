"""Writes of planning: one function per act, in one transaction with audit and notices."""

from pamong.planning.actions.action_plan import ActionInput, delete_action, mark_action, save_action
from pamong.planning.actions.cascade import hand_down, link, take_back
from pamong.planning.actions.content import Written, set_annexes, write_results
from pamong.planning.actions.copying import Copied, copy_plan, import_plan
from pamong.planning.actions.cycles import exclude, include, open_cycle, save_phases, set_state
from pamong.planning.actions.moves import follow_posts
from pamong.planning.actions.reminders import Reminded, remind, tell_reminded
from pamong.planning.actions.results import (
    IndicatorInput,
    ResultInput,
    delete_indicator,
    delete_result,
    save_indicator,
    save_result,
)
from pamong.planning.actions.revisions import (
    agree_revision,
    cancel_revision,
    return_revision,
    save_revision,
    start_revision,
    submit_revision,
    withdraw_revision,
)
from pamong.planning.actions.roles import give_roles
from pamong.planning.actions.service import serve
from pamong.planning.actions.skps import agree, create, send_back, set_expectations, submit, withdraw, write_note
from pamong.planning.actions.templates import apply_template, delete_template, fill_from_template, save_template

__all__ = [
    "ActionInput",
    "Copied",
    "IndicatorInput",
    "Reminded",
    "ResultInput",
    "Written",
    "agree",
    "agree_revision",
    "apply_template",
    "cancel_revision",
    "copy_plan",
    "create",
    "delete_action",
    "delete_indicator",
    "delete_result",
    "delete_template",
    "exclude",
    "fill_from_template",
    "follow_posts",
    "give_roles",
    "hand_down",
    "import_plan",
    "include",
    "link",
    "mark_action",
    "open_cycle",
    "remind",
    "return_revision",
    "save_action",
    "save_indicator",
    "save_phases",
    "save_result",
    "save_revision",
    "save_template",
    "send_back",
    "serve",
    "set_annexes",
    "set_expectations",
    "set_state",
    "start_revision",
    "submit",
    "submit_revision",
    "take_back",
    "tell_reminded",
    "withdraw",
    "withdraw_revision",
    "write_note",
    "write_results",
]
