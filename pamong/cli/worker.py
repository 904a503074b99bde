"""`pamong worker`: background jobs only, for machines that serve the web elsewhere."""

import argparse
import os
import sys

from pamong.cli.setup import django, say
from pamong.cli.supervisor import Child, Supervisor


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("worker", help="hanya pekerjaan latar")
    parser.description = (
        "Mengerjakan pekerjaan latar sampai dihentikan; pekerjaan yang sedang berjalan diselesaikan dahulu."
    )


def run(args: argparse.Namespace) -> int:
    if "PAMONG_SUPERVISED" not in os.environ:
        command = [sys.executable, "-m", "pamong.cli.main", "worker"]
        return Supervisor([Child("worker", command, {})], tick=lambda: None, changed=lambda known: None).run()
    django()
    from pamong.platform.jobs import worker

    say("Pekerjaan latar berjalan.")
    return worker.run()
