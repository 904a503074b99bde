"""Files that somebody might send as a photo, made here: broken, lying, huge, poisoned. Each with what must come of it.

``MARK`` stands in everything that is not the picture: in no stored byte may it be found.
"""

import io
import itertools
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image, PngImagePlugin
from PIL.ExifTags import GPS, IFD, Base

MARK = b"KENARI7f3a"
HTML = b"<html><script>alert('" + MARK + b"')</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><text>' + MARK + b"</text></svg>"
JPEG_HEAD, PNG_HEAD, WEBP_HEAD = b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\x00\x00\x00\x00WEBPVP8 "


class Sent(NamedTuple):
    """One upload. ``taken``: it is a picture and is kept, drawn anew; else it is refused."""

    name: str
    content: bytes
    taken: bool


def picture(kind: str = "JPEG", mode: str = "RGB", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **options)
    return out.getvalue()


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_of(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG that claims any size."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return PNG_HEAD + head + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("bom", b"\x00" * 2_000_000)
    return out.getvalue()


PAYLOADS = {
    "html": HTML, "svg": SVG, "php": b"<?php echo '" + MARK + b"'; ?>", "js": b"/*" + MARK + b"*/=1;alert(1)",
    "zip": archive(), "pdf": b"%PDF-1.7\n" + MARK, "exe": b"MZ" + MARK * 20, "elf": b"\x7fELF" + MARK, "sh": b"#!/bin/sh\n" + MARK,
    "gif": b"GIF89a" + MARK, "bmp": b"BM" + MARK * 9, "tiff": b"II*\x00" + MARK, "ico": b"\x00\x00\x01\x00" + MARK,
    "ps": b"%!PS-Adobe-3.0\n" + MARK, "xml": b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
    "gzip": b"\x1f\x8b\x08" + MARK, "mp4": b"\x00\x00\x00\x18ftypmp42" + MARK, "heic": b"\x00\x00\x00\x18ftypheic" + MARK,
    "eicar": b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*", "text": MARK * 30,
    "nul": b"\x00" * 900, "empty": b"", "mvg": b"push graphic-context\nimage over 0,0 0,0 'https://x.test/'\n" + MARK,
}  # fmt: skip


def disguised() -> Iterator[Sent]:
    """Anything under a photo's name, and photos' heads before anything."""
    for payload, ending in itertools.product(PAYLOADS.values(), ("jpg", "png", "webp")):
        yield Sent(f"foto.{ending}", payload, False)
    for payload, (head, ending) in itertools.product(
        PAYLOADS.values(), ((JPEG_HEAD, "jpg"), (PNG_HEAD, "png"), (WEBP_HEAD, "webp"))
    ):
        yield Sent(f"foto.{ending}", head + payload, False)


def misnamed() -> Iterator[Sent]:
    """A true photo under a name that says something else."""
    for ending in (
        "png",
        "webp",
        "gif",
        "svg",
        "html",
        "php",
        "exe",
        "jpg.html",
        "pdf",
        "docx",
        "",
        "jpg\u202egpj.exe",
        "jpg;.svg",
    ):
        yield Sent(f"foto.{ending}", picture(), False)
    names = (
        "../../etc/passwd.jpg", "..\\..\\windows\\win.jpg", "/abs/olute.jpg", "C:\\a\\b.jpg", "x" * 400 + ".jpg", "foto\r\nX-Jahat: 1.jpg",
        "<img src=x onerror=alert(1)>.jpg", "';drop table.jpg", "\u202egpj.jpg", "CON.jpg",
        ".jpg.jpg", "a.JPG", "a.JpEg", "%00.jpg", "😀.jpg",
    )  # fmt: skip
    for name in names:
        yield Sent(name, picture(), True)


def poisoned() -> Iterator[Sent]:
    """Photos with something beside the picture: taken, and the something gone."""
    mark = MARK.decode()
    exif = Image.Exif()
    exif[Base.Make] = exif[Base.ImageDescription] = exif[Base.Software] = mark
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (7.0, 20.0, 1.0)
    exif.get_ifd(IFD.Exif)[Base.UserComment] = MARK
    xmp = b"<x:xmpmeta>" + MARK + b"</x:xmpmeta>"
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", mark)
    told.add_itxt("XML:com.adobe.xmp", xmp.decode())
    told.add_text("Zip", mark * 50, zip=True)
    for orientation in range(1, 9):
        exif[Base.Orientation] = orientation
        yield Sent("foto.jpg", picture(exif=exif, comment=MARK, xmp=xmp, icc_profile=MARK * 30), True)
        yield Sent("foto.webp", picture("WEBP", exif=exif, xmp=xmp, icc_profile=MARK * 30), True)
        yield Sent("foto.png", picture("PNG", exif=exif, pnginfo=told, icc_profile=MARK * 30), True)
    iptc = b"\xff\xed" + struct.pack(">H", 2 + len(MARK) + 14) + b"Photoshop 3.0\x00" + MARK
    for segment in (iptc, b"\xff\xfe\x00\x0c" + MARK, b"\xff\xef\x00\x0c" + MARK, b"\xff\xe2\x00\x0c" + MARK):
        yield Sent("foto.jpg", picture()[:2] + segment + picture()[2:], True)
    for payload in PAYLOADS.values():
        for kind, ending in (("JPEG", "jpg"), ("PNG", "png")):
            yield Sent(f"foto.{ending}", picture(kind) + payload, True)
    for mode in ("CMYK", "L", "1"):
        yield Sent("foto.jpg", picture(mode=mode), True)
    for mode in ("RGBA", "LA", "P", "1", "I;16", "L"):
        yield Sent("foto.png", picture("PNG", mode=mode), True)
    frames = [Image.new("RGB", (40, 30), shade) for shade in ("red", "blue", "green")]
    for kind, ending in (("PNG", "png"), ("WEBP", "webp")):
        yield Sent(f"foto.{ending}", picture(kind, save_all=True, append_images=frames), True)


def enormous() -> Iterator[Sent]:
    """Pictures that claim or unpack to far more than they are."""
    for width, height in (
        (30_000, 30_000),
        (2**31 - 1, 1),
        (1, 2**31 - 1),
        (65_535, 65_535),
        (0, 0),
        (0, 5),
        (100_000, 300),
    ):
        yield Sent("foto.png", png_of(width, height, b"\x00" * 50_000), False)
        data = bytearray(picture())
        at = data.index(b"\xff\xc0") + 5
        data[at : at + 4] = struct.pack(">HH", height & 0xFFFF, width & 0xFFFF)
        if width * height > 50_000_000 or not width * height:
            yield Sent("foto.jpg", bytes(data), False)
    text_bomb = chunk(b"zTXt", b"a\x00\x00" + zlib.compress(b"\x00" * 70_000_000))
    yield Sent(
        "foto.png",
        PNG_HEAD + chunk(b"IHDR", struct.pack(">IIBBBBB", 9, 9, 8, 2, 0, 0, 0)) + text_bomb,
        False,
    )
    yield Sent("foto.jpg", picture() + b"\x00" * 8_000_001, False)


def damaged() -> Iterator[Sent]:
    """Photos cut off within their head, and with bytes turned: refused or drawn, nothing between."""
    for kind, ending in (("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")):
        whole = picture(kind)
        for part in (4, 8, 12, 16, 20, 24):
            yield Sent(f"foto.{ending}", whole[:part], False)


def turned() -> Iterator[Sent]:
    """Photos with random bytes turned; whether they can still be drawn nobody knows beforehand."""
    chance = random.Random(7)
    for kind, ending in (("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")):
        for _ in range(20):
            data = bytearray(picture(kind))
            for _ in range(4):
                data[chance.randrange(4, len(data))] = chance.randrange(256)
            yield Sent(f"foto.{ending}", bytes(data), False)


def known() -> list[Sent]:
    """All whose end is known beforehand."""
    return [*disguised(), *misnamed(), *poisoned(), *enormous(), *damaged()]
