"""What this area hears from the gateway."""

from pamong.platform.access.viewer import Viewer
from pamong.platform.gateway.handlers import Inbound, Reply
from pamong.voice.channels.actions import converse

BY = Viewer.system("WhatsApp")


def take(message: Inbound) -> Reply | None:
    """Every message by WhatsApp; others are not ours."""
    if message.carrier != "whatsapp":
        return None
    said = converse(sender=message.sender, text=message.text, media=[m.content for m in message.media], by=BY)
    return Reply(said.text, keep=said.keep)
