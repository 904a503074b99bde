"""`pamong policy`: the permission table."""

import argparse

from pamong.cli.setup import django, print_json


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("policy", help="tabel hak akses: siapa boleh apa")
    parser.add_argument("--json", action="store_true", dest="as_json", help="satu objek JSON")


def run(args: argparse.Namespace) -> int:
    django()
    from pamong.platform.access.table import as_json

    rows = as_json()
    if args.as_json:
        print_json(rows)
        return 0
    for row in rows:
        mark = " (dicatat)" if row["logged"] else ""
        print(f"{row['object']}.{row['action']:20} {', '.join(row['who'])}{mark}")
    return 0
