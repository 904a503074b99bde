"""English is complete, and Indonesian needs no file of its own."""

from pamong.platform.ui import messages


def test_no_text_lacks_its_english() -> None:
    assert messages.missing("en") == []


def test_texts_are_found_at_all() -> None:
    assert len(messages.texts()) > 1_500
