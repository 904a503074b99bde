"""`pamong outbox`: mail and messages that lie as files outside production."""

import argparse
import datetime as dt
import email
import email.policy
from pathlib import Path
from typing import Any

from pamong.cli.setup import django, print_json, say


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("outbox", help="surat keluar yang tersimpan sebagai berkas")
    parser.add_argument("name", nargs="?", metavar="BERKAS", help="tampilkan satu surat")
    parser.add_argument("--json", action="store_true", dest="as_json", help="satu objek JSON")


def run(args: argparse.Namespace) -> int:
    django()
    from django.conf import settings

    folder = Path(settings.OUTBOX)
    if args.name:
        return _show(folder / Path(args.name).name)
    found = [_described(path) for path in sorted(folder.glob("*"), key=lambda path: path.stat().st_mtime)]
    if args.as_json:
        print_json(found)
        return 0
    for mail in found:
        print(f"{mail['at']}  {mail['to']:30}  {mail['subject']}  ({mail['file']})")
    if not found:
        say(f"Tidak ada surat di {folder}.")
    return 0


def _described(path: Path) -> dict[str, Any]:
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    at = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    subject, to = mail.get("Subject", ""), mail.get("To", "")
    return {"file": path.name, "at": at.isoformat(timespec="seconds"), "to": str(to), "subject": str(subject)}


def _show(path: Path) -> int:
    if not path.is_file():
        say(f"Tidak ada surat {path.name}.")
        return 1
    print(path.read_text(errors="replace"))
    return 0
