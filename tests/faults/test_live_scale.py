"""The measurement of open boards at a size every machine can carry: nothing missed through kills, one listener per process."""

import pytest

from bench import live


@pytest.fixture(scope="module")
def found() -> dict[str, object]:
    return live.run(boards=60, rate=6, seconds=9, superiors=12)


def test_every_window_heard_of_every_entry_of_its_people(found: dict[str, int]) -> None:
    assert found["entries"] == found["stored"] == 54
    assert found["missed"] == 0
    assert found["delivered"] == 54 * 5
    assert found["reconnects"] > 0, "a killed process did close windows"


def test_one_listener_per_process_and_little_memory(found: dict[str, int]) -> None:
    assert 1 <= found["listeners"] <= found["web_processes"], (
        "one of each process that has windows, never one of each window"
    )
    assert found["kb_per_board"] <= 400, "of so few boards much is what a process holds anyway"


def test_spread_and_pauses_are_figured_from_what_was_heard() -> None:
    assert live._spread([0.1] * 98 + [1.0, 3.0]) == {"p50": 0.1, "p95": 0.1, "p99": 3.0, "max": 3.0}
    assert live._spread([]) == {"p50": 0.0, "p95": 0.0, "p99": 0.0, "max": 0.0}


def test_a_window_counts_what_comes_twice_and_keeps_the_mark() -> None:
    window = live.Window(1, 2, "x")
    for line in ("retry: 700", "id: 41", "event: mark", "data: {}", "id: 42", "event: board", 'data: {"entry": 7}'):
        window._line(line)
    window._line('data: {"entry": 7}')
    window._line('data: {"topic": "board:2"}')
    assert (list(window.heard), window.doubles, window.again, window.mark, window.retry) == ([7], 1, 1, "42", 0.7)
    assert window.ready.is_set()
