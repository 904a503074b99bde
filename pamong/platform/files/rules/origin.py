"""What a photo tells about itself, read before it is drawn anew: when and where it was taken, and which program touched it."""

import datetime as dt
import io
import re
from typing import Any, NamedTuple

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from pamong.platform.files.rules.images import READ_AS

# Programs that change pictures; a camera's own processing ("HDR+", "iOS 18.1") is not among them.
EDITORS = (
    "Photoshop", "Lightroom", "GIMP", "Snapseed", "PicsArt", "Canva", "Pixlr", "Photopea", "Facetune", "FaceApp", "Remini",
    "Meitu", "VSCO", "InShot", "PhotoRoom", "Paint.NET", "Affinity Photo", "Polarr", "Pixelmator", "Krita",
)  # fmt: skip
MADE = re.compile(r"trainedAlgorithmicMedia|Stable Diffusion|Midjourney|DALL.E|Firefly", re.IGNORECASE)
_EDITOR = re.compile("|".join(re.escape(name) for name in EDITORS), re.IGNORECASE)
_LONGEST = 100_000  # characters of text beside the picture that are looked through


class Origin(NamedTuple):
    """Nothing of this is kept as it is: only what follows from it."""

    taken: dt.datetime | None = None  # the camera's own clock, no zone
    latitude: float | None = None
    longitude: float | None = None
    editor: str = ""  # from our own list, never the photo's words
    is_made: bool = False  # says of itself that a program drew it


def read(content: bytes, kind: str) -> Origin:
    """The origin of a photo; an empty one where it tells nothing or what it tells is broken."""
    try:
        with Image.open(io.BytesIO(content), formats=READ_AS[kind]) as opened:
            exif = opened.getexif()
            inner, place = exif.get_ifd(IFD.Exif), exif.get_ifd(IFD.GPSInfo)
            words = _words(exif, opened.info)
    except Exception:  # parsers of broken metadata raise anything
        return Origin()
    latitude = _degrees(place.get(GPS.GPSLatitude), place.get(GPS.GPSLatitudeRef), "S", 90)
    longitude = _degrees(place.get(GPS.GPSLongitude), place.get(GPS.GPSLongitudeRef), "W", 180)
    known = latitude is not None and longitude is not None
    found = _EDITOR.search(words)
    editor = next((name for name in EDITORS if found and name.lower() == found.group().lower()), "")
    taken = _moment(inner.get(Base.DateTimeOriginal) or inner.get(Base.DateTimeDigitized))
    return Origin(
        taken, latitude if known else None, longitude if known else None, editor, MADE.search(words) is not None
    )


def _words(exif: Any, info: dict[Any, Any]) -> str:
    found = [exif.get(Base.Software), exif.get(Base.ProcessingSoftware)]
    found += [info.get(key) for key in ("xmp", "XML:com.adobe.xmp", "Software", "parameters", "comment")]
    texts = [part.decode("utf-8", "replace") if isinstance(part, bytes) else str(part) for part in found if part]
    return "\n".join(texts)[:_LONGEST]


def _moment(text: object) -> dt.datetime | None:
    try:
        return dt.datetime.strptime(str(text)[:19], "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007  # cameras write no zone
    except ValueError:
        return None


def _degrees(parts: Any, side: object, negative: str, limit: int) -> float | None:
    """Degrees, minutes, seconds as one number; None for what is no place (0/0 is what a phone without a fix writes)."""
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    found = degrees + minutes / 60 + seconds / 3600
    if not 0 < found <= limit:  # also False for NaN
        return None
    return -found if str(side).strip().upper().startswith(negative) else found
