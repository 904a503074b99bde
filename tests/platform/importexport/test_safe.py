"""Files that must not be opened are refused before any program opens them."""

import io
import zipfile

import pytest

from pamong.platform.importexport import safe
from pamong.platform.importexport.reader import read
from pamong.platform.importexport.writer import workbook
from pamong.rulebook.errors import Refused

GOOD = workbook(headings=["NIP", "Nama"], rows=[["1", "Sari"]])


def archive(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """The good workbook with one part replaced or added."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as packed:
        parts = {entry: packed.read(entry) for entry in packed.namelist()}
    return archive({**parts, name: content})


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.xlsx", GOOD, "xlsx"),
        ("A.XLSX", GOOD, "xlsx"),
        ("a.csv", b"NIP;Nama\n1;Sari", "csv"),
        ("a.txt", b"NIP\tNama", "csv"),
    ],
)
def test_good_files_pass(name: str, content: bytes, kind: str) -> None:
    assert safe.check(content, name) == kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", GOOD),  # content and extension disagree
        ("a.xlsx", b"NIP;Nama"),
        ("a.xlsx.exe", GOOD),
        ("a.docx", GOOD),
        ("a.pdf", b"%PDF-1.7"),
        ("a.csv", b"NIP;\x00Nama"),
        ("a.csv", b"  <html><script>1</script>"),
        ("a.xls", b"<table><tr><td>NIP"),
        ("a.xlsx", b""),
        ("tanpa_akhiran", GOOD),
    ],
)
def test_disguised_files_are_refused(name: str, content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        safe.check(content, name)
    assert refused.value.field == "file"


def test_too_large_is_refused_unopened() -> None:
    with pytest.raises(Refused, match="10 MB"):
        safe.check(GOOD + b"0" * safe.MAX_BYTES, "a.xlsx")


def test_too_many_entries() -> None:
    bomb = archive({"xl/workbook.xml": b"", **{f"xl/{n}.xml": b"" for n in range(safe.MAX_ENTRIES)}})
    with pytest.raises(Refused, match="terlalu banyak bagian"):
        safe.check(bomb, "a.xlsx")


def test_bomb_by_ratio() -> None:
    bomb = with_part("xl/media/a.bin", b"0" * 30_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(Refused, match="mengembang"):
        safe.check(bomb, "a.xlsx")


def test_sizes_the_archive_claims_are_not_believed() -> None:
    bomb = bytearray(with_part("xl/media/a.bin", b"0" * 30_000_000))
    true_size = (30_000_000).to_bytes(4, "little")
    assert bomb.count(true_size) == 2
    bomb = bytearray(bytes(bomb).replace(true_size, (10).to_bytes(4, "little")))
    with pytest.raises(Refused):
        safe.check(bytes(bomb), "a.xlsx")


def test_workbook_is_not_just_any_archive() -> None:
    with pytest.raises(Refused, match="bukan buku kerja"):
        safe.check(archive({"word/document.xml": b"<w/>"}), "a.xlsx")


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


@pytest.mark.parametrize("prefix", [b"", b"x:"])
def test_cell_in_the_last_corner_is_refused(prefix: bytes) -> None:
    row = b'<%srow r="1048576"><%sc r="XFD1048576" t="n"><%sv>1</%sv></%sc></%srow>' % ((prefix,) * 6)
    with pytest.raises(Refused, match="terlalu luas"):
        safe.check(with_part("xl/worksheets/sheet1.xml", SHEET % row), "a.xlsx")


def test_sheet_under_another_name_is_looked_at_too() -> None:
    row = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(Refused, match="terlalu luas"):
        safe.check(with_part("xl/lain/apa.xml", SHEET % row), "a.xlsx")


def test_long_text_shared_by_many_cells_is_refused() -> None:
    shared = b"<sst><si><t>%s</t></si></sst>" % (b"A" * 32_000)
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 8000))
    with zipfile.ZipFile(io.BytesIO(GOOD)) as packed:
        parts = {entry: packed.read(entry) for entry in packed.namelist()}
    bomb = archive({**parts, "xl/sharedStrings.xml": shared, "xl/worksheets/sheet1.xml": SHEET % cells})
    with pytest.raises(Refused, match=r"terlalu luas|mengembang"):
        safe.check(bomb, "a.xlsx")


@pytest.mark.parametrize("cut", [30, 200, -5])
def test_truncated_file_is_refused(cut: int) -> None:
    with pytest.raises(Refused):
        read(GOOD[:cut], "a.xlsx")


def test_entities_are_never_expanded() -> None:
    attack = (
        b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "%s"><!ENTITY f SYSTEM "file:///etc/passwd">]>' % (b"ha" * 500)
        + b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        + b'<c r="A1" t="inlineStr"><is><t>&f;&a;&a;</t></is></c><c r="B1"><v>1</v></c></row></sheetData></worksheet>'
    )
    try:
        sheets = read(with_part("xl/worksheets/sheet1.xml", attack), "a.xlsx")
    except Refused:
        return
    text = repr(sheets)
    assert "root:" not in text
    assert "haha" not in text
