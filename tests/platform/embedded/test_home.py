"""Which folder is ours: PAMONG_HOME, else ~/.pamong for the first clone and one of its own for every other."""

from pathlib import Path

import pytest

from pamong.platform import embedded
from pamong.platform import home as home_module


@pytest.fixture
def account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("PAMONG_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def clone(account: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = account / name
    folder.mkdir(exist_ok=True)
    monkeypatch.setattr(home_module, "PROGRAM", folder)
    return embedded.home()


def test_pamong_home_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PAMONG_HOME", str(tmp_path / "here"))
    assert embedded.home() == tmp_path / "here"


def test_the_first_clone_has_the_usual_folder(account: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert clone(account, "one", monkeypatch) == account / ".pamong"
    assert clone(account, "one", monkeypatch) == account / ".pamong"


def test_a_second_clone_has_its_own(account: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = clone(account, "one", monkeypatch), clone(account, "two", monkeypatch)
    assert first != second
    assert second.name.startswith(".pamong-")
    assert clone(account, "two", monkeypatch) == second
    assert clone(account, "one", monkeypatch) == first


def test_a_deleted_clone_frees_the_usual_folder(account: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = clone(account, "one", monkeypatch)
    (account / "one").rmdir()
    assert clone(account, "two", monkeypatch) == first


def test_database_url_turns_the_embedded_server_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/x")
    assert not embedded.in_use()
    monkeypatch.delenv("DATABASE_URL")
    assert embedded.in_use()


def test_a_home_is_closed_to_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    home_module.make(tmp_path / "own" / "home")
    assert (tmp_path / "own" / "home").stat().st_mode & 0o777 == 0o700


def test_roots_home_lets_the_databases_user_through_but_not_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    home_module.make(tmp_path / "home")
    assert (tmp_path / "home").stat().st_mode & 0o777 == 0o711
