"""Taking a message from outside, once."""

import hashlib
import hmac

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from pamong.platform.gateway import handlers
from pamong.platform.gateway.handlers import Inbound, Reply
from pamong.platform.gateway.models import InboundMessage
from pamong.platform.gateway.rules.message import from_a_telephone, number
from pamong.platform.ui.text import refusal_text
from pamong.rulebook.errors import Refused

REPLIES_KEPT = "1 day"
_CLAIM = """INSERT INTO gateway_inboundmessage (carrier, id_hash, handler, reply) VALUES (%s, %s, '', '')
            ON CONFLICT (carrier, id_hash) DO NOTHING RETURNING id"""


def take(*, message: Inbound) -> tuple[str, bool]:
    """Hand the message to whom it concerns; answers the reply for its sender and whether it came for the first time.

    Two deliveries at once: the second waits for the first and gets its reply. What the handler writes, and the note that
    the message was taken, are one transaction; a handler that fails leaves neither, and the gateway tries again.
    """
    mark = _mark(message)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_CLAIM, [message.carrier, mark])
            row = cursor.fetchone()
        if row is None:
            return InboundMessage.objects.get(carrier=message.carrier, id_hash=mark).reply, False
        name, reply = _asked(message)
        kept = reply.text if reply.keep else ""
        InboundMessage.objects.filter(pk=row[0]).update(handler=name, reply=kept)
        return reply.text, True


def forget_replies() -> int:
    """Blank replies older than a day (by the database clock); answers how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE gateway_inboundmessage SET reply = '' WHERE reply <> '' AND received_at < now() - %s::interval",
            [REPLIES_KEPT],
        )
        return int(cursor.rowcount)


def _asked(message: Inbound) -> tuple[str, Reply]:
    if not from_a_telephone(message.sender) or message.sender in {number(own) for own in settings.GATEWAY_NUMBERS}:
        return "ignored", Reply(
            ""
        )  # operators, services and ourselves: nobody reads an answer, and two machines would go on
    try:
        with transaction.atomic():
            taken = handlers.ask(message)
    except Refused as refused:
        return "refused", Reply(refusal_text(refused))
    if taken is None:
        return "", Reply(_("Pesan ini belum dapat kami layani lewat nomor ini. Silakan hubungi unit layanan terkait."))
    return taken


def _mark(message: Inbound) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), message.message_id.encode(), hashlib.sha256).hexdigest()
