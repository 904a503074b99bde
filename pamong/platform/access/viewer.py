"""The person behind a request, a job or a command, with everything rights depend on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple, Self

from django.conf import settings
from django.utils.module_loading import import_string

from pamong.platform.access.who import Who


class RoleGrant(NamedTuple):
    """A role held for one agency, or for the whole region when ``agency_id`` is None."""

    role: str
    agency_id: int | None


@dataclass(frozen=True)
class Viewer:
    """Loaded once per request in one statement; never changes during it."""

    user_id: int | None = None
    person_id: int | None = None
    name: str = ""
    nip: str = ""
    position: str = ""
    agency_id: int | None = None
    agency_name: str = ""
    unit_id: int | None = None
    time_zone: str = "Asia/Jakarta"
    acts_for: frozenset[int] = frozenset()
    leads: tuple[str, ...] = ()
    has_reports: bool = False
    grants: frozenset[RoleGrant] = frozenset()
    unread: int = 0
    must_set_up: str = ""  # "", "password" or "mfa": what the account still lacks before anything else may be opened
    is_system: bool = field(default=False)

    @classmethod
    def anonymous(cls) -> Self:
        return cls()

    @classmethod
    def system(cls, name: str) -> Self:
        """Jobs, imports from the command line and the seed: named in the audit, passes no gate."""
        return cls(name=name, is_system=True)

    @property
    def me(self) -> int:
        """The viewer's person id for lookups; 0 (no such person) for those who are not employees."""
        return self.person_id or 0

    @property
    def is_staff(self) -> bool:
        return self.person_id is not None

    def agencies_for(self, role: Who) -> frozenset[int] | None:
        """Agencies for which the role is held; None means the whole region, an empty set means not held."""
        held = [g.agency_id for g in self.grants if g.role == role]
        if None in held:
            return None
        return frozenset(a for a in held if a is not None)

    def has_role(self, *roles: Who) -> bool:
        return any(g.role in roles for g in self.grants)


@cache
def _loader() -> Callable[[Any], Viewer]:
    loader: Callable[[Any], Viewer] = import_string(settings.VIEWER_LOADER)
    return loader


def viewer_of(user: Any) -> Viewer:
    """The viewer of a signed-in account (one statement), or the anonymous viewer."""
    return _loader()(user) if user.is_authenticated else Viewer.anonymous()
