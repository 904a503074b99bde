"""An agency's brand colour and what follows from it: one colour in, a readable ramp for light and dark out."""

from dataclasses import dataclass

from django.utils.translation import gettext

from pamong.platform.ui.colour import contrast, mix, rgb

READABLE = 4.5  # WCAG 2.2, 1.4.3
LIGHT_PAPER, DARK_PAPER, DARK_CANVAS = "#ffffff", "#18202a", "#10151c"
DARK_INK = "#e8edf3"
STEPS = tuple(step / 20 for step in range(21))


class ColourRefused(ValueError):
    """The colour cannot carry readable text."""


@dataclass(frozen=True)
class Ramp:
    """Brand tokens of one theme; names as in tokens.css (``--pm-brand`` …)."""

    brand: str
    brand_strong: str
    brand_soft: str
    fill: str
    fill_strong: str
    on_fill: str

    def pairs(self, paper: str, canvas: str) -> tuple[tuple[str, str], ...]:
        """Every pair of text and ground in which these colours are used."""
        return (
            (self.brand, paper),
            (self.brand, canvas),
            (self.brand_strong, self.brand_soft),
            (self.brand_strong, paper),
            (self.on_fill, self.fill),
            (self.on_fill, self.fill_strong),
        )


def ramp(colour: str) -> tuple[Ramp, Ramp]:
    """The light and the dark ramp of a brand colour ``#rrggbb``.

    Raises ColourRefused when white text on the colour, or the colour as text on the light canvas, stays below 4.5:1;
    the message says what to do.
    """
    try:
        rgb(colour)
    except ValueError as error:
        raise ColourRefused(gettext("Tulis warna seperti #0b5cab.")) from error
    lowest = min(contrast(colour, LIGHT_PAPER), contrast(colour, "#f5f7fa"))
    if lowest < READABLE:
        raise ColourRefused(gettext("Warna ini terlalu terang untuk dibaca. Pilih warna yang lebih gelap."))
    return _light(colour.lower()), _dark(colour.lower())


def _light(colour: str) -> Ramp:
    soft = mix(colour, LIGHT_PAPER, 0.92)
    strong = mix(colour, "#000000", 0.25)
    return Ramp(
        brand=colour, brand_strong=strong, brand_soft=soft, fill=colour, fill_strong=strong, on_fill=LIGHT_PAPER
    )


def _dark(colour: str) -> Ramp:
    soft = mix(colour, DARK_PAPER, 0.72)
    brand = next(c for c in (mix(colour, LIGHT_PAPER, s) for s in STEPS) if contrast(c, DARK_PAPER) >= READABLE)
    strong = next(c for c in (mix(brand, LIGHT_PAPER, s) for s in STEPS) if contrast(c, soft) >= READABLE)
    return Ramp(
        brand=brand,
        brand_strong=strong,
        brand_soft=soft,
        fill=colour,
        fill_strong=mix(colour, "#000000", 0.15),
        on_fill=LIGHT_PAPER,
    )
