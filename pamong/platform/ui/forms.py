"""The project's form: import fields from here (``from pamong.platform.ui import forms``).

Views answer a failed form with status 422 and the same page; what was typed stays in it. ``form.refuse(refused)`` puts
a refusal of the rules beside the field it concerns.
"""

from typing import Any

from django import forms as django_forms
from django.forms import (
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    HiddenInput,
    PasswordInput,
    RadioSelect,
    Select,
    Textarea,
    TextInput,
    ValidationError,
)

from pamong.platform.ui.fields import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    DecimalField,
    EmailField,
    FileField,
    IntegerField,
    MultipleChoiceField,
    TextField,
    TimeField,
    TypedChoiceField,
    clean_text,
)
from pamong.platform.ui.text import refusal_text
from pamong.rulebook.errors import Refused

__all__ = [
    "BooleanField",
    "CharField",
    "CheckboxInput",
    "CheckboxSelectMultiple",
    "ChoiceField",
    "DateField",
    "DecimalField",
    "EmailField",
    "FileField",
    "FileInput",
    "Form",
    "HiddenInput",
    "IntegerField",
    "MultipleChoiceField",
    "PasswordInput",
    "RadioSelect",
    "Select",
    "TextField",
    "TextInput",
    "Textarea",
    "TimeField",
    "TypedChoiceField",
    "ValidationError",
]


class Form(django_forms.Form):
    """Base of every form on every page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, django_forms.CharField) and not isinstance(field, CharField | EmailField):
                field.validators.append(_no_hidden_characters)

    def refuse(self, refused: Refused) -> None:
        """Show a refusal of the rules at the field it names, or at the top when the form has no such field."""
        at = refused.field if refused.field in self.fields else None
        if not hasattr(self, "cleaned_data"):
            self.full_clean()
        self.add_error(at, ValidationError(refusal_text(refused), code=refused.code))

    def problems(self) -> list[tuple[str, str]]:
        """What the error summary lists: (id of the control or '', message), in the order of the form."""
        listed = [("", str(message)) for message in self.non_field_errors()]
        for name in self.fields:
            bound = self[name]
            for message in bound.errors:
                listed.append((anchor(bound), named(str(bound.label), str(message))))
        return listed


def named(label: str, message: str) -> str:
    """A message with the name of its field; a label that is a question keeps its question mark."""
    return f"{label} {message}" if label.endswith("?") else f"{label}: {message}"


def anchor(bound: django_forms.BoundField) -> str:
    """Id of the control that an error link jumps to: the first option of a group, else the control itself."""
    grouped = isinstance(bound.field.widget, RadioSelect | CheckboxSelectMultiple)
    return f"{bound.auto_id}_0" if grouped else bound.auto_id or ""


def _no_hidden_characters(value: object) -> None:
    if isinstance(value, str):
        clean_text(value)
