"""Commands in the test's own process: Django is set up already, and the database is the test's."""

from collections.abc import Callable

import pytest

from pamong.cli import main, setup

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `pamong …`; answers exit code, standard output and standard error."""

    def inner(*words: str) -> tuple[int, str, str]:
        try:
            code = main.main(words)
        except SystemExit as ended:
            code = int(ended.code or 0)
        told = capsys.readouterr()
        return code, told.out, told.err

    for name in ("audit", "doctor", "migrate", "outbox", "policy", "routes"):
        module = __import__(f"pamong.cli.{name}", fromlist=["django"])
        monkeypatch.setattr(module, "django", lambda **options: None)
    monkeypatch.setattr(setup, "django", lambda **options: None)
    return inner
