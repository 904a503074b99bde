"""Tables without the audit trigger, each with its reason; and columns whose content is never copied."""

EXEMPT = {
    "audit_event": "the log itself; append only by trigger",
    "audit_read": "the log itself; append only by trigger",
    "access_answeredrequest": "kept answers of forms, pruned after a week; what they did is audited on its own table",
    "access_attempt": "counters of tries, gone after a day; refused sign-ins are audited as acts",
    "django_session": "session store; sign-ins are audited as acts",
    "django_migrations": "schema history",
    "django_content_type": "schema data",
    "auth_permission": "unused by Pamong, part of the framework",
    "live_event": "ids of what changed, pruned after a day; the change itself is audited",
    "gateway_inboundmessage": "marks of messages already taken; what they did is audited on its own table",
    "notifications_delivery": "state of messages that leave; the events they tell of are audited",
    "jobs_progress": "progress bar of a job; the job's writes are audited",
    "jobs_done": "numbers of finished jobs; the job's writes are audited",
    "people_importline": "what a check of a workbook found, recomputable from it; what the import changes is audited",
    "peer_sealedbox": "sealed anonymous answers: a copy at each answer would tell their order (docs/adr/0020)",
    "peer_usedinvitation": "that an invitation was used, without when; deleted at the release (docs/adr/0020)",
    "peer_roundkey": "the sealed key of a round; deleted at the release, so it must leave no copy (docs/adr/0020)",
    "peer_answer": "released anonymous answers, append only by trigger; the release itself is audited",
    "complaints_draftphoto": "pictures of reports still being written, gone when sent or after a day; sent ones are audited",
    "channels_dialogue": "reports still being told by messages, gone when sent or after an hour; sent ones are audited",
    "complaints_joinmark": "that a browser joined a case, as a keyed digest without case, person and moment; the count is audited",
    "following_follow": "who hears of what: a copy would tie addresses and people to cases for ever; the acts are in the log",
    "insight_tally": "counts of complaints, made anew every hour from the cases; the cases are audited",
    "worklog_personday": "counts of entries, kept by the database and recomputable from them; the entries are audited",
    "worklog_unitday": "sums of the counts of entries; the entries are audited",
    "evidence_rollup": "sums of evidence facts, recomputable from them; the facts are audited",
}
EXEMPT_PREFIXES = {"procrastinate_": "job queue of the library; the acts that jobs do are audited"}
# Written as "•" in the log: secrets must not be copied.
HIDDEN = {
    "people_user": ("password",),
    "notifications_pushsubscription": ("endpoint", "p256dh", "auth"),
    "people_importfile": ("content",),
    "worklog_entryimport": ("rows",),
    "programmes_planupload": ("content",),
    "people_activationcode": ("code_hash",),
    "complaints_complaint": ("secret_hash", "secret_hint", "intake_key"),
    "open311_apikey": ("digest",),
    "complaints_identity": ("name", "address", "phone", "email", "sealed"),
    "mfa_authenticator": ("data",),
    "socialaccount_socialtoken": ("token", "token_secret"),
}

# Rows whose writing is not captured while the condition holds: an anonymous reporter leaves no moment, not even here. A job
# of the night lifts the mark, in no order, and that update is captured: every row comes into the log, by its day only.
UNWATCHED = {
    "complaints_complaint": "NEW.unwatched",
    "complaints_step": "NEW.unwatched",
    "complaints_photo": "NEW.unwatched",
    "files_storedfile": "NEW.purpose = 'complaints.unwatched'",
}


def is_exempt(table: str) -> bool:
    return table in EXEMPT or table.startswith(tuple(EXEMPT_PREFIXES))
