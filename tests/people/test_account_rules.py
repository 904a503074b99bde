"""Rules of codes and names, without clock or database."""

import datetime as dt
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.people.rules import accounts as rules
from pamong.rulebook.errors import Refused

NOW = dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)


def test_a_code_is_easy_to_copy_and_hard_to_guess() -> None:
    code = rules.new_code(secrets.choice)
    assert [len(part) for part in code.split("-")] == [4, 4, 4]
    assert set(code) <= set(rules.ALPHABET) | {"-"}
    assert not set("IL01O") & set(rules.ALPHABET)
    assert len(rules.ALPHABET) ** rules.CODE_LENGTH > 2**59


def test_codes_differ() -> None:
    assert len({rules.new_code(secrets.choice) for _ in range(500)}) == 500


@given(
    st.text(alphabet=rules.ALPHABET, min_size=12, max_size=12), st.sampled_from(["", "-", " ", " - ", "\u00a0", "."])
)
def test_a_code_is_read_however_it_is_typed(code: str, between: str) -> None:
    typed = between.join(code[i : i + 4] for i in range(0, 12, 4)).lower()
    assert rules.plain_code(typed) == code


@given(st.text(max_size=80))
def test_reading_never_fails_and_is_stable(text: str) -> None:
    once = rules.plain_code(text)
    assert rules.plain_code(once) == rules.plain_code(rules.plain_code(once))
    assert not any(c.isspace() for c in rules.sign_in_name(text))


@given(st.integers(0, 17), st.sampled_from([" ", "  ", "\t", "\u00a0", "\u2009"]))
def test_blanks_in_a_nip_do_not_count(at: int, blank: str) -> None:
    nip = "199005052017072004"
    assert rules.sign_in_name(nip[:at] + blank + nip[at:]) == nip


@pytest.mark.parametrize(
    ("left", "tries", "usable"),
    [
        (dt.timedelta(seconds=1), 0, True),
        (dt.timedelta(0), 0, False),
        (dt.timedelta(days=-1), 0, False),
        (dt.timedelta(days=7), 4, True),
        (dt.timedelta(days=7), 5, False),
        (dt.timedelta(days=7), 99, False),
    ],
)
def test_how_long_a_code_lives(left: dt.timedelta, tries: int, usable: bool) -> None:
    assert rules.usable(expires_at=NOW + left, tries=tries, now=NOW) is usable


@pytest.mark.parametrize("count", [1, 2, 50])
def test_batches_that_fit(count: int) -> None:
    rules.check_batch(count)


@pytest.mark.parametrize(("count", "words"), [(0, "sedikitnya satu"), (51, "50"), (20_000, "50")])
def test_batches_that_do_not(count: int, words: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.check_batch(count)
    assert words in refused.value.text()
    assert refused.value.field == "people"


@pytest.mark.parametrize("reason", ["", "   ", "hilang", "a b c d e", "\n\n\n\n\n\n\n\n\n\n\n"])
def test_a_reason_is_a_sentence(reason: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.check_reason(reason)
    assert refused.value.field == "reason"


def test_a_reason_is_tidied() -> None:
    assert rules.check_reason("  ponsel   hilang,\n dicek di loket ") == "ponsel hilang, dicek di loket"
