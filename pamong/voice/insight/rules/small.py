"""Small numbers in tables for everybody: fewer than five could point at somebody, so they are not written.

Where only one number of a row is hidden, the sum would give it away; then the next smallest is hidden too.
"""

from collections.abc import Mapping

SMALLEST = 5  # the project's bar for published tables (small cells below five)


def hidden(cells: Mapping[str, int]) -> dict[str, int | None]:
    """The numbers as they may be published, None for a hidden one. Nothing is hidden where nothing is small; 0 may be said."""
    small = {key for key, n in cells.items() if 0 < n < SMALLEST}
    if len(small) == 1:
        others = [key for key, n in cells.items() if key not in small and n > 0]
        if others:
            small.add(min(others, key=lambda key: (cells[key], key)))
    return {key: None if key in small else n for key, n in cells.items()}


def total(cells: Mapping[str, int]) -> int | None:
    """The sum, None where it is small itself or where the one hidden number could be computed from it."""
    n = sum(cells.values())
    shown = hidden(cells)
    alone = sum(1 for value in shown.values() if value is None) == 1
    return None if 0 < n < SMALLEST or alone else n
