"""Photos as cameras and programs make them: with something to see, a place, a time, a program's name."""

import datetime as dt
import io
import random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw
from PIL.ExifTags import GPS, IFD, Base


def scene(seed: int, size: tuple[int, int] = (640, 480)) -> Image.Image:
    """A picture with content, the same for the same seed."""
    draw_of = random.Random(seed)
    image = Image.new("RGB", size, tuple(draw_of.randbytes(3)))
    draw = ImageDraw.Draw(image)
    for _ in range(18):
        x, y = draw_of.randint(0, size[0]), draw_of.randint(0, size[1])
        box = (x, y, x + draw_of.randint(40, 220), y + draw_of.randint(40, 220))
        draw.rectangle(box, fill=tuple(draw_of.randbytes(3)))
    return image


def taken(
    image: Image.Image,
    *,
    when: dt.datetime | None = None,
    where: tuple[float, float] | None = None,
    program: str = "",
    xmp: str = "",
    quality: int = 85,
) -> SimpleUploadedFile:
    """The picture as a JPEG of a camera."""
    exif = Image.Exif()
    if program:
        exif[Base.Software] = program
    if when:
        exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = f"{when:%Y:%m:%d %H:%M:%S}"
    if where:
        place = exif.get_ifd(IFD.GPSInfo)
        for (value, key, ref), sides in zip(
            ((where[0], GPS.GPSLatitude, GPS.GPSLatitudeRef), (where[1], GPS.GPSLongitude, GPS.GPSLongitudeRef)),
            (("N", "S"), ("E", "W")),
            strict=True,
        ):
            place[ref] = sides[value < 0]
            whole = abs(value)
            minutes = whole % 1 * 60
            place[key] = (float(int(whole)), float(int(minutes)), round(minutes % 1 * 60, 4))
    options: dict[str, Any] = {"xmp": xmp.encode()} if xmp else {}
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, quality=quality, **options)
    return SimpleUploadedFile("foto.jpg", out.getvalue(), content_type="image/jpeg")
