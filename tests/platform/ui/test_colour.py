"""Every pair of text and ground in the tokens is readable; a brand colour that is not is refused."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.platform.ui import brand
from pamong.platform.ui.assets import HERE
from pamong.platform.ui.colour import contrast, mix, rgb, to_hex

TEXT, SHAPE = 4.5, 3.0
TOKENS = (HERE / "styles" / "tokens.css").read_text(encoding="utf-8")
GROUNDS = ("paper", "canvas")
TEXTS = ("ink", "ink-2", "brand", "brand-strong", "ok", "warn", "bad", "info", "mute")
ON_SOFT = ("brand-strong", "ok", "warn", "bad", "info", "mute")
SHAPES = ("line-input", "series-1", "series-2", "series-3", "fill")
HEX = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


def block(opening: str) -> dict[str, str]:
    """The colour tokens of the rule that begins with ``opening``."""
    body = TOKENS.split(opening, 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--pm-([\w-]+):\s*(#[0-9a-f]{6});", body))


LIGHT = block("\n:root {")
DARK = block('[data-bs-theme="dark"] {')
PRINT = LIGHT | block('@media print {\n  :root,\n  :root:not([data-bs-theme="light"]) {')
THEMES = {"light": LIGHT, "dark": DARK, "print": PRINT}


def pairs() -> list[tuple[str, str, str, float]]:
    listed = []
    for theme in THEMES:
        listed += [(theme, text, ground, TEXT) for text in TEXTS for ground in GROUNDS]
        listed += [(theme, text, f"{text.removesuffix('-strong')}-soft", TEXT) for text in ON_SOFT]
        listed += [(theme, "ink", f"{tone}-soft", TEXT) for tone in ("brand", "ok", "warn", "bad", "info", "mute")]
        listed += [(theme, "ink-2", "mute-soft", TEXT), (theme, "ink-2", "brand-soft", TEXT)]
        listed += [(theme, "on-fill", fill, TEXT) for fill in ("fill", "fill-strong")]
        listed += [(theme, shape, "paper", SHAPE) for shape in SHAPES]
    return listed


@pytest.mark.parametrize(("theme", "text", "ground", "least"), pairs())
def test_readable(theme: str, text: str, ground: str, least: float) -> None:
    colours = THEMES[theme]
    assert contrast(colours[text], colours[ground]) >= least


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_white_text_on_red_buttons_and_counts(theme: str) -> None:
    assert contrast("#ffffff", THEMES[theme]["bad-fill"]) >= TEXT
    assert contrast("#ffffff", THEMES[theme]["bad-fill-strong"]) >= TEXT


def test_the_focus_ring_shows_on_every_ground() -> None:
    """Two rings, ink and yellow: at least one stands out from whatever lies under them, and they from each other."""
    for theme in ("light", "dark"):
        colours = THEMES[theme]
        for ground in ("paper", "canvas", "fill", "brand-soft", "bad-soft"):
            best = max(contrast(colours["focus"], colours[ground]), contrast(colours["ink"], colours[ground]))
            assert best >= SHAPE, (theme, ground)


def test_both_dark_blocks_are_the_same() -> None:
    wished = block('@media (prefers-color-scheme: dark) {\n  :root:not([data-bs-theme="light"]) {')
    assert wished == DARK
    assert set(DARK) == set(LIGHT)


def test_known_contrasts() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


@pytest.mark.parametrize("wrong", ["", "#fff", "0b5cab", "#0b5cag", "#0b5cab;}", "red"])
def test_other_writings_are_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="not a colour"):
        rgb(wrong)
    with pytest.raises(brand.ColourRefused, match="Tulis warna seperti"):
        brand.ramp(wrong)


@given(HEX, HEX, st.floats(0, 1))
def test_mixing_stays_between(one: str, other: str, share: float) -> None:
    assert mix(one, other, 0) == one
    assert mix(one, other, 1) == other
    for a, b, between in zip(rgb(one), rgb(other), rgb(mix(one, other, share)), strict=True):
        assert min(a, b) <= between <= max(a, b)
    assert to_hex(rgb(one)) == one


@pytest.mark.parametrize("pale", ["#ffbf47", "#ffffff", "#8fb8de", "#777777"])
def test_a_pale_brand_is_refused_with_advice(pale: str) -> None:
    with pytest.raises(brand.ColourRefused, match="Pilih warna yang lebih gelap"):
        brand.ramp(pale)


@given(HEX)
def test_an_accepted_brand_is_readable_everywhere(colour: str) -> None:
    try:
        light, dark = brand.ramp(colour)
    except brand.ColourRefused:
        assert contrast(colour, LIGHT["canvas"]) < TEXT
        return
    for one, other in light.pairs(LIGHT["paper"], LIGHT["canvas"]) + dark.pairs(DARK["paper"], DARK["canvas"]):
        assert contrast(one, other) >= TEXT


def test_the_ramp_reckons_with_the_real_grounds() -> None:
    assert (LIGHT["paper"], DARK["paper"], DARK["canvas"]) == (brand.LIGHT_PAPER, brand.DARK_PAPER, brand.DARK_CANVAS)
