"""Loading of past days: example data, take-over from another system. For commands only."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from pamong.platform.access.viewer import Viewer
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.voice.complaints.actions._steps import held


@contextmanager
def as_of(*, at: dt.datetime, by: Viewer) -> Iterator[None]:
    """Inside, complaints are received and handled at a past moment; nobody is told, and their receipts do not open.

    Raises Refused for anybody but a command.
    """
    if not by.is_system:
        raise Refused(N_("Pengaduan hari lampau hanya dapat dimuat dari perintah pengelola."))
    with held(at):
        yield
