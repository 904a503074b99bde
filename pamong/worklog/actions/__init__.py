"""Writes of the daily log: one function for page, import, API and job alike."""

from pamong.worklog.actions.attendance import TapsTaken, take_taps
from pamong.worklog.actions.carry import carry_over, offer_to_carry
from pamong.worklog.actions.decisions import Decided, Pick, decide
from pamong.worklog.actions.entries import Draft, change, send, withdraw
from pamong.worklog.actions.mail_in import MailTaken, reply_address, take_mail
from pamong.worklog.actions.many import Outcome, send_many
from pamong.worklog.actions.orders import cancel_order, close_order, give_order
from pamong.worklog.actions.outages import record_outage
from pamong.worklog.actions.own import (
    Judged,
    copy_day,
    drop_template,
    forget_tables,
    judge_table,
    keep_template,
    take_table,
    upload_table,
)
from pamong.worklog.actions.policy import set_policy
from pamong.worklog.actions.repeats import answer_repeat, mark_repeat_seen
from pamong.worklog.actions.rounds import COUNT_TASK, count_agency, recount, remind

__all__ = [
    "COUNT_TASK",
    "Decided",
    "Draft",
    "Judged",
    "MailTaken",
    "Outcome",
    "Pick",
    "TapsTaken",
    "answer_repeat",
    "cancel_order",
    "carry_over",
    "change",
    "close_order",
    "copy_day",
    "count_agency",
    "decide",
    "drop_template",
    "forget_tables",
    "give_order",
    "judge_table",
    "keep_template",
    "mark_repeat_seen",
    "offer_to_carry",
    "record_outage",
    "recount",
    "remind",
    "reply_address",
    "send",
    "send_many",
    "set_policy",
    "take_mail",
    "take_table",
    "take_taps",
    "upload_table",
    "withdraw",
]
