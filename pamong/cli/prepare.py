"""What has to be done before serving, each part only when something changed: schema, translations, static files."""

import hashlib
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
    """Compile the translations that changed; answers how many. A folder that cannot be written only costs other languages."""
    from pamong.platform.ui.messages import compile_messages

    try:
        return len(compile_messages())
    except PermissionError as error:
        say(f"Terjemahan tidak dapat disiapkan: {error.filename} tidak dapat ditulis.")
        return 0


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
