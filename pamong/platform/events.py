"""In-process events: an area tells what happened, areas above it listen, all in the same transaction."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

E = TypeVar("E")
_listeners: dict[type[Any], list[Callable[[Any], None]]] = defaultdict(list)


def listen(event: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Register a listener; it runs inside the publisher's transaction, so its failure undoes the whole act."""

    def register(fn: Callable[[E], None]) -> Callable[[E], None]:
        if fn not in _listeners[event]:
            _listeners[event].append(fn)
        return fn

    return register


def publish(event: object) -> None:
    """Call every listener of this event's class, in the order of registration."""
    for fn in _listeners[type(event)]:
        fn(event)
