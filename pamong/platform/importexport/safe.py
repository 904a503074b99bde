"""Checks of an uploaded table before any program opens it: what it really is, how large it would become.

Workbooks are archives: a small one can unpack to gigabytes, and a single cell in the last column of the last row would
make a reader fill the whole sheet. So entries, unpacked size, ratio, number of cells and their text are counted first.
"""

import io
import itertools
import re
import zipfile
import zlib
from collections import Counter
from enum import StrEnum
from typing import NoReturn

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

MAX_BYTES = 10_000_000
MAX_ENTRIES = 2_000
MAX_UNPACKED = 100_000_000
MAX_RATIO = 100
RATIO_COUNTS_FROM = 1_000_000  # small tidy files of repeated text compress better than 1:100 and harm nobody
MAX_AREA = 5_000_000  # rows × columns a reader would have to hold
MAX_CELLS = 2_000_000
MAX_TEXT = 200_000_000  # characters of all cells together, shared texts counted each time they are used
_CHUNK = 1 << 20
SHARED = "xl/sharedStrings.xml"
_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*>")
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_SHARED = re.compile(rb'<(?:\w+:)?c\b[^>]*\bt="s"[^>]*>\s*<(?:\w+:)?v>(\d{1,9})<')
_SHARED_ITEM = re.compile(rb"<(?:\w+:)?si\b")


class Kind(StrEnum):
    XLSX = "xlsx"
    XLS = "xls"
    CSV = "csv"


def kind_of(content: bytes, filename: str) -> Kind:
    """What the file is, by content and extension together. Raises Refused (field ``file``) when they disagree."""
    if not content:
        _refuse(N_("Berkas itu kosong. Pilih berkas lain."))
    if len(content) > MAX_BYTES:
        _refuse(N_("Berkas lebih besar dari 10 MB. Bagi menjadi beberapa berkas."))
    extension = filename.lower().rpartition(".")[2]
    if content.startswith(b"PK\x03\x04"):
        found: Kind | None = Kind.XLSX
    elif content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        found = Kind.XLS
    elif b"\x00" not in content and content.lstrip()[:1] != b"<":
        found = Kind.CSV
    else:
        found = None
    if found is None or extension not in ({"csv", "txt"} if found is Kind.CSV else {found.value}):
        _refuse(N_("Isi berkas bukan tabel .xlsx, .xls, atau .csv. Simpan dari Excel sebagai .xlsx lalu coba lagi."))
    return found


def check(content: bytes, filename: str) -> Kind:
    """Refuse what must not be opened; answers what the file is. Raises Refused (field ``file``)."""
    kind = kind_of(content, filename)
    if kind is Kind.XLSX:
        _check_archive(content)
    return kind


def _check_archive(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES:
                _refuse(N_("Berkas ini berisi terlalu banyak bagian. Simpan ulang dari Excel sebagai .xlsx."))
            if not any(entry.filename == "xl/workbook.xml" for entry in entries):
                _refuse(N_("Berkas ini bukan buku kerja Excel. Simpan ulang dari Excel sebagai .xlsx."))
            _check_sizes(archive, entries, len(content))
            _check_cells(archive, entries)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error) as error:
        raise Refused(
            N_("Berkas rusak atau terkunci kata sandi. Buka di Excel, simpan ulang tanpa kata sandi."), field="file"
        ) from error


def _check_sizes(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], packed: int) -> None:
    """Unpack every entry in pieces and count: what the archive says about its sizes is not believed."""
    limit = min(MAX_UNPACKED, max(packed * MAX_RATIO, RATIO_COUNTS_FROM))
    unpacked = 0
    for entry in entries:
        with archive.open(entry) as stream:
            while piece := stream.read(_CHUNK):
                unpacked += len(piece)
                if unpacked > limit:
                    _refuse(N_("Berkas ini akan mengembang terlalu besar saat dibuka. Simpan ulang dari Excel."))


def _check_cells(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    lengths = _shared_lengths(archive)
    cells = text = 0
    for entry in entries:
        if entry.filename == SHARED:  # any other part may be declared a sheet
            continue
        sheet = archive.read(entry)
        rows = columns = 0
        for cell in _CELL.finditer(sheet):
            cells += 1
            place = _PLACE.search(cell.group())
            if place:
                columns, rows = max(columns, _column(place[1])), max(rows, int(place[2]))
        used = Counter(int(number) for number in _SHARED.findall(sheet))
        text += sum(lengths[number] * count for number, count in used.items() if number < len(lengths))
        if rows * columns > MAX_AREA or cells > MAX_CELLS or text > MAX_TEXT:
            _refuse(
                N_("Lembar di dalam berkas terlalu luas. Salin hanya tabel pegawai ke buku kerja baru lalu unggah itu.")
            )


def _shared_lengths(archive: zipfile.ZipFile) -> list[int]:
    try:
        shared = archive.read(SHARED)
    except KeyError:
        return []
    starts = [item.start() for item in _SHARED_ITEM.finditer(shared)]
    return [after - start for start, after in itertools.pairwise([*starts, len(shared)])]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _refuse(reason: str) -> NoReturn:
    raise Refused(reason, field="file", code="berkas")
