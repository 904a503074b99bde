"""Kinds of notices. An area declares its kinds in ``AppConfig.ready``; only those with ``mail=True`` also go by e-mail."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Kind:
    """``title`` is the subject of the e-mail; it holds no personal content."""

    id: str
    title: str | Promise
    mail: bool = False


_kinds: dict[str, Kind] = {}


def declare(kind_id: str, *, title: str | Promise, mail: bool = False) -> Kind:
    """Declare a kind once; declaring it again with other content is a programming error."""
    made = Kind(kind_id, title, mail)
    known = _kinds.setdefault(kind_id, made)
    if (known.mail, str(known.title)) != (mail, str(title)):
        raise ValueError(f"notice kind {kind_id} is declared twice")
    return known


def kind_of(kind_id: str) -> Kind:
    """The kind as declared; one that nobody declared stays in the application and has no e-mail."""
    return _kinds.get(kind_id) or Kind(kind_id, kind_id)
