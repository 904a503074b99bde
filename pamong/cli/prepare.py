"""What has to be done before serving, each part only when something changed: schema, translations, static files."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from pamong.cli.setup import say


def migrate() -> list[str]:
    """Apply what is missing; several processes at once wait for each other. Answers the names of the migrations."""
    from django.core.management import call_command
    from django.db import connection

    from pamong.platform.health.queries import missing_migrations

    missing = missing_migrations()
    if missing:
        say(f"Menyiapkan basis data ({len(missing)} langkah) …")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext('pamong migrate'))")
            try:
                call_command("migrate", interactive=False, verbosity=0)
            finally:
                cursor.execute("SELECT pg_advisory_unlock(hashtext('pamong migrate'))")
    return missing


def translations() -> int:
    """Compile each `django.po` that is newer than its `.mo`; answers how many were compiled."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po
    from django.conf import settings

    done = 0
    for source in (po for folder in settings.LOCALE_PATHS for po in Path(folder).glob("*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        unfinished = target.with_suffix(f".{os.getpid()}")
        try:
            with source.open("rb") as words, unfinished.open("wb") as compiled:
                write_mo(compiled, read_po(words))
        except PermissionError:
            say(f"Terjemahan {source} tidak dapat disiapkan: folder tidak dapat ditulis.")
            continue
        unfinished.rename(target)
        done += 1
    return done


def static_files() -> bool:
    """Collect static files under names that carry their content's hash; answers whether anything had changed."""
    from django.conf import settings
    from django.core.management import call_command

    root = Path(settings.STATIC_ROOT)
    stamp, now = root / ".stamp", _fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    unfinished = root / ".stamp.new"
    unfinished.write_text(now)
    unfinished.rename(stamp)
    return True


def _fingerprint() -> str:
    return hashlib.sha256("\n".join(sorted(_static_sources())).encode()).hexdigest()


def _static_sources() -> Iterator[str]:
    from django.contrib.staticfiles.finders import get_finders

    for finder in get_finders():
        for name, storage in finder.list([]):
            path = Path(storage.path(name))
            info = path.stat()
            yield f"{name} {path} {info.st_size} {info.st_mtime_ns}"
