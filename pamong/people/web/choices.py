"""Units as choices of a form, indented by their depth."""

from collections.abc import Iterable
from typing import Any


def units_as_choices(units: Iterable[Any]) -> list[tuple[str, str]]:
    """(id, name) of units in the order of their paths; with the agency's name where there are several."""
    rows = sorted(units, key=lambda unit: unit.path)
    several = len({unit.agency_id for unit in rows}) > 1
    return [(str(unit.pk), _label(unit, several=several)) for unit in rows]


def _label(unit: Any, *, several: bool) -> str:
    indent = "\u2003" * max(0, unit.path.count(".") - 1)
    tail = f" ({unit.agency.name})" if several and unit.parent_id is not None else ""
    return f"{indent}{unit.name}{tail}"
