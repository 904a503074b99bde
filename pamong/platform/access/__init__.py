"""Rights: one table of who may do what, the gate every route passes, and the scope every query uses."""

from pamong.platform.access.scope import may, scope

__all__ = ["may", "scope"]
