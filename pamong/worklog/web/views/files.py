"""Files of an entry, for those who may see the entry."""

from django.http import HttpResponse

from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, gate
from pamong.platform.audit import actions as audit
from pamong.platform.files import queries as files
from pamong.worklog import queries


@gate("entry.view")
def download(request: Request, pk: int, file_pk: int) -> HttpResponse:
    """The file as an attachment."""
    return files.download(_file(request, pk, file_pk))


@gate("entry.view")
def preview(request: Request, pk: int, file_pk: int) -> HttpResponse:
    """The small picture of a photo, shown in the page."""
    return files.picture(_file(request, pk, file_pk), small=True)


def _file(request: Request, pk: int, file_pk: int) -> files.StoredFile:
    found = queries.entry_for(request.viewer, pk)
    audit.record_read(by=request.viewer, subjects=[found.person_id], what="entry.file", object_id=file_pk)
    for attachment in found.attachments.all():
        if attachment.file_id == file_pk:
            return attachment.file
    raise NotVisible
