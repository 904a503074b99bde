"""One content, two notations ("Spark"): JSON as it is; XML with a container around every list and a name for each item."""

import json
import re
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape  # writes only; nothing foreign is ever read as XML

ITEMS = {
    "services": "service",
    "service_requests": "request",
    "service_request_updates": "request_update",
    "attributes": "attribute",
    "values": "value",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
    "notes": "note",
}
TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
HEAD = '<?xml version="1.0" encoding="utf-8"?>'
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def written(fmt: str, root: str, content: Any) -> bytes:
    """The body for a format, ``xml`` or ``json``. ``root`` names the outer container, which JSON does without."""
    if fmt == "json":
        return json.dumps(content, ensure_ascii=False).encode()
    return (HEAD + _element(root, content)).encode()


def _element(name: str, value: Any) -> str:
    inside = _inside(name, value)
    return f"<{name}>{inside}</{name}>" if inside else f"<{name}/>"


def _inside(name: str, value: Any) -> str:
    if isinstance(value, Mapping):
        return "".join(_element(key, part) for key, part in value.items())
    if isinstance(value, list):
        return "".join(_element(ITEMS[name], part) for part in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else escape(_NOT_IN_XML.sub("", str(value)))
