"""Django's own commands, for developers."""

import os
import sys

from pamong.platform import embedded

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if embedded.in_use():
        embedded.ensure()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
