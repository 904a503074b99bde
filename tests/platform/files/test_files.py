"""The upload corpus: what is taken, what is refused, and that nothing but the picture is kept of a photo."""

import hashlib
import io
import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from PIL import Image, PngImagePlugin

from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.files import actions, queries, storage
from pamong.platform.files.enums import FileKind
from pamong.platform.files.models import StoredFile
from pamong.platform.files.rules import images, kinds
from pamong.platform.files.tasks import orphans
from pamong.rulebook.errors import Refused

BY = Viewer(user_id=5, person_id=7, name="Sari")
MARK = b"PENANDA-RAHASIA-7f3a"
pytestmark = pytest.mark.django_db


def office(kind: str = "xlsx", extra: dict[str, bytes] | None = None, types: bytes | None = None) -> bytes:
    part, declared = kinds._MAIN_PART[kind]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types>" + declared + b"</Types>" if types is None else types)
        archive.writestr(part, b"<x/>")
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def photo(fmt: str = "JPEG", size: tuple[int, int] = (60, 40), **save: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 40, 40)).save(out, fmt, **save)
    return out.getvalue()


def marked(fmt: str) -> bytes:
    """A picture with the marker in every place cameras and editors write to."""
    exif = Image.Exif()
    exif[0x010F] = MARK.decode()  # maker
    exif[0x9286] = MARK.decode()  # user comment
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[29] = "S", (7.0, 19.0, 50.0), MARK.decode()
    if fmt == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Comment", MARK.decode())
        info.add_itxt("XML:com.adobe.xmp", MARK.decode())
        return photo(fmt, pnginfo=info, exif=exif)
    if fmt == "WEBP":
        return photo(fmt, exif=exif, xmp=b"<x>" + MARK + b"</x>")
    jpeg = photo(fmt, exif=exif, comment=MARK, xmp=b"<x>" + MARK + b"</x>", icc_profile=MARK * 20)
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + len(MARK).to_bytes(4, "big") + MARK
    segment = b"\xff\xed" + (len(iptc) + 2).to_bytes(2, "big") + iptc
    thumbnail = b"JFXX\x00\x10" + photo() + MARK
    return jpeg[:2] + segment + b"\xff\xe0" + (len(thumbnail) + 2).to_bytes(2, "big") + thumbnail + jpeg[2:] + MARK


def store(content: bytes, name: str = "foto.jpg") -> StoredFile:
    return actions.store(SimpleUploadedFile(name, content), by=BY, purpose="uji", subject_person_id=7, field="files")


GOOD: dict[str, Callable[[], bytes]] = {
    "surat.pdf": lambda: b"%PDF-1.7\n1 0 obj\n%%EOF",
    "Laporan Harian.DOCX": lambda: office("docx"),
    "rekap.xlsx": office,
    "foto.jpg": photo,
    "foto.JPEG": photo,
    "layar.png": lambda: photo("PNG"),
    "foto.webp": lambda: photo("WEBP"),
}


@pytest.mark.parametrize("name", GOOD)
def test_allowed_kinds_are_stored_whole(name: str) -> None:
    file = store(GOOD[name](), name)
    content = (storage.root() / file.path).read_bytes()
    assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert (file.name, file.person_id, file.uploaded_by, file.purpose) == (name, 7, 5, "uji")
    assert queries.is_intact(file)
    assert Path(name).stem not in file.path
    assert not [p for p, _ in storage.on_disk() if ".sedang" in p]


