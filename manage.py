#!/usr/bin/env python
"""Django's own commands, for development; starts the embedded database by itself. Operators use `pamong`."""

import os
import sys

from django.core.management import execute_from_command_line

from pamong.platform import embedded


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if embedded.in_use():
        embedded.ensure()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
