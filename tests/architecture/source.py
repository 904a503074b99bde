"""The repository's own files, parsed once for the architecture tests."""

import ast
import functools
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
AREAS = ("people", "evidence", "programmes", "planning", "worklog", "feedback", "voice", "appraisal")


@functools.cache
def tracked() -> tuple[Path, ...]:
    """Files git knows or would add; vendored files are others' work and left out."""
    out = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return tuple(ROOT / line for line in out.splitlines() if "/vendor/" not in line and (ROOT / line).is_file())


def python_files(*folders: str) -> tuple[Path, ...]:
    """Python files below the named top folders, migrations left out."""
    return tuple(
        p
        for p in tracked()
        if p.suffix == ".py" and p.relative_to(ROOT).parts[0] in folders and "migrations" not in p.parts
    )


def templates() -> tuple[Path, ...]:
    return tuple(p for p in tracked() if p.suffix == ".html" and "templates" in p.parts)


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def functions(path: Path) -> Iterator[tuple[str, int, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Name, number of lines and node of every function."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1, node


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))
