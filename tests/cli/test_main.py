"""The dispatcher: its words, its exit codes, and how little it imports."""

import subprocess
import sys

import pytest

from pamong.cli import main
from pamong.platform.postgres_programs import EmbeddedError
from tests.cli.conftest import Run


def test_help_lists_every_command_in_indonesian(run: Run) -> None:
    code, out, _ = run("--help")
    assert code == 0
    assert out.startswith("pemakaian: pamong")
    for name, (_, text) in main.COMMANDS.items():
        assert f"\n    {name} " in out.replace("\n              ", " ")
        assert text.split()[0] in out
    for word in ("usage", "options", "show this help", "positional"):
        assert word not in out


@pytest.mark.parametrize("name", list(main.COMMANDS))
def test_each_command_explains_itself(run: Run, name: str) -> None:
    code, out, _ = run(name, "--help")
    assert code == 0
    assert out.startswith(f"pemakaian: pamong {name}")
    assert "show this help" not in out


@pytest.mark.parametrize("words", [[], ["berjalan"], ["serve", "--tidak-ada"], ["serve", "--port", "abc"], ["audit"]])
def test_what_is_not_understood_ends_with_2(run: Run, words: list[str]) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert "salah:" in err
    assert "error" not in err


def test_what_goes_wrong_is_said_in_a_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from pamong.cli import routes

    def broken(**options: object) -> None:
        raise EmbeddedError("Folder tidak dapat dipakai.")

    monkeypatch.setattr(routes, "django", broken)
    assert run("routes") == (1, "", "pamong: Folder tidak dapat dipakai.\n")


def test_a_database_that_is_away_is_said_in_a_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    from pamong.cli import routes

    def broken(**options: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(routes, "django", broken)
    code, _, err = run("routes")
    assert code == 1
    assert err == "pamong: basis data tidak dapat dipakai: connection refused\n"


def test_an_interruption_ends_with_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from pamong.cli import routes

    def interrupted(**options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(routes, "django", interrupted)
    assert run("routes")[0] == 130


def test_help_imports_no_framework() -> None:
    probe = "import sys; from pamong.cli.main import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
    probe += "print('django' in sys.modules, 'psycopg' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False False"
