"""E-mail through the mail server of PAMONG_SMTP_URL."""

import contextlib
import smtplib
import ssl
from collections.abc import Iterator
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings

from pamong.platform.notifications.channels.base import Failed, Outgoing
from pamong.platform.notifications.channels.files import mail
from pamong.platform.notifications.enums import Reason


def send(outgoing: Outgoing) -> None:
    """Hand one e-mail to the server. Until the text goes over a failure is sure; after that it is in doubt."""
    message = mail(outgoing)
    with _session() as session:
        try:
            _accepted(session.mail(settings.DEFAULT_FROM_EMAIL)[0])
            _accepted(session.rcpt(outgoing.to)[0])
        except (OSError, smtplib.SMTPException) as error:
            raise Failed(Reason.UNREACHABLE) from error
        try:
            code, _text = session.data(message.as_bytes().replace(b"\n", b"\r\n"))
        except smtplib.SMTPDataError as error:
            code = error.smtp_code
        except (OSError, smtplib.SMTPException) as error:
            raise Failed(Reason.TIMEOUT, doubt=True) from error
        _accepted(code)


def _accepted(code: int) -> None:
    if code >= 500:
        raise Failed(Reason.REFUSED, final=True)
    if code >= 400 or code < 200:
        raise Failed(Reason.UNREACHABLE)


@contextlib.contextmanager
def _session() -> Iterator[smtplib.SMTP]:
    parts = urlsplit(settings.SMTP_URL)
    implicit = parts.scheme == "smtps"
    host, port = parts.hostname or "localhost", parts.port or (465 if implicit else 587)
    context = ssl.create_default_context()
    try:
        session: smtplib.SMTP = (
            smtplib.SMTP_SSL(host, port, timeout=settings.SEND_TIMEOUT, context=context)
            if implicit
            else smtplib.SMTP(host, port, timeout=settings.SEND_TIMEOUT)
        )
        if parse_qs(parts.query).get("tls") == ["1"]:
            session.starttls(context=context)
        if parts.username:
            session.login(unquote(parts.username), unquote(parts.password or ""))
        session.ehlo_or_helo_if_needed()
    except (OSError, smtplib.SMTPException) as error:
        raise Failed(Reason.UNREACHABLE) from error
    try:
        yield session
    finally:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            session.quit()
