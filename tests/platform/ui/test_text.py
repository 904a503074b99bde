"""Refusals in the reader's language; characters that nobody types."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from pamong.platform.ui.text import normalised, refusal_text, refused_characters
from pamong.rulebook.errors import Refused


def test_parameters_are_written_as_people_read_them() -> None:
    refused = Refused(
        "Sampai %(day)s jam %(at)s ada %(n)s dari %(all)d, dicatat %(when)s.",
        day=date(2026, 11, 22),
        at=time(14, 5),
        n=Decimal("1234.5"),
        all=7,
        when=datetime(2026, 11, 22, 7, 5, tzinfo=UTC),
    )
    with translation.override("id"), timezone.override("Asia/Jakarta"):
        assert (
            refusal_text(refused)
            == "Sampai 22 November 2026 jam 14.05 ada 1.234,5 dari 7, dicatat 22 November 2026 14.05 WIB."
        )


def test_a_sentence_that_wants_the_raw_number_gets_it() -> None:
    assert refusal_text(Refused("Paling banyak %(hours)d jam.", hours=Decimal("8"))) == "Paling banyak 8 jam."


def test_a_percent_sign_without_parameters_stays() -> None:
    assert refusal_text(Refused("Bobot harus 100%.")) == "Bobot harus 100%."


def test_the_sentence_is_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    english = {"Jam %(at)s belum tiba.": "%(at)s has not come yet.", "besok": "tomorrow"}
    monkeypatch.setattr("pamong.platform.ui.text.gettext", lambda text: english.get(text, text))
    with translation.override("en"):
        assert refusal_text(Refused("Jam %(at)s belum tiba.", at=time(14, 5))) == "14:05 has not come yet."
        assert refusal_text(Refused("Jam %(at)s belum tiba.", at="besok")) == "tomorrow has not come yet."


@pytest.mark.parametrize(
    "character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u202e", "\u2066", "\u200f", "\u061c", "\ud800"]
)
def test_hidden_characters(character: str) -> None:
    assert refused_characters(f"Nama{character}Palsu")


@pytest.mark.parametrize("text", ["", "Ny. Sari\n\tbaris dua", "Café ☕ 25 °C — “ya”", "ꦱꦸꦫꦏꦂꦠ", "👩‍🌾 zwj"])
def test_what_people_type(text: str) -> None:
    assert not refused_characters(text)


def test_normalised() -> None:
    assert normalised("Cafe\u0301\r\nsatu\rdua") == "Café\nsatu\ndua"
