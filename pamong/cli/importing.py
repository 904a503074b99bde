"""`pamong import …`: one subcommand for each kind of file."""

import argparse
from collections.abc import Callable

from pamong.cli import import_people


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("import", help="impor data dari berkas")
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="JENIS", title="jenis")
    import_people.add_parser(kinds)


def run(args: argparse.Namespace) -> int:
    kinds: dict[str, Callable[[argparse.Namespace], int]] = {"people": import_people.run}
    return kinds[args.kind](args)
