"""The permission table: object × action × who. Nothing outside it is allowed.

``logged`` rows show personal or rating data: each reading is recorded. Relations are resolved by the area's own scope;
roles may be limited to an agency. The test suite tries every row over every route with a second implementation.
"""

from dataclasses import dataclass
from typing import Any

from pamong.platform.access.who import Who

PUBLIC, STAFF, SELF, SUPERIOR, ABOVE = Who.PUBLIC, Who.STAFF, Who.SELF, Who.SUPERIOR, Who.ABOVE
ASSESSORS_SUPERIOR, GIVER, INVITED, TEAM_LEAD = Who.ASSESSORS_SUPERIOR, Who.GIVER, Who.INVITED, Who.TEAM_LEAD
TEAM, ADMIN, PERSONNEL = Who.ASSESSMENT_TEAM, Who.AGENCY_ADMIN, Who.PERSONNEL
INSPECTOR, LEADER, SYSADMIN = Who.INSPECTOR, Who.LEADER, Who.SYSADMIN
OFFICER, CUSTODIAN, HANDLER, RECEIPT = Who.COMPLAINT_OFFICER, Who.CUSTODIAN, Who.HANDLER, Who.RECEIPT


@dataclass(frozen=True)
class Row:
    """One right: ``object.action`` and who holds it."""

    object: str
    action: str
    who: tuple[Who, ...]
    logged: bool = False

    @property
    def policy(self) -> str:
        return f"{self.object}.{self.action}"


def row(obj: str, action: str, *who: Who, logged: bool = False) -> Row:
    return Row(obj, action, who, logged)


