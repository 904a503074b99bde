"""Photos are drawn anew: what is kept is the picture alone, upright, without place, camera, text or thumbnail."""

import io
from typing import NamedTuple

from PIL import Image, ImageOps

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
READ_AS = {"jpg": ("JPEG", "MPO"), "png": ("PNG",), "webp": ("WEBP",)}
MAX_SIDE = 2_560  # px of the stored picture
PREVIEW_SIDE = 480
MAX_PIXELS = {
    "jpg": 50_000_000,
    "png": 24_000_000,
    "webp": 24_000_000,
}  # JPEG is read at reduced size, the others whole
_TRANSPARENT = frozenset({"RGBA", "LA", "PA"})


class Redrawn(NamedTuple):
    """The picture in its own format and a small JPEG of it."""

    content: bytes
    preview: bytes


def redraw(content: bytes, kind: str) -> Redrawn:
    """Decode and encode a picture anew; raises Refused when it is broken or too large to be opened safely."""
    try:
        with Image.open(io.BytesIO(content), formats=READ_AS[kind]) as opened:
            if opened.width * opened.height > MAX_PIXELS[kind]:
                raise Refused(
                    N_("Ukuran foto ini terlalu besar (%(width)s × %(height)s titik). Kecilkan dulu, lalu kirim lagi."),
                    code="foto_terlalu_besar",
                    width=opened.width,
                    height=opened.height,
                )
            opened.draft("RGB", (MAX_SIDE, MAX_SIDE))  # JPEG only: decodes at the nearest smaller scale
            upright = ImageOps.exif_transpose(opened)
            picture = _plain(upright)
    except Refused:
        raise
    except Image.DecompressionBombError as bomb:
        too_large = N_("Ukuran foto ini terlalu besar untuk dibuka. Kecilkan dulu, lalu kirim lagi.")
        raise Refused(too_large, code="foto_terlalu_besar") from bomb
    except Exception as error:  # decoders of broken pictures raise anything: OSError, struct.error, zlib.error …
        raise Refused(
            N_("Foto ini rusak atau tidak dapat dibaca. Ambil ulang fotonya atau pilih yang lain."), code="foto_rusak"
        ) from error
    picture.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    preview = picture.convert("RGB") if picture.mode == "RGB" else _on_white(picture)
    preview.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE), Image.Resampling.LANCZOS)
    return Redrawn(_encode(picture, kind), _encode(preview, "jpg"))


def _plain(picture: Image.Image) -> Image.Image:
    """Only the pixels, in a new image: nothing that was beside them can follow."""
    transparent = picture.mode in _TRANSPARENT or "transparency" in picture.info
    pixels = picture.convert("RGBA" if transparent and picture.format != "JPEG" else "RGB")
    plain = Image.new(pixels.mode, pixels.size)
    plain.paste(pixels)
    return plain


def _on_white(picture: Image.Image) -> Image.Image:
    sheet = Image.new("RGB", picture.size, "white")
    sheet.paste(picture, mask=picture.getchannel("A"))
    return sheet


def _encode(picture: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    ready = picture.convert("RGB") if kind == "jpg" else picture
    ready.save(out, FORMATS[kind], quality=85)  # PNG has no quality and ignores it
    return out.getvalue()
