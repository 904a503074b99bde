"""E-mails to people without account that an area writes only when they leave: the outbox keeps neither address nor text.

An area declares its writers in ``AppConfig.ready``; the key of a delivery is all a writer is given.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """What leaves: to whom, about what, and what the head of the mail says besides."""

    to: str
    subject: str
    text: str
    headers: tuple[tuple[str, str], ...] = ()


Writer = Callable[[str], Letter | None]
_writers: dict[str, Writer] = {}


def declare(kind: str, writer: Writer) -> None:
    """Name the writer of a kind. It answers None when the letter is not wanted any more. Raises ValueError for a second one."""
    if _writers.setdefault(kind, writer) is not writer:
        raise ValueError(f"letters of kind {kind} have a writer")


def known(kind: str) -> bool:
    """Whether an area writes letters of this kind."""
    return kind in _writers


def writer_of(kind: str) -> Writer:
    """The writer of a kind; raises LookupError for one that nobody declared."""
    if kind not in _writers:
        raise LookupError(f"no area writes letters of kind {kind}")
    return _writers[kind]
