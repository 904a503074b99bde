"""Who takes messages from outside. An area registers its handler in ``AppConfig.ready``.

    from pamong.platform.gateway import handlers

    def take(message: Inbound) -> Reply | None: ...   # an area's function, in the transaction of the receipt
    handlers.register("complaints", take)

A handler is called once per message, inside the transaction that notes the message as taken: what it writes and the note
stand or fall together. ``None`` says "not mine" and the next handler is asked; a Refused becomes the reply, in plain words.
"""

from collections.abc import Callable
from typing import NamedTuple

from pamong.platform.gateway.rules.message import Inbound, Media

__all__ = ["Inbound", "Media", "Reply", "ask", "register"]


class Reply(NamedTuple):
    """What the sender is answered. It travels in the answer to the gateway: no number has to be stored for it.

    ``keep=False`` for a text that may not be stored even for a day (a receipt code): a gateway that lost the answer and
    sends the message again then gets an empty reply.
    """

    text: str
    keep: bool = True


Handler = Callable[[Inbound], Reply | None]
_handlers: dict[str, Handler] = {}


def register(name: str, handler: Handler) -> None:
    """Let an area take messages; asked in the order of registration. Raises ValueError for a second one of this name."""
    if _handlers.setdefault(name, handler) is not handler:
        raise ValueError(f"gateway handler {name} is registered twice")


def ask(message: Inbound) -> tuple[str, Reply] | None:
    """The first handler that takes the message, and its reply; None when nobody does."""
    for name, handler in _handlers.items():
        reply = handler(message)
        if reply is not None:
            return name, reply
    return None
