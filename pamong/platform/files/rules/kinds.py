"""What a file really is. Content and extension must agree; nothing outside the list is taken.

Limits follow the bar for bad input: 10 MB a file, archives of at most 2,000 entries, 100 MB unpacked and 100 times their size.
"""

import io
import re
import unicodedata
import zipfile

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

MAX_BYTES = 10_000_000
MAX_ENTRIES = 2_000
MAX_UNPACKED = 100_000_000
MAX_RATIO = 100
EXTENSIONS = {"pdf": "pdf", "docx": "docx", "xlsx": "xlsx", "jpg": "jpg", "jpeg": "jpg", "png": "png", "webp": "webp"}
_MAIN_PART = {
    "docx": ("word/document.xml", b"wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", b"spreadsheetml.sheet.main+xml"),
}
_ALLOWED = N_("PDF, Word (DOCX), Excel (XLSX), JPG, PNG atau WebP")
_CHUNK = 256 * 1024


def clean_name(name: str) -> str:
    """The uploader's name for a file, fit to be shown: no path, no control or direction characters, at most 150 long."""
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(c for c in base if unicodedata.category(c)[0] != "C").strip(" .")
    stem, dot, extension = kept.rpartition(".")
    return f"{stem[: 149 - len(extension)]}{dot}{extension}"[:150] if stem else kept[:150] or "berkas"


def check_size(size: int, limit: int = MAX_BYTES) -> None:
    """Refuse empty and too large files (bytes)."""
    if size <= 0:
        raise Refused(N_("Berkas ini kosong. Pilih berkas lain."), code="berkas_kosong")
    if size > limit:
        raise Refused(
            N_("Berkas ini terlalu besar. Paling besar %(limit)s MB; kecilkan atau potong dulu."),
            code="berkas_terlalu_besar",
            limit=limit // 1_000_000,
        )


def kind_of(name: str, content: bytes) -> str:
    """The kind (pdf, docx, xlsx, jpg, png, webp) on which extension and content agree; raises Refused."""
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    expected = EXTENSIONS.get(extension)
    if expected is None:
        raise Refused(N_("Jenis berkas ini tidak diterima. Kirim %(allowed)s."), code="jenis_berkas", allowed=_ALLOWED)
    if _looks_like(content) != ("zip" if expected in _MAIN_PART else expected):
        raise Refused(
            N_("Isi berkas tidak sesuai dengan akhiran namanya (%(extension)s). Simpan ulang sebagai %(allowed)s."),
            code="isi_berkas",
            extension=f".{extension}",
            allowed=_ALLOWED,
        )
    if expected in _MAIN_PART:
        check_office(content, expected)
    return expected


def _looks_like(content: bytes) -> str:
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return "zip"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return ""


def check_office(content: bytes, kind: str) -> None:
    """Refuse office files that are broken, hold macros, are locked, or unpack to far more than they look."""
    broken = Refused(
        N_("Berkas ini rusak atau terkunci. Buka di komputer, simpan ulang tanpa kata sandi, lalu kirim lagi."),
        code="berkas_rusak",
    )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = _check_entries(archive, len(content))
            part, declared = _MAIN_PART[kind]
            if part not in names or "[Content_Types].xml" not in names:
                raise broken
            types = archive.read("[Content_Types].xml")
    except Refused:
        raise
    except Exception as error:  # a broken archive raises anything: BadZipFile, struct.error, zlib.error, RuntimeError …
        raise broken from error
    if b"macroEnabled" in types or any(name.lower().endswith(("vbaproject.bin", ".exe", ".dll")) for name in names):
        raise Refused(N_("Berkas ini memuat makro. Simpan sebagai DOCX atau XLSX tanpa makro."), code="berkas_makro")
    if declared not in types:
        raise broken


def _check_entries(archive: zipfile.ZipFile, size: int) -> set[str]:
    """Names in the archive; what it unpacks to is counted while reading, because declared sizes may lie."""
    entries = archive.infolist()
    too_much = Refused(
        N_("Isi berkas ini terlalu besar setelah dibuka. Kirim berkas yang lebih sederhana."), code="berkas_bom"
    )
    if len(entries) > MAX_ENTRIES:
        raise too_much
    unpacked, limit = 0, min(MAX_UNPACKED, max(size * MAX_RATIO, 1_000_000))
    for entry in entries:
        if entry.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", entry.filename):
            raise zipfile.BadZipFile(entry.filename)
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                unpacked += len(chunk)
                if unpacked > limit:
                    raise too_much
    return {entry.filename for entry in entries}
