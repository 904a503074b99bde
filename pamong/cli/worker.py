"""`pamong worker`: background jobs only, for machines that serve the web elsewhere."""

import argparse

from pamong.cli.setup import django, say


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("worker", help="hanya pekerjaan latar")
    parser.description = (
        "Mengerjakan pekerjaan latar sampai dihentikan; pekerjaan yang sedang berjalan diselesaikan dahulu."
    )


def run(args: argparse.Namespace) -> int:
    django()
    from pamong.platform.jobs import worker

    say("Pekerjaan latar berjalan.")
    worker.run()
    return 0
