"""What this area hears from the gateway."""

from pamong.platform.access.viewer import Viewer
from pamong.platform.gateway.handlers import Inbound, Reply
from pamong.voice.channels.actions import converse
from pamong.voice.channels.rules.carriers import CARRIERS

BY = {"whatsapp": Viewer.system("WhatsApp"), "sms": Viewer.system("SMS")}


def take(message: Inbound) -> Reply | None:
    """Every message by a carrier that the dialogue knows."""
    carrier = CARRIERS.get(message.carrier)
    if carrier is None:
        return None
    said = converse(
        carrier=carrier,
        sender=message.sender,
        text=message.text,
        media=[m.content for m in message.media],
        by=BY[carrier.name],
    )
    return Reply(said.text, keep=said.keep)
