"""The icons, read once from ``icons.svg`` and put into the page itself: one request less on a first visit."""

import re
from functools import cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

ALIASES = {
    "house": "house-door",
    "journal": "journal-text",
    "target": "bullseye",
    "diagram": "diagram-3",
    "chat": "chat-left-text",
    "clipboard": "clipboard-check",
    "calendar": "calendar3",
    "person-badge": "person",
    "list-check": "list-task",
    "check": "check-lg",
    "x": "x-lg",
    "plus": "plus-lg",
    "file": "file-earmark-text",
    "warning": "exclamation-triangle",
    "info": "info-circle",
}
_SYMBOL = re.compile(r'<symbol id="([a-z0-9-]+)" viewBox="0 0 16 16">(.*?)</symbol>')


@cache
def icons() -> dict[str, str]:
    """Name → inner SVG of every icon, the short names included."""
    text = (Path(__file__).resolve().parent / "icons.svg").read_text(encoding="utf-8")
    found = dict(_SYMBOL.findall(text))
    return found | {short: found[name] for short, name in ALIASES.items()}


def svg(name: str, label: str = "", extra: str = "") -> SafeString:
    """The icon as inline SVG; decorative unless ``label`` names it.

    An unknown name draws nothing: a page must not fail for an icon. A test looks for unknown names in all templates.
    """
    drawing = mark_safe(icons().get(name, ""))  # noqa: S308  # our own checked file
    css = f"pm-icon {extra}".rstrip()
    if label:
        return format_html(
            '<svg class="{}" viewBox="0 0 16 16" role="img" aria-label="{}">{}</svg>', css, label, drawing
        )
    return format_html(
        '<svg class="{}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>', css, drawing
    )
