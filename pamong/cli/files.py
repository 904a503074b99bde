"""Commands that read one file of people: what is read, what makes it unusable, and what the command answers then."""

import argparse
from collections.abc import Callable
from typing import Any

from pamong.cli.setup import django, print_json, say

UNUSABLE, BUSY = 2, 1
SHOWN = 20  # of each list, unless everything is asked for as JSON


def run_on_file(args: argparse.Namespace, name: str, work: Callable[[bytes], Any], tell: Callable[[Any], None]) -> int:
    """0 when the file was read, also when some of it is refused; 2 when it cannot be used; 1 when an import runs."""
    try:
        content = args.file.read_bytes()
    except OSError as error:
        return _unusable(f"{args.file}: {error.strerror}", args, name, UNUSABLE)
    django()
    from pamong.cli import prepare
    from pamong.rulebook.errors import Refused

    prepare.migrate()
    try:
        found = work(content)
    except Refused as refused:
        return _unusable(refused.text(), args, name, BUSY if refused.code == "sibuk" else UNUSABLE)
    tell(found)
    return 0


def _unusable(text: str, args: argparse.Namespace, name: str, code: int) -> int:
    if args.as_json:
        print_json({"error": text})
    say(f"pamong {name}: {text}")
    return code
