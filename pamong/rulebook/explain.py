"""A rule in words: table or formula, inputs, source and how sure it is. The pages of docs/rules are this text.

``python -m pamong.rulebook.explain docs/rules`` writes the pages anew.
"""

import sys
from itertools import groupby
from pathlib import Path

from pamong.rulebook.registry import Rule, Table, all_rules
from pamong.rulebook.text import day

INTRODUCTION = """# Aturan yang dihitung Pamong

Setiap aturan punya satu kode, sumber, masa berlaku, dan tingkat keyakinan. Layar, impor, dan perintah `pamong rules`
memakai fungsi yang sama. Halaman ini dibuat dari buku aturan; jangan disunting dengan tangan.

| Aturan | Judul | Sumber | Keyakinan |
|---|---|---|---|
"""


def explain(rule: Rule) -> str:
    """The rule as a short Indonesian text (Markdown)."""
    parts = [f"# {rule.title} (`{rule.id}`)", _origin(rule)]
    if rule.formula:
        parts.append(f"Cara hitung: {rule.formula}.")
    if rule.table:
        parts.append(table_text(rule.table))
    inputs = (
        f"- `{name}`: {field.words()}{'' if field.required else ' (boleh tidak diisi)'}"
        for name, field in rule.inputs.items()
    )
    parts.append("Masukan:\n\n" + "\n".join(inputs))
    parts.append("Hasil:\n\n" + "\n".join(f"- `{name}`: {text}" for name, text in rule.outputs.items()))
    if rule.caveats:
        caveats = (f"- {caveat.text} ({caveat.confidence.label})" for caveat in rule.caveats)
        parts.append("Perhatikan:\n\n" + "\n".join(caveats))
    return "\n\n".join(parts) + "\n"


def table_text(table: Table) -> str:
    """A table as aligned Markdown."""
    rows = [table.headings, *table.rows]
    widths = [max(len(row[place]) for row in rows) for place in range(len(table.headings))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


def _origin(rule: Rule) -> str:
    until = f" sampai {day(rule.valid_to)}" if rule.valid_to else ""
    return (
        f"Sumber: {rule.source}.\n"
        f"Berlaku sejak {day(rule.valid_from)}{until} (tanggal: {rule.valid_from_confidence.label}).\n"
        f"Keyakinan: {rule.confidence.label}."
    )


def pages() -> dict[str, str]:
    """File name -> text of every page in docs/rules: one per family of rules, and the index."""
    rules = all_rules()
    made = {
        f"{family}.md": "\n".join(explain(rule) for rule in members)
        for family, members in groupby(rules, key=lambda rule: rule.family)
    }
    index = "".join(
        f"| [`{rule.id}`]({rule.family}.md) | {rule.title} | {rule.source} | {rule.confidence.label} |\n"
        for rule in rules
    )
    return {"README.md": INTRODUCTION + index, **made}


def write(folder: Path) -> None:
    """Write all pages into a folder."""
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
