"""Writes go through actions: only they may use the token that guarded models ask for."""

import ast
from pathlib import Path

from pamong.platform.guard import GuardedModel
from tests.architecture.source import AREAS, ROOT, functions, name, python_files, tree


def imports_action(path: Path) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "pamong.platform.guard"
        and any(a.name == "ACTION" for a in node.names)
        for node in ast.walk(tree(path))
    )


def test_only_actions_import_the_token() -> None:
    users = [p for p in python_files("pamong", "config") if imports_action(p)]
    wrong = [name(p) for p in users if p.name != "actions.py" and "actions" not in p.parts and p.name != "guard.py"]
    assert users, "the guard is in use"
    assert not wrong


def test_public_functions_of_rules_queries_and_actions_have_docstrings() -> None:
    missing = []
    for path in python_files("pamong"):
        parts = path.relative_to(ROOT).parts
        inside = {"rules", "queries", "actions", "rules.py", "queries.py", "actions.py"} & set(parts)
        if not inside:
            continue
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node):
                missing.append(f"{name(path)}:{node.name}")
    assert not missing


def test_actions_are_keyword_only_and_name_who_acts() -> None:
    wrong = []
    for path in python_files("pamong"):
        parts = path.relative_to(ROOT).parts
        if parts[1] not in AREAS or not ("actions" in parts or path.name == "actions.py") or path.name.startswith("_"):
            continue  # a module named with an underscore is the actions' own
        for fn, _, node in functions(path):
            public = node in tree(path).body and not fn.startswith("_")
            if public and (node.args.args or not any(a.arg == "by" for a in node.args.kwonlyargs)):
                wrong.append(f"{name(path)}:{fn}")
    assert not wrong


def test_what_decides_about_a_person_is_guarded() -> None:
    guarded = {cls.__name__ for cls in _all_subclasses(GuardedModel)}
    assert {
        "Person",
        "Assignment",
        "Acting",
        "Skp",
        "WorkResult",
        "Indicator",
        "Entry",
        "Feedback",
        "Evaluation",
    } <= guarded


def _all_subclasses(cls: type) -> set[type]:
    return set(cls.__subclasses__()) | {sub for c in cls.__subclasses__() for sub in _all_subclasses(c)}
