"""Bytes on disk: written beside, synced, then renamed, so that a name never stands for half a file."""

import datetime as dt
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

_TEMPORARY = ".sedang-ditulis-"


def root() -> Path:
    """Folder of all stored files."""
    return Path(settings.MEDIA_ROOT)


def new_path(month: str, extension: str) -> str:
    """A fresh place below the root, chosen by the server: 2026/11/<32 hex>.jpg."""
    return f"{month}/{secrets.token_hex(16)}.{extension}"


def preview_path(path: str) -> str:
    """Where the small picture of an image lies."""
    return f"{path}.kecil.jpg"


def write(path: str, content: bytes) -> None:
    """Write a file so that after this call it is whole on disk, or OSError and nothing under its name."""
    target = root() / path
    _make_folder(target.parent)
    handle, temporary = tempfile.mkstemp(prefix=_TEMPORARY, dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.rename(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def date_back(path: str, moment: dt.datetime) -> None:
    """Give a file, its preview and their folder the times of ``moment``."""
    for target in (root() / path, root() / preview_path(path), (root() / path).parent):
        if target.exists():
            os.utime(target, (moment.timestamp(), moment.timestamp()))


def renew(path: str) -> None:
    """Write a file and its preview anew under the same names: the file system keeps when a file came into being, whatever time
    it is given later. The time it was given is kept."""
    for target in (root() / path, root() / preview_path(path)):
        if target.exists():
            written = target.stat().st_mtime
            write(target.relative_to(root()).as_posix(), target.read_bytes())
            os.utime(target, (written, written))


def _make_folder(folder: Path) -> None:
    missing = [p for p in (folder, *folder.parents) if not p.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for made in missing:
        sync_folder(made.parent)


def sync_folder(folder: Path) -> None:
    """Have a folder's names on the disk: a file that was renamed into it is there after a crash."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def on_disk() -> Iterator[tuple[str, float]]:
    """Every file below the root: its path as in the database, and when it was last written (seconds)."""
    base = root()
    for found in sorted(base.rglob("*")) if base.exists() else ():
        if found.is_file():
            yield found.relative_to(base).as_posix(), found.stat().st_mtime
