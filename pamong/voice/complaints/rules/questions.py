"""The questions of a category, and whether answers fit them. The same for the web form, officers, Open311 and dialogues."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

KINDS = ("text", "number", "choice", "choices", "date")
LONGEST = 300
CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True)
class Question:
    """One question: ``choices`` are (key, name) pairs for the kinds choice and choices."""

    code: str
    label: str
    kind: str = "text"
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()


def questions_of(stored: Sequence[Mapping[str, Any]]) -> tuple[Question, ...]:
    """The questions of a category as stored."""
    return tuple(
        Question(
            code=str(row["code"]),
            label=str(row["label"]),
            kind=str(row.get("kind", "text")),
            required=bool(row.get("required", False)),
            choices=tuple((str(c["key"]), str(c["name"])) for c in row.get("choices", ())),
        )
        for row in stored
    )


def as_stored(found: Sequence[Question]) -> list[dict[str, Any]]:
    """The stored form; raises Refused when a question cannot be asked."""
    codes = [q.code for q in found]
    for q in found:
        wrong = not CODE.fullmatch(q.code) or q.kind not in KINDS or not q.label.strip() or codes.count(q.code) > 1
        if wrong or (q.kind.startswith("choice") and not q.choices):
            raise Refused(
                N_("Pertanyaan %(question)s belum dapat dipakai: periksa kode, jenis, dan pilihannya."),
                field="questions",
                code="pertanyaan",
                question=q.code,
            )
    return [
        {
            "code": q.code,
            "label": q.label.strip(),
            "kind": q.kind,
            "required": q.required,
            "choices": [{"key": key, "name": name} for key, name in q.choices],
        }
        for q in found
    ]


def clean_answers(found: Sequence[Question], given: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that belong to these questions, each of its kind; raises Refused at the first that does not fit.

    Unknown answers are left out: other programs send more than was asked. Numbers and dates stay as written.
    """
    clean: dict[str, Any] = {}
    for question in found:
        value = given.get(question.code)
        values = [str(v).strip() for v in value] if isinstance(value, list | tuple) else [str(value or "").strip()]
        values = [v for v in values if v]
        if not values:
            if question.required:
                raise Refused(
                    N_("Jawab dulu: %(question)s"), field=question.code, code="wajib", question=question.label
                )
            continue
        clean[question.code] = _fitting(question, values)
    return clean


def _fitting(question: Question, values: list[str]) -> Any:
    keys = {key for key, _ in question.choices}
    fits = {
        "choice": len(values) == 1 and values[0] in keys,
        "choices": all(value in keys for value in values),
        "number": len(values) == 1 and bool(re.fullmatch(r"-?\d{1,12}([.,]\d{1,4})?", values[0])),
        "date": len(values) == 1 and _is_day(values[0]),
        "text": len(values) == 1 and len(values[0]) <= LONGEST,
    }[question.kind]
    if not fits:
        raise Refused(
            N_("Jawaban belum sesuai: %(question)s"), field=question.code, code="jawaban", question=question.label
        )
    return sorted(set(values)) if question.kind == "choices" else values[0]


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def chosen(text: str, choices: tuple[tuple[str, str], ...]) -> str:
    """The key of a choice, from its number in the list, its key or its name; the text itself when it is none."""
    said = " ".join(text.lower().split())
    if said.isascii() and said.isdigit() and 1 <= int(said) <= len(choices):
        return choices[int(said) - 1][0]
    return next((key for key, name in choices if said in (key.lower(), name.lower())), text.strip())


def shown(found: Sequence[Question], answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Answers as people read them: (question, answer)."""
    lines = []
    for question in found:
        if question.code in answers:
            names = dict(question.choices)
            value = answers[question.code]
            values = value if isinstance(value, list) else [value]
            lines.append((question.label, ", ".join(names.get(str(v), str(v)) for v in values)))
    return lines
