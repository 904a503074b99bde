"""`pamong audit verify`: is the audit log whole?"""

import argparse

from pamong.cli.setup import django, print_json


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("audit", help="periksa keutuhan jejak audit")
    acts = parser.add_subparsers(dest="act", required=True, metavar="PERINTAH", title="perintah")
    verify = acts.add_parser("verify", help="hitung ulang sidik tiap catatan; kode keluar 1 bila ada yang rusak")
    verify.add_argument("--json", action="store_true", dest="as_json", help="satu objek JSON")


def run(args: argparse.Namespace) -> int:
    django()
    from pamong.platform.audit.queries import verify

    result = verify()
    if args.as_json:
        print_json(result)
    elif result["damaged"]:
        print(f"{len(result['damaged'])} dari {result['events']} catatan rusak: {result['damaged'][:20]}")
    else:
        print(f"{result['events']} catatan utuh.")
    return 1 if result["damaged"] else 0
