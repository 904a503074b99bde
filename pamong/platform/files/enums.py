"""What may be uploaded, by content and by extension."""

from django.db import models


class FileKind(models.TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "Word (DOCX)"
    XLSX = "xlsx", "Excel (XLSX)"
    JPEG = "jpg", "JPG"
    PNG = "png", "PNG"
    WEBP = "webp", "WebP"

    @property
    def is_image(self) -> bool:
        return self in IMAGES

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self]


IMAGES = frozenset({FileKind.JPEG, FileKind.PNG, FileKind.WEBP})
EXTENSIONS = {
    "pdf": FileKind.PDF,
    "docx": FileKind.DOCX,
    "xlsx": FileKind.XLSX,
    "jpg": FileKind.JPEG,
    "jpeg": FileKind.JPEG,
    "png": FileKind.PNG,
    "webp": FileKind.WEBP,
}
_OFFICE = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    FileKind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.WEBP: "image/webp",
}
