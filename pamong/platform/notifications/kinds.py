"""Kinds of notices. An area declares its kinds in ``AppConfig.ready``: how soon they leave, and what a person may choose."""

from dataclasses import dataclass

from django.utils.functional import Promise

from pamong.platform.notifications.enums import Mode

ALL = (Mode.NOW, Mode.DIGEST, Mode.APP)


@dataclass(frozen=True)
class Kind:
    """``title`` is the line of a mail; it holds no personal content. ``allows``: among which a person may choose."""

    id: str
    title: str | Promise
    default: Mode = Mode.APP
    allows: tuple[Mode, ...] = (Mode.APP,)

    @property
    def mail(self) -> bool:
        """Whether it leaves at once unless a person chose otherwise."""
        return self.default is Mode.NOW


_kinds: dict[str, Kind] = {}


def declare(
    kind_id: str,
    *,
    title: str | Promise,
    mail: bool = False,
    default: Mode | None = None,
    allows: tuple[Mode, ...] = ALL,
) -> Kind:
    """Declare a kind once; declaring it again with other content is a programming error.

    ``mail=True`` is short for ``default=Mode.NOW``; without either a kind waits for the digest of the day. Narrow
    ``allows`` for what nobody should be able to switch off, or what is not worth leaving the application.
    """
    made = Kind(kind_id, title, default or (Mode.NOW if mail else Mode.DIGEST), allows)
    if made.default not in allows:
        raise ValueError(f"notice kind {kind_id}: its default is not among what it allows")
    known = _kinds.setdefault(kind_id, made)
    if (known.default, known.allows, str(known.title)) != (made.default, made.allows, str(title)):
        raise ValueError(f"notice kind {kind_id} is declared twice")
    return known


def kind_of(kind_id: str) -> Kind:
    """The kind as declared; one that nobody declared stays in the application."""
    return _kinds.get(kind_id) or Kind(kind_id, kind_id)


def declared() -> list[Kind]:
    """All kinds, in the order in which areas declared them."""
    return list(_kinds.values())
