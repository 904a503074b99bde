"""Writes of complaints; every channel and every page uses these."""

from pamong.voice.complaints.actions import catalogue, custody, periodic
from pamong.voice.complaints.actions.accusation import answer as answer_redacted
from pamong.voice.complaints.actions.accusation import redact
from pamong.voice.complaints.actions.bulk import as_of
from pamong.voice.complaints.actions.explaining import explain
from pamong.voice.complaints.actions.follow import CLOSED_STATES, confirm, rate, reopen, write
from pamong.voice.complaints.actions.handling import Decision, ask, decide, note, promise, start, visited
from pamong.voice.complaints.actions.inspection import draw, inspect
from pamong.voice.complaints.actions.intake import (
    Receipt,
    Report,
    add_draft_photo,
    attach,
    receipt_again,
    receive,
    receive_whole,
    remove_draft_photo,
)
from pamong.voice.complaints.actions.joining import join
from pamong.voice.complaints.actions.moderation import moderate
from pamong.voice.complaints.actions.praise import deliver as deliver_praise
from pamong.voice.complaints.actions.receipts import open_by_telephone, open_receipt
from pamong.voice.complaints.actions.triage import (
    ask_to_complete,
    assign,
    classify,
    give_back,
    hand_over,
    merge,
    refuse,
    verify,
)
from pamong.voice.complaints.actions.units import follow_merger
from pamong.voice.complaints.actions.visiting import on_site
from pamong.voice.complaints.rules.receipts import draw_token

__all__ = [
    "CLOSED_STATES",
    "Decision",
    "Receipt",
    "Report",
    "add_draft_photo",
    "answer_redacted",
    "as_of",
    "ask",
    "ask_to_complete",
    "assign",
    "attach",
    "catalogue",
    "classify",
    "confirm",
    "custody",
    "decide",
    "deliver_praise",
    "draw",
    "draw_token",
    "explain",
    "follow_merger",
    "give_back",
    "hand_over",
    "inspect",
    "join",
    "merge",
    "moderate",
    "note",
    "on_site",
    "open_by_telephone",
    "open_receipt",
    "periodic",
    "promise",
    "rate",
    "receipt_again",
    "receive",
    "receive_whole",
    "redact",
    "refuse",
    "remove_draft_photo",
    "reopen",
    "start",
    "verify",
    "visited",
    "write",
]
