"""`pamong mail-in FILE`: take in an e-mail; a mail server pipes it here ("-" reads the pipe).

A letter to the complaints address becomes a complaint; one to a signed reply address becomes daily entries.
"""

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pamong.cli.setup import django, print_json, say

TEMPORARY = 75  # EX_TEMPFAIL of sysexits.h: the mail server keeps the message and tries again
REFUSED = 65  # EX_DATAERR: the mail server returns it to its sender, with what was said


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("mail-in", help="terima surel: pengaduan warga, atau kegiatan yang dibalas pegawai")
    parser.add_argument("file", metavar="BERKAS", help="surel (.eml), atau - untuk masukan baku")
    parser.add_argument("--complaint", action="store_true", help="surel pengaduan, ke alamat mana pun ia ditulis")
    parser.add_argument("--json", action="store_true", dest="as_json", help="satu objek JSON")


def run(args: argparse.Namespace) -> int:
    try:
        raw = sys.stdin.buffer.read() if args.file == "-" else Path(args.file).read_bytes()
    except OSError as error:
        say(f"Berkas tidak dapat dibaca: {error}")
        return 1
    django()
    from django.conf import settings

    from pamong.platform.access.errors import NotAllowed
    from pamong.platform.privacy.logs import told
    from pamong.platform.ui.text import refusal_text
    from pamong.rulebook.errors import Refused
    from pamong.voice.mail.actions import Later
    from pamong.voice.mail.rules.letter import addressed_to

    try:
        if args.complaint or addressed_to(raw, settings.COMPLAINT_MAIL):
            return _complaint(raw, args)
        return _entries(raw, args)
    except Refused as refused:
        say(refusal_text(refused))
        return REFUSED
    except NotAllowed:
        raise
    except Later:
        say("Terlalu banyak surel dari pengirim ini. Server surel mencoba lagi nanti.")
        return TEMPORARY
    except Exception:
        say(told(sys.exc_info()))  # the mail server keeps what is said here
        say("Surel belum tersimpan. Server surel boleh mencoba lagi.")
        return TEMPORARY


def _complaint(raw: bytes, args: argparse.Namespace) -> int:
    from pamong.platform.access.viewer import Viewer
    from pamong.voice.mail.actions import take

    taken = take(raw=raw, by=Viewer.system("pamong mail-in"))
    words = {
        "new": f"laporan {taken.number} diterima",
        "more": f"keterangan untuk laporan {taken.number} tersimpan",
        "refused": "tidak tersimpan; pengirim diberi tahu alasannya",
        "same": "sudah pernah diterima",
        "ignored": "surel otomatis, diabaikan",
    }
    _tell(args, taken, words[taken.outcome])
    return 0


def _entries(raw: bytes, args: argparse.Namespace) -> int:
    from pamong.platform.access.viewer import Viewer
    from pamong.worklog.actions import take_mail

    taken = take_mail(raw=raw, by=Viewer.system("pamong mail-in"))
    _tell(
        args,
        taken,
        f"{taken.logged} tercatat, {taken.same} sudah ada, {taken.refused} ditolak, {taken.unread} baris tidak terbaca.",
    )
    return 0


def _tell(args: argparse.Namespace, taken: Any, words: str) -> None:
    if args.as_json:
        print_json(asdict(taken))
    else:
        say(words)
