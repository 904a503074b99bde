"""What a template needs to lay out one form field: label, hint, errors, and controls that name what describes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    ClearableFileInput,
    FileInput,
    RadioSelect,
    Select,
)
from django.forms.boundfield import BoundWidget
from django.utils.safestring import SafeString

from pamong.platform.ui.formatting import file_size


@dataclass(frozen=True)
class Option:
    """One radio button or check box of a group."""

    id: str
    label: str
    note: str
    control: SafeString


@dataclass(frozen=True)
class FieldView:
    """A form field as c-field lays it out. ``kind`` is hidden, group, check, file or control."""

    kind: str
    id: str
    label: str
    hint: str
    errors: tuple[str, ...]
    optional: bool
    described_by: str
    control: SafeString | str
    options: tuple[Option, ...]
    limit: str

    @property
    def hint_id(self) -> str:
        return f"{self.id}_hint"

    @property
    def error_id(self) -> str:
        return f"{self.id}_error"


def field_view(
    bound: BoundField,
    *,
    label: str = "",
    hint: str = "",
    attrs: Mapping[str, Any] | None = None,
    notes: Mapping[str, str] | None = None,
) -> FieldView:
    """Describe a bound field. ``attrs`` go to the control; ``notes`` are explanations per option value of a group."""
    kind = _kind(bound)
    shown_hint = hint or str(bound.help_text)
    field_id = bound.auto_id or bound.html_name
    errors = tuple(str(message) for message in bound.errors)
    described = [f"{field_id}_hint"] if shown_hint else []
    described += [f"{field_id}_error"] if errors else []
    described_by = " ".join(described)
    options = _options(bound, notes or {}) if kind == "group" else ()
    limit = getattr(bound.field, "max_bytes", None)
    return FieldView(
        kind=kind,
        id=field_id,
        label=label or str(bound.label),
        hint=shown_hint,
        errors=errors,
        optional=not bound.field.required and kind != "check",
        described_by=described_by,
        control="" if kind == "group" else _control(bound, kind, described_by, dict(attrs or {})),
        options=options,
        limit=file_size(limit) if limit else "",
    )


def _kind(bound: BoundField) -> str:
    widget = bound.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "group"
    if isinstance(widget, CheckboxInput):
        return "check"
    return "file" if isinstance(widget, FileInput | ClearableFileInput) else "control"


def _control(bound: BoundField, kind: str, described_by: str, attrs: dict[str, Any]) -> SafeString:
    if kind != "hidden":
        css = {"check": "form-check-input"}.get(
            kind, "form-select" if isinstance(bound.field.widget, Select) else "form-control"
        )
        own = bound.field.widget.attrs.get("class", "")
        attrs["class"] = f"{css} {own} {attrs.pop('class', '')}".strip()
        attrs["aria-describedby"] = described_by or False
    return bound.as_widget(attrs=attrs)


def _options(bound: BoundField, notes: Mapping[str, str]) -> tuple[Option, ...]:
    options = []
    for widget in bound.subwidgets:
        attrs = {k: v for k, v in widget.data["attrs"].items() if k not in ("aria-invalid", "aria-describedby")}
        attrs["class"] = "form-check-input"
        widget.data["attrs"] = attrs
        options.append(_option(widget, notes))
    return tuple(options)


def _option(widget: BoundWidget, notes: Mapping[str, str]) -> Option:
    value = str(widget.data["value"])
    note = notes.get(value, "")
    option_id = widget.id_for_label or ""
    if note:
        widget.data["attrs"]["aria-describedby"] = f"{option_id}_note"
    return Option(id=option_id, label=str(widget.choice_label), note=str(note), control=widget.tag())
