"""Renders a piece of template as a page would, components included, without the project's context processors."""

from typing import Any

from django.template import Context, Template
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler


def render(source: str, address: str = "/", **context: Any) -> str:
    """The HTML of ``source`` on the page ``address``."""
    request = RequestFactory().get(address)
    template = Template(CottonCompiler().process(source))
    return template.render(Context({"request": request, "csrf_token": "token-of-the-test", **context}))
