"""What a table written for everybody may not contain: a cell that a spreadsheet would run as a formula."""

_STARTS = ("=", "+", "-", "@", "\t", "\r")


def plain(text: str) -> str:
    """The text as a cell: a leading sign that begins a formula is put behind an apostrophe."""
    return f"'{text}" if text.startswith(_STARTS) else text
