"""What commands share: the database running, Django set up, output as words or as one JSON object."""

import json
import os
import sys
from typing import Any

from pamong.cli.processes import name_address
from pamong.platform import embedded


def django(*, hashed_static: bool = False) -> None:
    """Start the embedded database if it is ours, and set Django up; no time limit per statement."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("PAMONG_STATEMENT_TIMEOUT", "0")
    name_address(embedded.home())
    if hashed_static:
        os.environ["PAMONG_STATIC"] = "hashed"
    if embedded.in_use():
        embedded.ensure()
    import django as framework

    framework.setup()


def print_json(value: Any) -> None:
    """One line of JSON on standard output, at once."""
    print(json.dumps(value, ensure_ascii=False, default=str), flush=True)


def say(text: str) -> None:
    """A line for the person at the terminal; never on standard output, which belongs to results."""
    print(text, file=sys.stderr, flush=True)
