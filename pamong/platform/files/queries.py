"""Reads of stored files. Who may open a file the area's own gated view has decided before it calls these."""

import hashlib
from urllib.parse import quote

from django.http import HttpResponse

from pamong.platform.access.errors import NotVisible
from pamong.platform.files import storage
from pamong.platform.files.enums import FileKind
from pamong.platform.files.models import StoredFile

__all__ = ["StoredFile", "download", "is_intact", "names_on_disk", "picture", "read"]


def names_on_disk(file: StoredFile) -> list[str]:
    """The paths below the media folder that belong to it: itself, and its preview."""
    return [file.path, *([storage.preview_path(file.path)] if file.has_preview else [])]


def read(file: StoredFile) -> bytes:
    """The stored bytes; raises NotVisible when they are gone from disk."""
    try:
        return (storage.root() / file.path).read_bytes()
    except FileNotFoundError as error:
        raise NotVisible from error


def is_intact(file: StoredFile) -> bool:
    """Whether the bytes on disk are those that were stored."""
    try:
        return hashlib.sha256((storage.root() / file.path).read_bytes()).hexdigest() == file.sha256
    except FileNotFoundError:
        return False


def download(file: StoredFile) -> HttpResponse:
    """The file as an attachment: never shown inside our own pages, never guessed at by the browser."""
    response = HttpResponse(read(file), content_type=FileKind(file.kind).content_type)
    response["Content-Disposition"] = _attachment(file.name, file.kind)
    return _sealed(response)


def picture(file: StoredFile, *, small: bool = False) -> HttpResponse:
    """An image drawn by us, to be shown in a page; ``small`` gives its preview. Raises NotVisible for other kinds."""
    if not file.is_image:
        raise NotVisible
    if small and file.has_preview:
        try:
            content = (storage.root() / storage.preview_path(file.path)).read_bytes()
        except FileNotFoundError as error:
            raise NotVisible from error
        return _sealed(HttpResponse(content, content_type="image/jpeg"))
    return _sealed(HttpResponse(read(file), content_type=FileKind(file.kind).content_type))


def _attachment(name: str, kind: str) -> str:
    """Content-Disposition after RFC 6266: a plain name for old browsers, the real one in RFC 5987."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in " -_.") else "_" for c in name) or f"berkas.{kind}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _sealed(response: HttpResponse) -> HttpResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
