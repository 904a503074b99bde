"""What this area hears from the gateway, and from the cases that came by message."""

from pamong.platform.access.viewer import Viewer
from pamong.platform.events import listen
from pamong.platform.gateway.handlers import Inbound, Reply
from pamong.voice.channels.actions import converse, tell_reporter
from pamong.voice.channels.rules.carriers import CARRIERS
from pamong.voice.complaints.events import ReporterMayHear

BY = {"whatsapp": Viewer.system("WhatsApp"), "sms": Viewer.system("SMS")}
NEWS_BY = Viewer.system("pengaduan")


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


@listen(ReporterMayHear)
def moved(event: ReporterMayHear) -> None:
    """A case goes on: whoever left his number or address by that way hears of it."""
    tell_reporter(event=event, by=NEWS_BY)
