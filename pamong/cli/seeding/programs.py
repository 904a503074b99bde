"""The key with which programs try Open311 on the example: drawn for each PAMONG_HOME, in a file only its owner can read."""

import os
from pathlib import Path

from pamong.platform.access.viewer import Viewer
from pamong.platform.home import home
from pamong.voice.open311 import actions

NAME, PER_HOUR = "Aplikasi warga (contoh)", 1000


def path() -> Path:
    return home() / "demo-open311.txt"


def give_key(*, by: Viewer) -> None:
    """Make the key and keep its text beside the example's accounts."""
    _row, text = actions.make_key(name=NAME, per_hour=PER_HOUR, by=by)
    path().unlink(missing_ok=True)
    handle = os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text + "\n")


def kept() -> str:
    """The key of this home, empty where there is none."""
    try:
        return path().read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""