BAD: dict[str, tuple[bytes, str]] = {
    "kosong.pdf": (b"", "berkas_kosong"),
    "besar.pdf": (b"%PDF-" + b"x" * 10_000_000, "berkas_terlalu_besar"),
    "skrip.svg": (b"<svg onload=alert(1)>", "jenis_berkas"),
    "halaman.html": (b"<script>alert(1)</script>", "jenis_berkas"),
    "x.js": (b"alert(1)", "jenis_berkas"),
    "tanpa-akhiran": (b"%PDF-1.7", "jenis_berkas"),
    "foto.jpg.exe": (b"MZ", "jenis_berkas"),
    "foto.heic": (b"\x00\x00\x00\x18ftypheic", "jenis_berkas"),
    "arsip.zip": (b"PK\x03\x04", "jenis_berkas"),
    "makro.xlsm": (b"PK\x03\x04", "jenis_berkas"),
    "lama.xls": (b"\xd0\xcf\x11\xe0", "jenis_berkas"),
    "palsu.pdf": (b"<html>%PDF-1.7", "isi_berkas"),
    "svg.png": (b"<svg/>", "isi_berkas"),
    "html.jpg": (b"<html>", "isi_berkas"),
    "png.jpg": (photo("PNG"), "isi_berkas"),
    "gif.webp": (b"GIF89a", "isi_berkas"),
    "eicar.docx": (rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*", "isi_berkas"),
    "rusak.jpg": (b"\xff\xd8\xff" + b"\x00" * 40, "foto_rusak"),
    "terpotong.png": (photo("PNG", (400, 400))[:60], "foto_rusak"),
    "terpotong.webp": (photo("WEBP")[:30], "foto_rusak"),
    "zip.xlsx": (b"PK\x03\x04rusak", "berkas_rusak"),
    "isi-lain.xlsx": (office("docx"), "berkas_rusak"),
    "tipe-lain.docx": (office("docx", types=b"<Types/>"), "berkas_rusak"),
    "makro.docx": (office("docx", {"word/vbaProject.bin": b"x"}), "berkas_makro"),
    "makro2.xlsx": (office(types=b"sheet.macroEnabled.main+xml spreadsheetml.sheet.main+xml"), "berkas_makro"),
    "bom.xlsx": (office(extra={"xl/besar.xml": b"0" * 60_000_000}), "berkas_bom"),
    "banyak.xlsx": (office(extra={f"xl/{i}": b"" for i in range(2_001)}), "berkas_bom"),
    "keluar.xlsx": (office(extra={"../../keluar.txt": b"x"}), "berkas_rusak"),
    "titik-titik.png": (photo("PNG", (6_000, 4_001)), "foto_terlalu_besar"),
}


@pytest.mark.parametrize("name", BAD)
def test_the_rest_is_refused_in_plain_words(name: str) -> None:
    content, code = BAD[name]
    with pytest.raises(Refused) as caught:
        store(content, name)
    assert (caught.value.code, caught.value.field) == (code, "files")
    assert len(str(caught.value)) > 20
    assert StoredFile.objects.count() == 0
    assert list(storage.on_disk()) == []


def test_a_picture_of_900_megapixels_is_refused_unopened() -> None:
    """An indexed PNG of 30,000 × 30,000 points is about 110 kB: only its header is read."""
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    header = (30_000).to_bytes(4, "big") * 2 + bytes([1, 0, 0, 0, 0])
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 3751 * 300))
        + chunk(b"IEND", b"")
    )
    began = time.process_time()
    with pytest.raises(Refused) as caught:
        store(bomb, "bom.png")
    assert caught.value.code == "foto_terlalu_besar"
    assert time.process_time() - began < 2


def test_sizes_in_an_archive_may_lie() -> None:
    """The directory claims 10 bytes; what comes out is counted."""
    content = bytearray(office(extra={"xl/besar.xml": b"0" * 3_000_000}))
    true_size = (3_000_000).to_bytes(4, "little")
    lying = bytes(content).replace(true_size, (10).to_bytes(4, "little"))
    assert lying != bytes(content)
    with pytest.raises(Refused) as caught:
        store(lying, "bohong.xlsx")
    assert caught.value.code in ("berkas_rusak", "berkas_bom")


def test_an_encrypted_archive_is_refused() -> None:
    content = bytearray(office())
    content[6] |= 1  # flag of the first local header
    directory = content.rindex(b"PK\x01\x02")
    first = content.index(b"PK\x01\x02")
    for at in (first, directory):
        content[at + 8] |= 1
    with pytest.raises(Refused) as caught:
        store(bytes(content), "terkunci.xlsx")
    assert caught.value.code == "berkas_rusak"


@pytest.mark.parametrize(("fmt", "name"), [("JPEG", "foto.jpg"), ("PNG", "foto.png"), ("WEBP", "foto.webp")])
def test_nothing_beside_the_picture_is_kept(fmt: str, name: str) -> None:
    content = marked(fmt)
    assert MARK in content
    file = store(content, name)
    for path, _ in storage.on_disk():
        kept = (storage.root() / path).read_bytes()
        assert MARK not in kept
        with Image.open(io.BytesIO(kept)) as again:
            assert not again.getexif()
            assert not {"exif", "xmp", "icc_profile", "comment", "Comment", "photoshop"} & set(again.info)
    assert len(list(storage.on_disk())) == 2
    assert MARK not in queries.download(file).content + queries.picture(file, small=True).content


def test_a_photo_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right
    file = store(photo(size=(60, 40), exif=exif))
    with Image.open(storage.root() / file.path) as kept:
        assert kept.size == (40, 60)


def test_large_photos_are_made_smaller_and_get_a_preview() -> None:
    drawn = images.redraw(photo(size=(6_000, 3_000)), "jpg")
    with Image.open(io.BytesIO(drawn.content)) as kept, Image.open(io.BytesIO(drawn.preview)) as small:
        assert max(kept.size) <= images.MAX_SIDE
        assert max(small.size) == images.PREVIEW_SIDE
        assert small.format == "JPEG"


