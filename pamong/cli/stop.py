"""`pamong stop`: end whatever of this PAMONG_HOME runs."""

import argparse
import time

from pamong.cli.processes import Running, clear_leftovers, only_one
from pamong.cli.setup import print_json, say
from pamong.platform import embedded

PATIENCE = 45.0  # the supervisor itself waits 30 seconds for its children


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("stop", help="hentikan web, pekerjaan latar, dan basis data PAMONG_HOME ini")
    parser.description = (
        "Menghentikan web, pekerjaan latar, dan basis data tertanam dari PAMONG_HOME ini. Data tetap ada."
    )
    parser.add_argument("--json", action="store_true", dest="as_json", help="satu objek JSON")


def run(args: argparse.Namespace) -> int:
    home = embedded.home()
    database = embedded.in_use() and embedded.Server(home).pid() is not None
    served = False
    found = Running.read(home)
    if found is not None and found.serve.alive:
        served = True
        found.serve.end(PATIENCE)
    deadline = time.monotonic() + 10
    while True:
        with only_one(home) as mine:
            if mine:
                served = bool(clear_leftovers(home)) or served
                break
        if time.monotonic() > deadline:
            say("Pamong tidak mau berhenti.")
            return 1
        time.sleep(0.2)
    if embedded.in_use():
        embedded.stop()
    if args.as_json:
        print_json({"served": served, "database": database})
    else:
        say("Dihentikan." if served or database else "Tidak ada yang berjalan.")
    return 0
