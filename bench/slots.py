"""Free times for measuring writes: five minutes in the evening or at night, each used once, remembered with the home."""

import datetime as dt
import json
from pathlib import Path

DAYS_BACK = 6  # an agency takes entries of the last seven days
STEP = 5  # minutes


class Slots:
    """Hands out (day, from, to) per person; two runs on one day go on where the last one stopped."""

    def __init__(self, folder: Path, today: dt.date) -> None:
        self._path = folder / "slots.json"
        self._today = today
        try:
            kept = json.loads(self._path.read_text())
        except FileNotFoundError:
            kept = {}
        self._used: dict[str, int] = kept.get(today.isoformat(), {})

    def take(self, person: int) -> tuple[dt.date, dt.time, dt.time]:
        """The person's next free time: yesterday's evening first, then the days before. Raises when all are used."""
        number = self._used.get(str(person), 0)
        self._used[str(person)] = number + 1
        per_day = (23 - 18) * 60 // STEP
        back, slot = divmod(number, per_day)
        if back >= DAYS_BACK:
            raise RuntimeError("all times of the last days are used: remove build/bench and run again")
        starts = 18 * 60 + slot * STEP
        ends = starts + STEP
        day = self._today - dt.timedelta(days=back + 1)
        return day, dt.time(starts // 60, starts % 60), dt.time(ends // 60, ends % 60)

    def keep(self) -> None:
        self._path.write_text(json.dumps({self._today.isoformat(): self._used}))


def entry(slots: Slots, person: int, indicator: int) -> dict[str, str]:
    """The form of the daily log, filled in."""
    day, starts, ends = slots.take(person)
    return {
        "day": day.isoformat(),
        "starts": f"{starts:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "text": "Memeriksa berkas layanan",
        "quantity": "3",
        "target": str(indicator),
    }
