"""`pamong migrate`: bring the database to this release."""

import argparse

from pamong.cli.setup import django, print_json, say


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("migrate", help="sesuaikan basis data dengan versi program ini")
    parser.description = "Menjalankan perubahan basis data yang belum ada. Aman diulang."
    parser.add_argument("--json", action="store_true", dest="as_json", help="satu objek JSON")


def run(args: argparse.Namespace) -> int:
    django()
    from pamong.cli import prepare

    applied = prepare.migrate()
    prepare.translations()
    if args.as_json:
        print_json({"applied": applied})
    else:
        say(f"{len(applied)} langkah dijalankan." if applied else "Basis data sudah sesuai.")
    return 0
