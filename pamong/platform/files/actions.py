"""Writes of files: check, redraw, store on disk, then the row."""

import datetime as dt
import hashlib
import logging
import time

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connection
from django.db.models import QuerySet

from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import now
from pamong.platform.files import storage
from pamong.platform.files.enums import FileKind
from pamong.platform.files.models import StoredFile
from pamong.platform.files.rules import images, kinds
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

log = logging.getLogger("pamong.files")
ORPHAN_AFTER = 24 * 3600  # seconds; younger files may belong to a transaction that still runs


def store(
    upload: UploadedFile, *, by: Viewer, purpose: str, subject_person_id: int | None = None, field: str | None = None
) -> StoredFile:
    """Store an uploaded file: size and type checked, pictures drawn anew without metadata, whole on disk before the row.

    Call it inside the transaction of the thing it belongs to. Raises Refused (at ``field``) in plain words.
    """
    try:
        kinds.check_size(upload.size or 0, settings.MAX_UPLOAD_BYTES)
        name = kinds.clean_name(upload.name or "")
        upload.seek(0)
        content = upload.read()
        received = hashlib.sha256(content).hexdigest()
        kind = FileKind(kinds.kind_of(name, content))
        preview = b""
        if kind.is_image:
            content, preview = images.redraw(content, kind)
    except Refused as refused:
        raise Refused(refused.msgid, field=field or refused.field, code=refused.code, **refused.params) from refused
    return keep(
        content,
        kind=kind,
        name=name,
        by=by,
        purpose=purpose,
        subject_person_id=subject_person_id,
        preview=preview,
        received_sha256=received,
    )


def keep(
    content: bytes,
    *,
    kind: FileKind,
    name: str,
    by: Viewer,
    purpose: str,
    subject_person_id: int | None = None,
    preview: bytes = b"",
    timeless: bool = False,
    received_sha256: str = "",
    at: dt.datetime | None = None,
) -> StoredFile:
    """Store bytes that Pamong made itself (a PDF form) or that ``store`` has checked. Raises Refused when the disk fails.

    ``at``: the database's instant, where the caller has asked for it.
    ``timeless``: neither the row nor the file system tells the moment, only the day.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a file is stored in the transaction of the thing it belongs to")
    moment = at or now()
    path = storage.new_path(f"{moment:%Y/%m}", kind.value)
    try:
        storage.write(path, content)
        if preview:
            storage.write(storage.preview_path(path), preview)
        if timeless:
            moment = moment.replace(hour=0, minute=0, second=0, microsecond=0)
            storage.date_back(path, moment)
    except OSError as error:
        log.error("file not stored: %s", error.strerror)
        raise Refused(
            N_(
                "Berkas belum tersimpan karena penyimpanan sedang terganggu. Belum ada yang dikirim; coba lagi sebentar lagi."
            ),
            code="penyimpanan",
        ) from error
    return StoredFile.objects.add(
        via=ACTION,
        name=name,
        path=path,
        kind=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        received_sha256=received_sha256,
        has_preview=bool(preview),
        purpose=purpose,
        person_id=subject_person_id,
        uploaded_by=None if timeless else by.user_id,
        created_at=moment,
    )


def renew_timeless(found: QuerySet[StoredFile], *, by: Viewer) -> int:
    """Files kept without moment get new places on the disk, in no order: of those the file system knows only this moment.
    Answers how many."""
    del by
    paths = sorted(found.values_list("path", flat=True))  # names are random
    for path in paths:
        storage.renew(path)
    return len(paths)


def remove_orphans(*, by: Viewer) -> int:
    """Delete files on disk that no row names and that are older than a day (left by transactions that did not commit).

    Answers how many went; ``by`` is named in the log.
    """
    old = time.time() - ORPHAN_AFTER  # compared with the file system's own clock, not a deadline
    candidates = {path for path, written in storage.on_disk() if written < old}
    known = set(
        StoredFile.objects.filter(path__in=[p.removesuffix(".kecil.jpg") for p in candidates]).values_list(
            "path", flat=True
        )
    )
    orphans = {p for p in candidates if p.removesuffix(".kecil.jpg") not in known}
    for path in orphans:
        (storage.root() / path).unlink(missing_ok=True)
    if orphans:
        log.info("orphans removed=%s by=%s", len(orphans), by.name)
    return len(orphans)
