"""Runs `pamong import people` in processes of their own on the test database, so that they can be killed."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from django.db import connection

ROOT = Path(__file__).resolve().parents[3]
CHILD = """
import sys, time
from pamong.cli import import_people, prepare
from pamong.cli.setup import django
django()
from pamong.people.actions import import_write
prepare.migrate = lambda: []
import_write.BATCH = int(sys.argv[1])
pause = float(sys.argv[2])
told = import_people.say
def say(text):
    told(text)
    time.sleep(pause)
import_people.say = say
from pamong.cli.main import main
sys.exit(main(["import", "people", *sys.argv[3:]]))
"""


def database_url() -> str:
    """The test's own database, as another process reaches it."""
    settings = connection.settings_dict
    host = quote(str(settings["HOST"]), safe="")
    return f"postgres://{settings['USER']}:{settings['PASSWORD']}@{host}:{settings['PORT']}/{settings['NAME']}"


def start(file: Path, *options: str, batch: int = 1000, pause: float = 0.0) -> subprocess.Popen[str]:
    """Begin an import; its progress lines come on standard error."""
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(batch), str(pause), str(file), *options],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database_url()},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for_batches(process: subprocess.Popen[str], count: int) -> None:
    """Return when ``count`` batches were committed."""
    assert process.stderr is not None
    seen = 0
    for line in process.stderr:
        if " dari " in line and not line.startswith("0 dari"):
            seen += 1
            if seen >= count:
                return
    raise AssertionError(f"ended after {seen} batches: {process.wait()}")
