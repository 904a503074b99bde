"""Drawn pictures of the example: the same for the same draw, one before and one after, none where nobody would take one."""

import random
from io import BytesIO

import pytest
from PIL import Image

from pamong.cli.seeding import scenes
from pamong.cli.seeding.handled import WORDS
from pamong.cli.seeding.voices import TEXTS
from pamong.voice.complaints.rules import closing


def drawn(category: str, seed: int, *, mended: bool = False) -> bytes:
    picture = scenes.photo(category, random.Random(seed), mended=mended)
    assert picture is not None
    return bytes(picture.read())


@pytest.mark.parametrize("category", sorted(scenes.SCENES))
def test_the_same_draw_is_the_same_picture_and_another_another(category: str) -> None:
    assert drawn(category, 7) == drawn(category, 7)
    assert drawn(category, 7) != drawn(category, 8)
    assert drawn(category, 7) != drawn(category, 7, mended=True)
    image = Image.open(BytesIO(drawn(category, 7)))
    assert image.size == (scenes.WIDTH, scenes.HEIGHT)
    assert not image.getexif()


def test_papers_are_not_photographed() -> None:
    assert scenes.photo("akta", random.Random(1), mended=False) is None


def test_there_are_words_for_every_category_that_officers_handle() -> None:
    handled = {row["code"] for row in TEXTS["category"] if not row.get("about_officer") and not row.get("is_praise")}
    assert handled == set(WORDS)
    for words in WORDS.values():
        assert words["explain"]
        assert words["promise"]
        for each in words["decision"]:
            cause, remedy, prevention = (each.get(name, "") for name in ("cause", "remedy", "prevention"))
            has_proof = bool(each.get("proof"))
            closing.check_decision(each["outcome"], each["answer"], cause, remedy, prevention, has_proof)
