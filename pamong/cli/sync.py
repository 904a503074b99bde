"""`pamong sync people`: compare a file of the personnel system (SIMPEG/SIASN) with what stands here."""

import argparse
from pathlib import Path
from typing import Any

from pamong.cli.files import SHOWN, run_on_file
from pamong.cli.setup import print_json


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("sync", help="bandingkan data pegawai dengan SIMPEG/SIASN")
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="JENIS", title="jenis")
    people = kinds.add_parser("people", help="berkas pegawai (.json, .xlsx, .xls, .csv)")
    people.description = (
        "Membandingkan berkas SIMPEG/SIASN dengan data di sini. Yang pasti diterapkan; yang bertentangan masuk daftar"
        " untuk diputuskan admin kepegawaian. Menjalankannya dua kali tidak mengubah apa-apa."
    )
    people.add_argument("file", metavar="BERKAS", type=Path)
    people.add_argument("--dry-run", action="store_true", help="hanya membandingkan; tidak menulis apa pun")
    people.add_argument("--json", action="store_true", dest="as_json", help="satu objek JSON")


def run(args: argparse.Namespace) -> int:
    """0 when the file was compared; 2 when it cannot be used; 1 when an import runs."""
    return run_on_file(args, "sync", lambda content: _compare(content, args), lambda report: _tell(report, args))


def _compare(content: bytes, args: argparse.Namespace) -> Any:
    from pamong.people.actions import sync
    from pamong.platform.access.viewer import Viewer

    by = Viewer.system("pamong sync")
    if args.dry_run:
        return sync.preview(content=content, file_name=args.file.name, by=by)
    return sync.run(content=content, file_name=args.file.name, source="command", by=by)


def _tell(report: Any, args: argparse.Namespace) -> None:
    if args.as_json:
        names = ("nip", "kind", "field", "ours", "theirs", "note")
        print_json({**report.counts, "conflicts_found": [{n: getattr(c, n) for n in names} for c in report.conflicts]})
        return
    print("Perbandingan saja; tidak ada yang ditulis." if args.dry_run else "Perbandingan selesai.")
    words = (("new", "baru"), ("changed", "berubah"), ("unchanged", "tetap"))
    print(", ".join(f"{report.counts[name]} {word}" for name, word in words) + f"; {len(report.conflicts)} perbedaan.")
    for number, found in enumerate(report.conflicts):
        if number == SHOWN:
            print(f"  … dan {len(report.conflicts) - SHOWN} lagi (semua dengan --json, atau di halaman Sinkronisasi)")
            break
        print(
            f"{found.nip} {found.name}: {found.kind} {found.field} “{found.ours}” ≠ “{found.theirs}” {found.note}".rstrip()
        )