@pytest.mark.parametrize("mode", ["RGBA", "P", "L", "LA", "1", "CMYK", "I;16"])
def test_pictures_of_every_mode(mode: str) -> None:
    out = io.BytesIO()
    fmt = "JPEG" if mode == "CMYK" else "PNG"
    Image.new(mode, (20, 10)).save(out, fmt)
    drawn = images.redraw(out.getvalue(), "jpg" if mode == "CMYK" else "png")
    with Image.open(io.BytesIO(drawn.content)) as kept:
        assert kept.size == (20, 10)
        assert kept.mode in ("RGB", "RGBA")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Sari\\foto.jpg", "foto.jpg"),
        ("a\x00b\n\u202egpj.jpg", "abgpj.jpg"),
        ("", "berkas"),
        ("...", "berkas"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
        ("Surat Keterangan é.pdf", "Surat Keterangan é.pdf"),
    ],
)
def test_names_are_cleaned(given: str, shown: str) -> None:
    assert kinds.clean_name(given) == shown
    assert len(kinds.clean_name(given)) <= 150


def test_a_download_is_an_attachment_that_browsers_do_not_guess_at() -> None:
    file = store(b"%PDF-1.7 isi", 'Surat "penting"; é.pdf')
    response = queries.download(file)
    assert response.content == b"%PDF-1.7 isi"
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == (
        "attachment; filename=\"Surat _penting__ _.pdf\"; filename*=UTF-8''Surat%20%22penting%22%3B%20%C3%A9.pdf"
    )
    assert "sandbox" in response["Content-Security-Policy"]


def test_only_pictures_are_shown_in_a_page() -> None:
    file = store(photo())
    assert queries.picture(file, small=True)["Content-Type"] == "image/jpeg"
    assert queries.picture(store(photo("WEBP"), "a.webp"))["Content-Type"] == "image/webp"
    with pytest.raises(NotVisible):
        queries.picture(store(b"%PDF-1.7", "a.pdf"))


def test_a_file_gone_from_disk_is_not_found_and_not_intact() -> None:
    file = store(photo())
    (storage.root() / file.path).unlink()
    (storage.root() / storage.preview_path(file.path)).unlink()
    assert not queries.is_intact(file)
    for ask in (queries.download, queries.picture, lambda f: queries.picture(f, small=True)):
        with pytest.raises(NotVisible):
            ask(file)


def test_the_same_photo_may_be_sent_twice() -> None:
    first, second = store(photo()), store(photo())
    assert first.sha256 == second.sha256
    assert first.path != second.path


@pytest.mark.parametrize("call", ["fsync", "rename"])
def test_a_failing_disk_refuses_and_leaves_nothing(call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"pamong.platform.files.storage.os.{call}", fail)
    with pytest.raises(Refused) as caught:
        store(photo())
    assert caught.value.code == "penyimpanan"
    assert StoredFile.objects.count() == 0
    assert list(storage.on_disk()) == []


def test_bytes_are_synced_before_they_get_their_name(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []

    def noted(call: str) -> Callable[..., Any]:
        true = getattr(os, call)

        def run(*args: Any) -> Any:
            order.append(call)
            return true(*args)

        return run

    for call in ("fsync", "rename"):
        monkeypatch.setattr(f"pamong.platform.files.storage.os.{call}", noted(call))
    storage.write("2026/11/x.pdf", b"isi")
    at = order.index("rename")
    assert order[at - 1] == "fsync"
    assert order[at + 1 :] == ["fsync"]


def test_orphans_go_after_a_day_and_nothing_else() -> None:
    file = store(photo())
    old, young = "2026/11/yatim.jpg", "2026/11/baru.jpg"
    storage.write(old, b"x")
    storage.write(young, b"x")
    yesterday = time.time() - 90_000
    for path, _ in list(storage.on_disk()):
        if path != young:
            os.utime(storage.root() / path, (yesterday, yesterday))
    orphans()
    assert {p for p, _ in storage.on_disk()} == {file.path, storage.preview_path(file.path), young}


def test_files_belong_to_a_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch, pytest.raises(RuntimeError, match="transaction"):
        patch.setattr(connections["default"], "in_atomic_block", False)
        actions.keep(b"x", kind=FileKind.PDF, name="x.pdf", by=BY, purpose="uji")


def test_a_file_without_moment_gets_a_new_place_and_keeps_bytes_and_date(settings: Any) -> None:
    path = storage.new_path("2026/11", "jpg")
    for one in (path, storage.preview_path(path)):
        storage.write(one, b"gambar " + one.encode())
        os.utime(storage.root() / one, (1_000, 1_000))
    before = {one: (storage.root() / one).stat() for one in (path, storage.preview_path(path))}
    storage.renew(path)
    for one, was in before.items():
        now = (storage.root() / one).stat()
        assert (storage.root() / one).read_bytes() == b"gambar " + one.encode()
        assert now.st_ino != was.st_ino
        assert now.st_ctime_ns > was.st_ctime_ns
        assert now.st_mtime == 1_000
    storage.renew("2026/11/tidak-ada.jpg")  # taken away meanwhile: nothing to do
