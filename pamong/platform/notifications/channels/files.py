"""Messages as files in the outbox folder: for the demo, for tests, and wherever no server is set."""

import os
from email.message import EmailMessage

from django.conf import settings

from pamong.platform.notifications.channels.base import Failed, Outgoing
from pamong.platform.notifications.enums import Reason


def mail(outgoing: Outgoing) -> EmailMessage:
    """The message as an e-mail; its id is the effect, so that a repetition shows."""
    message = EmailMessage()
    message["To"] = outgoing.to
    message["From"] = settings.DEFAULT_FROM_EMAIL
    message["Subject"] = outgoing.subject
    if outgoing.reply_to:
        message["Reply-To"] = outgoing.reply_to
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no absence notice need answer this
    for name, value in outgoing.headers:
        message[name] = value
    message["Message-ID"] = f"<{outgoing.effect}@pamong>"
    message.set_content(outgoing.text + "\n")
    return message


def write(outgoing: Outgoing) -> None:
    """Leave a file named after the effect: written whole or not at all, and a second time over the first."""
    path = settings.OUTBOX / outgoing.file
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".tmp")
        with draft.open("wb") as out:
            out.write(bytes(mail(outgoing)))
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path)
    except OSError as error:
        raise Failed(Reason.UNREACHABLE) from error
