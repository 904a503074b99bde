"""Writes of the daily log: one function for page, import, API and job alike."""

from pamong.worklog.actions.decisions import Decided, Pick, decide
from pamong.worklog.actions.entries import Draft, change, send, withdraw
from pamong.worklog.actions.policy import set_policy

__all__ = ["Decided", "Draft", "Pick", "change", "decide", "send", "set_policy", "withdraw"]
