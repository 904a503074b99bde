"""What the embedded server itself writes down: its log quotes nothing, and its write-ahead log can be made to forget."""

import psycopg
import pytest

from pamong.platform import embedded
from pamong.platform.embedded import Server

CANARY = "kenaripeladen7f3a"


def test_a_refused_statement_is_logged_without_its_words(server: Server) -> None:
    with server.connect("pamong") as connection:
        connection.execute("CREATE TABLE kept (id int PRIMARY KEY, said text NOT NULL CHECK (said <> ''))")
        connection.execute("INSERT INTO kept VALUES (1, 'x')")
        for wrong in (
            f"INSERT INTO kept VALUES (1, '{CANARY}')",
            f"INSERT INTO kept SELECT 2, NULL FROM (SELECT '{CANARY}') x",
            f"SELECT * FROM nowhere WHERE said = '{CANARY}'",
        ):
            with pytest.raises(psycopg.Error):
                connection.execute(wrong.encode())
    log = server.log.read_text()
    assert "duplicate key" in log and "does not exist" in log
    assert CANARY not in log


def test_what_was_written_is_forgotten(server: Server) -> None:
    with server.connect("pamong") as connection:
        connection.execute("CREATE TABLE kept (said text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [CANARY])
        connection.execute("DROP TABLE kept")
    written = server.data / "pg_wal"
    assert any(CANARY.encode() in path.read_bytes() for path in written.iterdir() if path.is_file())
    embedded.forget_written()
    assert not any(CANARY.encode() in path.read_bytes() for path in written.iterdir() if path.is_file())
    with server.connect("pamong") as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_another_server_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://nowhere.invalid/x")
    embedded.forget_written()  # its operator decides; nothing is connected to
