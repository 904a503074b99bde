"""What a channel is given, and how it says that something failed."""

from typing import NamedTuple

from pamong.platform.notifications.enums import Reason


class Outgoing(NamedTuple):
    """One message. ``effect`` is the same however often it is tried: who receives it can tell a repetition by it."""

    effect: str
    file: str  # name in the outbox folder, where there is no server
    to: str
    subject: str
    text: str
    reply_to: str = ""  # where an answer goes; empty: to the sender of all mail
    headers: tuple[tuple[str, str], ...] = ()  # more of an e-mail's head, such as how to unsubscribe


class Failed(Exception):
    """It did not leave (or nobody knows). ``final``: trying again is useless; ``doubt``: it may have left."""

    def __init__(self, reason: Reason, *, final: bool = False, doubt: bool = False) -> None:
        super().__init__(reason.value)
        self.reason, self.final, self.doubt = reason, final, doubt
