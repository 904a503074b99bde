"""Drawn pictures of what citizens report and officers mend: a road, a lamp, waste, a waiting room. The same for the same draw."""

import io
import random
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageChops, ImageDraw, ImageFilter

WIDTH, HEIGHT = 640, 480
Colour = tuple[int, int, int]
DARK, GREY, GREEN, WOOD = (38, 40, 48), (118, 120, 124), (74, 112, 66), (134, 100, 70)


def photo(category: str, rng: random.Random, *, mended: bool) -> SimpleUploadedFile | None:
    """A picture for a complaint of this category, as reported or ``mended``; None where nobody would take one."""
    draw_it = SCENES.get(category)
    if draw_it is None:
        return None
    night = category == "jalan-lampu" and rng.random() < 0.5
    image = _ground(rng, night=night)
    draw_it(ImageDraw.Draw(image), rng, mended)
    image = image.filter(ImageFilter.GaussianBlur(0.8))
    grain = Image.frombytes("L", (160, 120), rng.randbytes(160 * 120)).resize((WIDTH, HEIGHT))
    image = Image.blend(image, ImageChops.overlay(image, Image.merge("RGB", (grain,) * 3)), 0.12)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=75)
    return SimpleUploadedFile("foto.jpg", out.getvalue(), content_type="image/jpeg")


def _ground(rng: random.Random, *, night: bool) -> Image.Image:
    """Sky, houses and earth, no two alike."""
    top: Colour = (24, 28, 52) if night else (rng.randint(120, 190), rng.randint(170, 210), rng.randint(200, 240))
    image = Image.new("RGB", (WIDTH, HEIGHT), top)
    draw = ImageDraw.Draw(image)
    line = rng.randint(170, 270)
    x = -rng.randint(0, 60)
    while x < WIDTH:
        width, height = rng.randint(50, 150), rng.randint(40, 150)
        shade = rng.randint(40, 70) if night else rng.randint(130, 220)
        wall = (shade, shade - rng.randint(0, 25), shade - rng.randint(10, 35))
        draw.rectangle([x, line - height, x + width, line], fill=wall)
        draw.polygon(
            [(x - 8, line - height), (x + width // 2, line - height - 34), (x + width + 8, line - height)],
            fill=(120, 64, 48),
        )
        x += width + rng.randint(6, 70)
    draw.rectangle([0, line, WIDTH, HEIGHT], fill=(52, 56, 50) if night else rng.choice((GREEN, WOOD, (150, 140, 120))))
    return image


def _road(draw: ImageDraw.ImageDraw, rng: random.Random, mended: bool) -> None:
    far = rng.randint(160, 480)
    draw.polygon(
        [(far - 26, 240), (far + 26, 240), (rng.randint(480, 640), HEIGHT), (rng.randint(0, 150), HEIGHT)], fill=GREY
    )
    x = rng.randint(200, 420)
    if rng.random() < 0.5:
        pole = rng.choice((90, 180, 470, 560))
        draw.rectangle([pole, 60, pole + 10, 380], fill=DARK)
        draw.line([(pole + 5, 62), (pole + 70, 50)], fill=DARK, width=8)
        draw.ellipse([pole + 58, 44, pole + 92, 66], fill=(255, 240, 170) if mended else (70, 72, 78))
        if mended:
            draw.polygon([(pole + 60, 66), (pole + 90, 66), (pole + 190, 420), (pole - 40, 420)], fill=(196, 184, 120))
    hole = [x, rng.randint(330, 400), x + rng.randint(80, 170), rng.randint(415, 455)]
    draw.ellipse(hole, fill=(84, 86, 90) if mended else DARK)
    if not mended:
        draw.arc(hole, 180, 360, fill=(168, 160, 140), width=6)


def _waste(draw: ImageDraw.ImageDraw, rng: random.Random, mended: bool) -> None:
    left = rng.randint(40, 330)
    draw.rectangle([left - 20, 300, left + 270, 420], fill=(96, 110, 96))
    draw.rectangle([left, 318, left + 250, 420], fill=(186, 190, 184) if mended else (70, 66, 54))
    for _ in range(0 if mended else 70):
        x, y, size = left + rng.randint(-50, 260), rng.randint(250, 450), rng.randint(12, 44)
        shade = (rng.randint(40, 230), rng.randint(40, 200), rng.randint(40, 200))
        draw.ellipse([x, y, x + size, y + size * 2 // 3], fill=shade)


def _room(draw: ImageDraw.ImageDraw, rng: random.Random, mended: bool) -> None:
    wall = (rng.randint(190, 230), rng.randint(200, 230), rng.randint(190, 225))
    draw.rectangle([0, 0, WIDTH, 330], fill=wall)
    draw.rectangle([0, 330, WIDTH, HEIGHT], fill=(170, 160, 148))
    window = rng.randint(30, 420)
    draw.rectangle([window, 50, window + 170, 180], fill=(150, 190, 220), outline=DARK, width=5)
    for number in range(rng.randint(3, 5)):
        x, broken = 40 + number * rng.randint(110, 125), not mended and rng.random() < 0.6
        seat = (rng.randint(30, 90), rng.randint(80, 140), rng.randint(120, 190))
        draw.rectangle([x, 260 + 40 * broken, x + 84, 330 + 40 * broken], fill=seat)
        draw.rectangle([x, 330 + 40 * broken, x + 84, 350 + 40 * broken], fill=seat)
        draw.line([(x + 8, 350), (x + (44 if broken else 8), 430)], fill=DARK, width=6)
        draw.line([(x + 76, 350), (x + 76, 430)], fill=DARK, width=6)


Scene = Callable[[ImageDraw.ImageDraw, random.Random, bool], None]
SCENES: dict[str, Scene] = {"jalan-lampu": _road, "lingkungan": _waste, "fasilitas": _room, "puskesmas": _room}
