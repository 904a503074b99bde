"""The period that a list page is about."""

from pamong.appraisal.queries import Period


def chosen(periods: list[Period], wanted: str) -> Period | None:
    """The period the address names ("12-quarter-3"), else the newest; None when there is none at all."""
    return next((p for p in periods if p.key == wanted), periods[0] if periods else None)


def parsed(value: str) -> tuple[int, str, int] | None:
    """Cycle, kind and number of "12-quarter-3"; None for anything else."""
    parts = value.split("-")
    if len(parts) != 3 or not (parts[0].isdigit() and parts[2].isdigit()) or len(parts[0]) > 18 or len(parts[2]) > 2:
        return None
    return int(parts[0]), parts[1], int(parts[2])