ROWS: tuple[Row, ...] = (
    # --- sites, accounts, platform ---
    row("home", "view", STAFF, TEAM, ADMIN, PERSONNEL, INSPECTOR, LEADER, SYSADMIN, OFFICER, CUSTODIAN),
    row("public", "view", PUBLIC),
    row("account", "manage", STAFF, TEAM, ADMIN, PERSONNEL, INSPECTOR, LEADER, SYSADMIN, OFFICER, CUSTODIAN),
    row("account", "sign_in", PUBLIC),
    row("health", "view", PUBLIC),
    row("live", "listen", STAFF, ADMIN, PERSONNEL),
    row("ui", "view", STAFF, SYSADMIN),
    row("notification", "view", SELF),
    row("gateway", "receive", PUBLIC),
    row("notificationhours", "change", ADMIN, PERSONNEL),
    row("delivery", "view", SYSADMIN),
    row("delivery", "retry", SYSADMIN),
    # --- people ---
    row("person", "list", SELF, SUPERIOR, ABOVE, ADMIN, PERSONNEL, INSPECTOR, LEADER, logged=True),
    row("person", "view", SELF, SUPERIOR, ABOVE, ADMIN, PERSONNEL, INSPECTOR, LEADER, logged=True),
    row("person", "export", SELF, SUPERIOR, ABOVE, ADMIN, PERSONNEL, INSPECTOR, LEADER, logged=True),
    row("person", "nip", SELF, SUPERIOR, ADMIN, PERSONNEL, INSPECTOR),
    row("person", "contact", SELF, ADMIN, PERSONNEL),
    row("mydata", "view", SELF),
    row("correction", "create", SELF),
    row("vacancy", "view", ABOVE, ADMIN, PERSONNEL, INSPECTOR, logged=True),
    row("vacancy", "fill", ABOVE, ADMIN, PERSONNEL),
    row("activation", "issue", ADMIN, PERSONNEL),
    row("role", "grant", PERSONNEL),
    row("acting", "view", SELF, ADMIN, PERSONNEL, INSPECTOR),
    row("acting", "appoint", SELF, ADMIN, PERSONNEL),
    row("holiday", "view", STAFF, ADMIN, PERSONNEL),
    row("holiday", "edit", ADMIN, PERSONNEL),
    row("roster", "view", SELF, SUPERIOR, ABOVE, ADMIN, PERSONNEL, logged=True),
    row("roster", "edit", ABOVE, ADMIN, PERSONNEL),
    row("workweek", "edit", ADMIN, PERSONNEL),
    row("absence", "view", SELF, SUPERIOR, ABOVE, ADMIN, PERSONNEL, INSPECTOR, logged=True),
    row("absence", "record", SUPERIOR, ABOVE, ADMIN, PERSONNEL),
    row("person", "import", ADMIN, PERSONNEL),
    row("workitem", "view", ADMIN, PERSONNEL, logged=True),
    row("workitem", "resolve", ADMIN, PERSONNEL),
    row("unit", "view", SELF, ADMIN, PERSONNEL, INSPECTOR, LEADER),
    row("unit", "change", ADMIN, PERSONNEL),
    row("assignment", "change", ADMIN, PERSONNEL),
    row("team", "list", SELF, TEAM_LEAD, ABOVE, ADMIN, PERSONNEL, INSPECTOR, LEADER),
    row("team", "view", SELF, TEAM_LEAD, ABOVE, ADMIN, PERSONNEL, INSPECTOR, LEADER, logged=True),
    row("team", "manage", ABOVE, ADMIN, PERSONNEL),
    row("teamtask", "give", TEAM_LEAD),
    row("teamtask", "finish", SELF),
    row("sync", "view", ADMIN, PERSONNEL, logged=True),
    row("sync", "resolve", ADMIN, PERSONNEL),
    row("sync", "run", PERSONNEL),
    row("quality", "view", ADMIN, PERSONNEL, logged=True),
    # --- evidence ---
    row("evidence", "view", SELF, SUPERIOR, ABOVE, TEAM, INSPECTOR, LEADER, logged=True),
    row("evidence", "export", SELF, SUPERIOR, ABOVE, TEAM, INSPECTOR, LEADER, logged=True),
    row("evidence", "answer", SELF),
    # --- programmes ---
    row("programme", "view", STAFF, TEAM, ADMIN, PERSONNEL, INSPECTOR, LEADER),
    row("programme", "edit", ABOVE, ADMIN, LEADER),
    row("agreement", "view", STAFF, TEAM, ADMIN, PERSONNEL, INSPECTOR, LEADER),
    row("agreement", "prepare", ABOVE, ADMIN),
    row("agreement", "sign", ABOVE),
    row("agreement", "countersign", LEADER),
    # --- planning ---
    row("cycle", "view", SELF, ADMIN, TEAM, PERSONNEL, INSPECTOR, LEADER),
    row("cycle", "open", ABOVE, ADMIN, PERSONNEL),
    row("cycle", "edit", ABOVE, ADMIN, PERSONNEL),
    row("cycle", "remind", ABOVE, ADMIN, TEAM, PERSONNEL),
    row("cycle", "monitor", ABOVE, ADMIN, TEAM, PERSONNEL, INSPECTOR, LEADER, logged=True),
    row("skp", "list", SELF, SUPERIOR, ABOVE, ADMIN, TEAM, PERSONNEL, INSPECTOR, LEADER, logged=True),
    row("skp", "view", SELF, SUPERIOR, ABOVE, ADMIN, TEAM, PERSONNEL, INSPECTOR, LEADER, logged=True),
    row("skp", "create", SELF),
    row("skp", "revise", SELF, SUPERIOR),
    row("action", "edit", SELF),
    row("template", "manage", ABOVE, ADMIN, PERSONNEL),
    row("skp", "edit", SELF),
    row("skp", "submit", SELF),
    row("skp", "expect", SUPERIOR),
    row("skp", "decide", SUPERIOR),
    row("skp", "note", SELF, SUPERIOR),
    row("result", "hand_down", SUPERIOR),
    row("result", "link", SELF, SUPERIOR),
    row("cascade", "view", SELF, SUPERIOR, ABOVE, ADMIN, TEAM, PERSONNEL, INSPECTOR, LEADER, logged=True),
    row("cascade", "export", SELF, SUPERIOR, ABOVE, ADMIN, TEAM, PERSONNEL, INSPECTOR, LEADER, logged=True),
    row("matrix", "view", SELF, SUPERIOR, ABOVE, ADMIN, TEAM, PERSONNEL, INSPECTOR, LEADER, logged=True),
    # --- worklog ---
    row("entry", "view", SELF, SUPERIOR, ABOVE, TEAM, INSPECTOR, LEADER, logged=True),
    row("entry", "create", SELF),
    row("entry", "change", SELF),
    row("entry", "decide", SUPERIOR),
    row("board", "view", SUPERIOR, ABOVE, TEAM, INSPECTOR, LEADER, logged=True),
    row("order", "view", SELF, GIVER, SUPERIOR, logged=True),
    row("order", "give", SUPERIOR),
    row("order", "close", SELF, GIVER),
    row("order", "cancel", GIVER),
    row("repeat", "view", SUPERIOR, logged=True),
    row("repeat", "answer", SELF),
    row("attendance", "import", ADMIN, PERSONNEL),
    row("outage", "view", STAFF, ADMIN, PERSONNEL, SYSADMIN),
    row("outage", "record", ADMIN, PERSONNEL, SYSADMIN),
    row("wall", "view", ABOVE, ADMIN, TEAM, PERSONNEL, INSPECTOR, LEADER),
    row("entrypolicy", "change", ADMIN, PERSONNEL),
    # --- feedback ---
    row("feedback", "give", SUPERIOR, ABOVE, TEAM_LEAD),
    row("feedback", "view", SELF, GIVER, SUPERIOR, ABOVE, INSPECTOR, logged=True),
    row("feedback", "answer", SELF),
    row("feedback", "show", SELF),
    row("feedbackthread", "write", SELF, SUPERIOR, ABOVE, logged=True),
    row("feedbackrequest", "request", SELF, SUPERIOR),
    row("feedbackrequest", "answer", INVITED),
    row("feedbackphrase", "change", ADMIN, PERSONNEL),
    row("praisewall", "view", STAFF),
    row("dialogue", "view", SELF, GIVER, logged=True),
    row("dialogue", "create", SELF, SUPERIOR),
    row("dialogue", "write", SELF, GIVER),
    row("coaching", "view", SELF, GIVER, logged=True),
    row("coaching", "write", SUPERIOR),
    row("followup", "view", SELF, GIVER, logged=True),
    row("followup", "done", SELF, GIVER),
    row("citizenvoice", "view", SELF, SUPERIOR, ABOVE, INSPECTOR, logged=True),
    row("citizenvoice", "show", SELF),
    row("peerround", "manage", ADMIN, TEAM),
    row("peerpolicy", "change", ADMIN, PERSONNEL),
    row("peerreview", "view", SELF, SUPERIOR, logged=True),
    row("peerreview", "answer", INVITED),
    row("peerreview", "invite", SELF, SUPERIOR),
    row("peerreview", "share", SELF),
    row("peerreview", "report", SELF),
    row("peerreview", "moderate", ADMIN, TEAM, logged=True),
    # --- appraisal ---
    row("evaluation", "list", SELF, SUPERIOR, ASSESSORS_SUPERIOR, logged=True),
    row("evaluation", "view", SELF, SUPERIOR, ABOVE, ASSESSORS_SUPERIOR, TEAM, INSPECTOR, logged=True),
    row("evaluation", "assess_self", SELF),
    row("evaluation", "rate", SUPERIOR, ASSESSORS_SUPERIOR),
    row("evaluation", "acknowledge", SELF),
    row("evaluation", "set", ASSESSORS_SUPERIOR),
    row("evaluation", "finalise", SELF, SUPERIOR, ASSESSORS_SUPERIOR, ADMIN, TEAM),
    row("evaluation", "open", ADMIN, TEAM),
    row("evaluation", "overview", ABOVE, ADMIN, TEAM, PERSONNEL, INSPECTOR),
    row("evaluation", "distribution", SUPERIOR, ABOVE, ADMIN, TEAM, PERSONNEL, INSPECTOR, LEADER),
    row("achievement", "set", ADMIN, TEAM),
    row("yearrule", "change", ADMIN, TEAM),
    row("verification", "view", PUBLIC),
    # --- voice: complaints ---
    row("complaint", "send", PUBLIC),
    row("complaint", "follow", RECEIPT),
    row("complaint", "list", OFFICER, HANDLER, INSPECTOR, logged=True),
    row("complaint", "view", OFFICER, HANDLER, INSPECTOR, logged=True),
    row("complaint", "enter", OFFICER),
    row("complaint", "triage", OFFICER),
    row("complaint", "handle", HANDLER, OFFICER),
    row("complaint", "decide", HANDLER, OFFICER),
    row("complaint", "publish", OFFICER),
    row("complaint", "inspect", INSPECTOR),
    row("complaint", "redact", OFFICER),
    row("complaint", "configure", OFFICER),
    row("following", "ask", PUBLIC),
    row("following", "answer", PUBLIC),
    row("following", "begin", STAFF),
    row("following", "own", SELF),
    row("complaintfigures", "view", OFFICER, HANDLER, INSPECTOR, LEADER),
    row("signal", "view", OFFICER, INSPECTOR, TEAM),
    row("signal", "decide", OFFICER, INSPECTOR, TEAM),
    row("signal", "configure", OFFICER),
    row("inquiry", "view", SELF, OFFICER, INSPECTOR, TEAM),
    row("inquiry", "work", SELF, OFFICER, INSPECTOR, TEAM),
    row("open311", "manage", OFFICER),
    row("redacted", "view", SELF, logged=True),
    row("redacted", "answer", SELF),
    row("custody", "view", CUSTODIAN, INSPECTOR),
    row("custody", "ask", CUSTODIAN),
    row("custody", "approve", CUSTODIAN, INSPECTOR),
    row("custody", "manage", CUSTODIAN, INSPECTOR),
)
TABLE: dict[str, Row] = {r.policy: r for r in ROWS}


def as_json() -> list[dict[str, Any]]:
    """The table as ``pamong policy --json`` prints it."""
    return [{"object": r.object, "action": r.action, "who": [str(w) for w in r.who], "logged": r.logged} for r in ROWS]
