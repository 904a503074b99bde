"""A photo made smaller on the phone still tells what the check of proof photos asks, and nothing else."""

import base64
import datetime as dt
from typing import Any

import pytest
from PIL import Image
from PIL.ExifTags import IFD, Base
from playwright.sync_api import Browser, Page

from pamong.platform.files.rules import origin
from tests.journeys.product import ROOT
from tests.voice.photographs import scene, taken

SCRIPT = ROOT / "pamong/platform/ui/static/pamong/origin.js"
SMALLER = """async ([large, small]) => {
  const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const parts = await pamongOrigin(new File([bytes(large)], "a.jpg"), new Blob([bytes(small)]));
  const out = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(Array.from(out, (b) => String.fromCharCode(b)).join(""));
}"""
NOON = dt.datetime(2026, 11, 8, 12, 30, 5)  # noqa: DTZ001  # a camera's clock has no zone
HERE = (-7.33100, 110.50800)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Any:
    made = browser.new_page()
    made.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    yield made
    made.close()


def made_smaller(page: Page, large: bytes, small: bytes) -> bytes:
    words = [base64.b64encode(part).decode() for part in (large, small)]
    return base64.b64decode(page.evaluate(SMALLER, words))


def content(**told: Any) -> bytes:
    upload = taken(scene(1), **told)
    upload.seek(0)
    return bytes(upload.read())


PLAIN = content()


@pytest.mark.parametrize(
    "told",
    [
        {"when": NOON},
        {"where": HERE},
        {"where": (7.5, -110.25)},
        {"program": "Adobe Photoshop 25.1"},
        {"when": NOON, "where": HERE, "program": "GIMP 2.10"},
        {"xmp": '<x xmp:CreatorTool="Snapseed 2.0"/>'},
        {"xmp": "<x>http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia</x>"},
    ],
)
def test_the_smaller_one_tells_the_same(page: Page, told: dict[str, Any]) -> None:
    large = content(**told)
    small = made_smaller(page, large, PLAIN)
    expected, found = origin.read(large, "jpg"), origin.read(small, "jpg")
    assert found._replace(latitude=None, longitude=None) == expected._replace(latitude=None, longitude=None)
    assert (found.latitude, found.longitude) == pytest.approx((expected.latitude, expected.longitude))
    assert expected != origin.Origin(), "what is compared tells something"


def test_a_phone_that_writes_its_numbers_the_other_way_round(page: Page) -> None:
    import io

    exif = Image.Exif()
    exif.endian = "<"
    exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = f"{NOON:%Y:%m:%d %H:%M:%S}"
    out = io.BytesIO()
    scene(2).save(out, "JPEG", exif=exif)
    assert b"II*\0" in out.getvalue()
    assert origin.read(made_smaller(page, out.getvalue(), PLAIN), "jpg").taken == NOON


def test_nothing_else_comes_along(page: Page) -> None:
    import io

    exif = Image.Exif()
    exif[Base.Artist], exif[Base.Make], exif[Base.ImageDescription] = "Pak Joko", "Kamera Rahasia", "Rumah pelapor"
    exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = f"{NOON:%Y:%m:%d %H:%M:%S}"
    exif.get_ifd(IFD.Exif)[Base.BodySerialNumber] = "SN-4711"
    out = io.BytesIO()
    scene(3).save(out, "JPEG", exif=exif)
    small = made_smaller(page, out.getvalue(), PLAIN)
    for word in (b"Pak Joko", b"Kamera Rahasia", b"Rumah pelapor", b"SN-4711"):
        assert word in out.getvalue()
        assert word not in small
    with Image.open(io.BytesIO(small)) as opened:
        opened.load()
        assert set(opened.getexif()) == {IFD.Exif, IFD.GPSInfo}


@pytest.mark.parametrize("large", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe1\x00\x08Exif\0\0", b"\x89PNG....", PLAIN[:40]])
def test_a_broken_or_silent_photo_stays_as_it_is(page: Page, large: bytes) -> None:
    assert made_smaller(page, large, PLAIN) == PLAIN
