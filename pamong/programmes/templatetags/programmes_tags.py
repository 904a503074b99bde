"""State of an outcome in templates: ``{% load programmes_tags %}{% status_tag branch.state as tag %}``."""

from typing import Any

from django import template

from pamong.programmes.queries import state_words

register = template.Library()
TONES = {"reached": "ok", "on_way": "info", "behind": "bad", "no_data": "warn", "no_target": "warn"}


@register.simple_tag
def status_tag(state: str) -> dict[str, Any]:
    """Tone and words of a state, for c-tag."""
    return {"tone": TONES.get(state, "mute"), "text": state_words(state)}
