"""What a page holds, read as a browser reads it: its forms, and markup that must not be there."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

BUTTONS = ("submit", "button", "reset", "image")


@dataclass
class Form:
    """One form: where it posts, what it holds when nothing is touched, and all names it knows."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def filled(self, **changed: Any) -> dict[str, Any]:
        """The values as a browser would post them, some changed; token and key are the client's business."""
        kept = {n: v for n, v in self.values.items() if n not in ("csrfmiddlewaretoken", "idempotency_key")}
        return {**kept, **changed}


class Page(HTMLParser):
    """Forms and suspicious markup of one page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.wrong: list[str] = []
        self._form: Form | None = None
        self._select = self._area = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._suspect(tag, given)
        if tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None and given.get("name"):
            self._control(tag, given, self._form)
        elif tag == "option" and self._form is not None and self._select:
            known = self._form.values.setdefault(self._select, [])
            if "selected" in given:
                known[:] = [given.get("value", "")]
            elif not known:
                known.append(given.get("value", ""))

    def _control(self, tag: str, given: dict[str, str], form: Form) -> None:
        name, kind = given["name"], given.get("type", "text")
        form.names.add(name)
        if tag == "select":
            self._select = name
        elif tag == "textarea":
            self._area = name
            form.values[name] = [""]
        elif tag == "input" and kind in ("checkbox", "radio"):
            if "checked" in given:
                form.values.setdefault(name, []).append(given.get("value", "on"))
        elif tag == "input" and kind not in (*BUTTONS, "file"):
            form.values.setdefault(name, []).append(given.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._area and self._form is not None:
            self._form.values[self._area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def _suspect(self, tag: str, given: dict[str, str]) -> None:
        if tag in ("iframe", "object", "embed", "base") or (tag == "script" and not given.get("src")):
            self.wrong.append(f"<{tag}>")
        for name, value in given.items():
            if name.startswith("on") or name == "style":
                self.wrong.append(f"<{tag} {name}>")
            if name in ("href", "src", "action", "formaction", "xlink:href", "hx-get", "hx-post"):
                scheme = "".join(value.split()).lower()
                if scheme.startswith(("javascript:", "vbscript:", "data:text", "data:application")):
                    self.wrong.append(f"<{tag} {name}={value[:40]}>")


def forms(text: str) -> list[Form]:
    return [form for form in Page(text).forms if form.method == "post"]
