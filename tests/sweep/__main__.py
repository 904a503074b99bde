"""`python -m tests.sweep`: the canary sweep with its figures; exit code 1 for any hit, and when the control is not found."""

import argparse
import sys
import time

from tests.sweep.office import Office
from tests.sweep.production import NGINX, Production
from tests.sweep.sweep import Story, swept


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.sweep", description=__doc__)
    parser.add_argument("--keep", action="store_true", help="leave the folder for looking into it")
    parser.add_argument(
        "--production", action="store_true", help="settings of production behind nginx, senders, a backup"
    )
    args = parser.parse_args()
    if args.production and not NGINX:
        parser.error("nginx is missing. As root on Debian: apt-get install nginx-light")
    office, began = Production() if args.production else Office(), time.monotonic()

    def say(text: str) -> None:
        print(f"{time.monotonic() - began:6.1f} s  {text}", file=sys.stderr, flush=True)

    try:
        say(f"a product of its own in {office.folder}")
        office.open()
        story = Story(office, say)
        story.live()
        say("searching")
        found = swept(office, story)
    finally:
        if args.keep:
            office.stop()
        else:
            office.remove()
    say("done")
    print(found)
    return 1 if found.hits or not found.control else 0


if __name__ == "__main__":
    sys.exit(main())
