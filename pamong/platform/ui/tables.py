"""Tables on a phone: each cell is told the heading of its column, so that rows can be stacked as cards."""

import re

from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe

_HEAD = re.compile(r"<thead\b.*?</thead>", re.DOTALL)
_HEADING = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_TAG = re.compile(r"<(tr|td|th)\b([^>]*)>")
_SPAN = re.compile(r'colspan="?(\d+)')


def labelled_cells(html: str) -> SafeString:
    """The inside of a table with ``data-label`` on every body cell that has none; headings come from its ``thead``."""
    head = _HEAD.search(html)
    if head is None:
        return mark_safe(html)  # noqa: S308  # already rendered by a template
    labels = [escape(" ".join(strip_tags(text).split())) for text in _HEADING.findall(head[0])]
    column = 0

    def label(match: re.Match[str]) -> str:
        nonlocal column
        tag, attributes = match.groups()
        if tag == "tr":
            column = 0
            return match[0]
        at, span = column, _SPAN.search(attributes)
        column += int(span[1]) if span else 1
        if tag == "th" or span or "data-label" in attributes or at >= len(labels) or not labels[at]:
            return match[0]
        return f'<td data-label="{labels[at]}"{attributes}>'

    return mark_safe(html[: head.end()] + _TAG.sub(label, html[head.end() :]))  # noqa: S308  # labels are escaped above
