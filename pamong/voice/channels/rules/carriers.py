"""The ways by which messages come, and what each can carry. The dialogue is one; these are all its differences."""

from dataclasses import dataclass

from pamong.voice.channels.rules import gsm


@dataclass(frozen=True)
class Carrier:
    """One way. ``most`` places of the GSM alphabet has a reply; 0 leaves letters and length free, and nobody pays for each."""

    name: str
    photos: bool
    most: int

    @property
    def is_sms(self) -> bool:
        return self.most > 0

    def fitting(self, text: str) -> str:
        """A reply as it may leave by this way."""
        return gsm.cut(gsm.written(text), self.most) if self.most else text


WHATSAPP = Carrier("whatsapp", photos=True, most=0)
SMS = Carrier("sms", photos=False, most=gsm.MOST)
CARRIERS = {carrier.name: carrier for carrier in (WHATSAPP, SMS)}
