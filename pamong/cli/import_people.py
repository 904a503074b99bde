"""`pamong import people`: bring a personnel workbook in, or only look at what it would do."""

import argparse
from pathlib import Path
from typing import Any

from pamong.cli.files import SHOWN, run_on_file
from pamong.cli.setup import print_json, say

ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("people", help="pegawai, unit, dan penempatan dari buku kerja (.xlsx, .xls, .csv)")
    parser.description = (
        "Mengimpor pegawai dari buku kerja. Judul kolom dikenali menurut artinya; baris yang salah ditolak dengan alasan"
        " dan yang lain tetap masuk. Menjalankannya dua kali tidak mengubah apa-apa. Bila terhenti di tengah, jalankan lagi."
    )
    parser.add_argument("file", metavar="BERKAS", type=Path)
    parser.add_argument("--dry-run", action="store_true", help="hanya memeriksa; tidak menulis apa pun")
    parser.add_argument("--json", action="store_true", dest="as_json", help="satu objek JSON")
    parser.add_argument("--zone", choices=ZONES, default="WIB", help="zona waktu perangkat daerah baru (bawaan WIB)")
    parser.add_argument("--region", default="", metavar="NAMA", help="nama daerah untuk perangkat daerah baru")
    parser.add_argument(
        "--same",
        action="append",
        default=[],
        metavar="NAMA=NAMA",
        help="dua nama unit yang mirip adalah unit yang sama",
    )
    parser.add_argument(
        "--new-unit", action="append", default=[], metavar="NAMA", help="unit ini memang baru walau namanya mirip"
    )


def run(args: argparse.Namespace) -> int:
    """0 when the file was read, also when some rows are refused; 2 when it cannot be used; 1 when another import runs."""
    work = _dry_run if args.dry_run else _import
    return run_on_file(args, "import", lambda content: work(content, args), lambda plan: _tell(plan, args))


def _answers(args: argparse.Namespace) -> dict[str, str]:
    from pamong.people import queries

    pairs = [text.partition("=") for text in args.same]
    return queries.unit_answers(same=[(one, other) for one, _, other in pairs], new=args.new_unit)


def _dry_run(content: bytes, args: argparse.Namespace) -> Any:
    from django.db import transaction

    from pamong.people.actions import imports
    from pamong.platform.access.viewer import Viewer

    with transaction.atomic():
        return imports.preview(
            content=content, file_name=args.file.name, answers=_answers(args), by=Viewer.system("pamong import")
        )


def _import(content: bytes, args: argparse.Namespace) -> Any:
    from pamong.people.actions import imports
    from pamong.people.actions.import_write import Defaults
    from pamong.platform.access.viewer import Viewer

    return imports.import_file(
        content=content,
        file_name=args.file.name,
        answers=_answers(args),
        defaults=Defaults(args.region, ZONES[args.zone]),
        by=Viewer.system("pamong import"),
        progress=lambda done, total, text: say(f"{done} dari {total} pegawai …"),
    )


def _result(plan: Any) -> dict[str, Any]:
    counts = plan.counts()
    return {
        **{name: counts[name] for name in ("new", "changed", "unchanged")},
        "refused": [note.as_dict() for note in plan.refused],
        "warnings": [note.as_dict() for note in plan.warnings],
    }


def _tell(plan: Any, args: argparse.Namespace) -> None:
    if args.as_json:
        print_json(_result(plan))
        return
    counts = plan.counts()
    print("Pemeriksaan saja; tidak ada yang ditulis." if args.dry_run else "Impor selesai.")
    words = (("new", "baru"), ("changed", "berubah"), ("unchanged", "tetap"), ("refused", "ditolak"))
    print(", ".join(f"{counts[name]} {word}" for name, word in words) + f"; {len(plan.new_units)} unit baru.")
    for title, notes in (("Ditolak", plan.refused), ("Peringatan", plan.warnings)):
        for number, note in enumerate(notes):
            if number == SHOWN:
                print(f"  … dan {len(notes) - SHOWN} lagi (semua dengan --json)")
                break
            print(f"{title}, baris {note.row or '–'}, {note.field or 'kolom'} “{note.value}”: {note.reason}")
