"""The repository speaks of itself alone, and what is generated is in step."""

import io
import re

import pytest
from django.core.management import call_command

from tests.architecture.source import ROOT, name, tracked

REGISTRY = re.compile(r"(pypi\.org|pythonhosted|registry\.npmjs|npmmirror|deb\.debian\.org|/opt/pypi|/work/|/root/\.)")
LOCKS = ("requirements.lock", "requirements-dev.lock", "package-lock.json")


def texts() -> list[tuple[str, str]]:
    found = []
    for path in tracked():
        if path == ROOT / "tests/architecture/test_repository.py":
            continue
        try:
            found.append((name(path), path.read_text()))
        except UnicodeDecodeError:
            continue
    return found


def test_no_file_names_a_registry_or_a_path_of_some_machine() -> None:
    wrong = [f"{file}: {m.group(0)}" for file, text in texts() if (m := REGISTRY.search(text))]
    assert not wrong


def test_every_locked_package_has_a_hash() -> None:
    for lock in LOCKS[:2]:
        text = (ROOT / lock).read_text()
        packages = re.findall(r"^[a-z0-9].*==.*$", text, re.MULTILINE | re.IGNORECASE)
        assert packages
        assert all(line.rstrip().endswith("\\") for line in packages), lock


def test_every_dependency_says_why() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    block = text.split("dependencies = [", 1)[1].split("]\n\n", 1)[0]
    bare = [line for line in block.splitlines() if line.strip().startswith('"') and "#" not in line]
    assert not bare


@pytest.mark.django_db
def test_migrations_are_in_step() -> None:
    out = io.StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out)
    assert "No changes" in out.getvalue()


def test_no_open_ends() -> None:
    marks = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
    assert not [file for file, text in texts() if file.endswith((".py", ".html", ".js", ".css")) and marks.search(text)]
