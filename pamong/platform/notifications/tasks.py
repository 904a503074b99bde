"""Notices that also leave by e-mail. Outside production, and wherever no gateway is set, mails are files in the outbox."""

import os
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from pamong.platform.jobs.app import task
from pamong.platform.notifications.kinds import kind_of
from pamong.platform.notifications.models import Notification


@task(name="notifications.mail")
def send_mail(notice_id: int) -> None:
    """Write the e-mail of one notice into the outbox; the file is named after the notice, so a second run adds none.

    Nothing is written for a person without address or a notice that was read meanwhile.
    """
    notice = Notification.objects.filter(pk=notice_id, read_at__isnull=True).first()
    address_of: Callable[[int], str] = import_string(settings.ADDRESS_BOOK)
    address = address_of(notice.person_id) if notice else ""
    if notice and address:
        _write(settings.OUTBOX / f"pemberitahuan-{notice.pk}.eml", _message(notice, address))


def _message(notice: Notification, address: str) -> EmailMessage:
    """Says what kind of thing happened and where to read it; the content itself stays behind the sign-in."""
    message = EmailMessage()
    message["To"] = address
    message["From"] = settings.DEFAULT_FROM_EMAIL
    message["Subject"] = str(kind_of(notice.kind).title)
    message["Message-ID"] = f"<pemberitahuan-{notice.pk}@pamong>"
    body = _("Ada pemberitahuan baru untuk Anda di Pamong. Masuk untuk membacanya: %(link)s")
    message.set_content(body % {"link": settings.PUBLIC_URL.rstrip("/") + notice.url} + "\n")
    return message


def _write(path: Path, message: EmailMessage) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".tmp")
    with draft.open("wb") as out:
        out.write(bytes(message))
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)
