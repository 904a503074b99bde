"""`pamong mail-in FILE`: take in an answered e-mail as daily entries; a mail server pipes it here ("-" reads the pipe)."""

import argparse
import sys
from pathlib import Path

from pamong.cli.setup import django, print_json, say


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("mail-in", help="catat kegiatan dari surel yang dibalas pegawai")
    parser.add_argument("file", metavar="BERKAS", help="surel (.eml), atau - untuk masukan baku")
    parser.add_argument("--json", action="store_true", dest="as_json", help="satu objek JSON")


def run(args: argparse.Namespace) -> int:
    django()
    from dataclasses import asdict

    from pamong.platform.access.viewer import Viewer
    from pamong.platform.ui.text import refusal_text
    from pamong.rulebook.errors import Refused
    from pamong.worklog.actions import take_mail

    try:
        raw = sys.stdin.buffer.read() if args.file == "-" else Path(args.file).read_bytes()
        taken = take_mail(raw=raw, by=Viewer.system("pamong mail-in"))
    except OSError as error:
        say(f"Berkas tidak dapat dibaca: {error}")
        return 1
    except Refused as refused:
        say(refusal_text(refused))
        return 1
    if args.as_json:
        print_json(asdict(taken))
    else:
        say(
            f"{taken.logged} tercatat, {taken.same} sudah ada, {taken.refused} ditolak, {taken.unread} baris tidak terbaca."
        )
    return 0
