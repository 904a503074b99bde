"""One idea, one word: words the glossary rules out are not used as names in the code."""

import ast
import re

from tests.architecture.source import ROOT, name, python_files, tree


def forbidden() -> set[str]:
    rows = [
        line for line in (ROOT / "docs/glossary.md").read_text().splitlines() if line.startswith("| ") and "`" in line
    ]
    words = {w.strip() for row in rows for w in row.strip("| ").split("|")[-1].split(",")}
    return {w for w in words if re.fullmatch(r"[A-Za-z_]+", w)}


def identifiers(node: ast.AST) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.arg):
        return [node.arg]
    if isinstance(node, ast.Name):
        return [node.id]
    return [node.attr] if isinstance(node, ast.Attribute) else []


def words_of(identifier: str) -> set[str]:
    snake = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", identifier)
    return {identifier, *snake.lower().split("_")}


def test_the_glossary_is_read() -> None:
    assert {"kpi", "rater", "appeal"} <= forbidden()


def test_words_that_the_glossary_rules_out_are_not_used() -> None:
    ruled_out = forbidden()
    wrong = {
        f"{name(path)}: {identifier}"
        for path in python_files("pamong", "config")
        for node in ast.walk(tree(path))
        for identifier in identifiers(node)
        if words_of(identifier) & ruled_out
    }
    assert not wrong
