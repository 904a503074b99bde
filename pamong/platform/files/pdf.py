"""Official forms as PDF: a Typst template of an area, filled with plain values. Tagged (PDF/UA-1), fonts built in."""

import json
import logging
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import typst
from django.http import HttpResponse

ROOT = Path(__file__).resolve().parents[2]  # the package folder; templates lie in pamong/<area>/typst/

NO_GLYPH = "could not be displayed"
log = logging.getLogger("pamong.files")


class PdfError(RuntimeError):
    """The form could not be made; the message is for the log, not for people."""


def render(template: str, data: Mapping[str, Any]) -> bytes:
    """Fill a template ("planning/skp.typ", from ``pamong/planning/typst/``) with JSON values and answer the PDF.

    The template reads them with ``#let data = json(bytes(sys.inputs.data))``. Numbers and dates come written out, as
    texts; nothing in ``data`` is read as markup. A text whose script the fonts lack (an emoji, Javanese) must not keep
    anybody from his document: it is made all the same, with boxes for what cannot be drawn and without the promise of
    PDF/UA. Raises PdfError.
    """
    area, _, name = template.partition("/")
    source = ROOT / area / "typst" / name.removeprefix("typst/")
    try:
        made = _compiled(source, data, "ua-1")
    except typst.TypstError as error:
        if NO_GLYPH not in str(error):
            raise PdfError(f"{template}: {error}") from error
        log.info("no glyph template=%s", template)
        made = _again(template, source, data)
    except (RuntimeError, OSError) as error:
        raise PdfError(f"{template}: {error}") from error
    if not isinstance(made, bytes):
        raise PdfError(f"{template}: nothing was made")
    return made


def _again(template: str, source: Path, data: Mapping[str, Any]) -> object:
    try:
        return _compiled(source, data, None)
    except (typst.TypstError, RuntimeError, OSError) as error:
        raise PdfError(f"{template}: {error}") from error


def _compiled(source: Path, data: Mapping[str, Any], standard: Literal["ua-1"] | None) -> object:
    return typst.compile(
        str(source),
        root=str(ROOT),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=standard,
    )


def answer(content: bytes, name: str) -> HttpResponse:
    """The PDF as an attachment that the browser neither guesses at nor keeps. Anything odd in ``name`` becomes "_"."""
    plain = re.sub(r"[^A-Za-z0-9 ._-]", "_", name)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{plain}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
