"""Which way a message goes here: to a server where one is set, else into a file."""

from django.conf import settings

from pamong.platform.notifications.channels import files, gateway, smtp
from pamong.platform.notifications.channels.base import Failed, Outgoing
from pamong.platform.notifications.enums import Channel, Reason


def send(channel: str, outgoing: Outgoing) -> None:
    """Send by e-mail, WhatsApp or SMS. Raises Failed."""
    if channel == Channel.EMAIL:
        return smtp.send(outgoing) if settings.SMTP_URL else files.write(outgoing)
    if settings.GATEWAY_URL:
        return gateway.send(channel, outgoing)
    if settings.GATEWAY_FILES:
        return files.write(outgoing)
    raise Failed(Reason.NO_ADDRESS, final=True)


def repeatable() -> list[str]:
    """Channels on which the same effect twice is one: files are overwritten, a push replaces the one that waits,
    a gateway may be known to honour the key. On the others a message in doubt is never sent again by itself.
    """
    found = [str(Channel.PUSH)]
    if not settings.SMTP_URL:
        found.append(str(Channel.EMAIL))
    if settings.GATEWAY_IDEMPOTENT or not settings.GATEWAY_URL:
        found += [str(Channel.WHATSAPP), str(Channel.SMS)]
    return found
