"""`pamong routes`: every route of the product."""

import argparse

from pamong.cli.setup import django, print_json


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("routes", help="semua alamat halaman dengan metode dan kebijakannya")
    parser.add_argument("--json", action="store_true", dest="as_json", help="satu objek JSON")


def run(args: argparse.Namespace) -> int:
    django()
    from pamong.platform.access.routes import routes

    found = routes()
    if args.as_json:
        print_json(found)
        return 0
    for route in found:
        print(f"{','.join(route['methods']):12} {route['path']:60} {route['name']:40} {route['policy'] or '-'}")
    return 0
