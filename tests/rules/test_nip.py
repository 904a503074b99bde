"""NIP: round trips of made-up numbers, and every fault."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.rulebook.nip import FAULTS, NipParts, faults, parse, strip_blanks
from pamong.rulebook.words import Employment, Sex
from tests.rules.support import run

births = st.dates(date(1950, 1, 1), date(2008, 12, 31))
digits18 = st.text("0123456789", min_size=18, max_size=18)


@st.composite
def made_up(draw: st.DrawFn) -> NipParts:
    """The parts of a sound number that nobody has."""
    born = draw(births)
    year = draw(st.integers(born.year + 18, born.year + 45))
    status = draw(st.sampled_from(Employment))
    month = draw(st.integers(1, 12)) if status is Employment.PNS else None
    code = None if month else str(draw(st.integers(21, 99)))
    sex = draw(st.sampled_from(Sex))
    sequence = f"{draw(st.integers(1, 999)):03}"
    middle = f"{month:02}" if month else code
    written = f"{born:%Y%m%d}{year}{middle}{'1' if sex is Sex.MALE else '2'}{sequence}"
    return NipParts(written, born, sex, status, year, month, code, sequence)


@given(made_up())
def test_round_trip(parts: NipParts) -> None:
    assert parse(parts.nip) == parts
    assert faults(parts.nip) == []


@given(made_up(), st.lists(st.tuples(st.integers(0, 18), st.sampled_from(" \t\n\u00a0\u2009")), max_size=6))
def test_blanks_anywhere_are_stripped(parts: NipParts, blanks: list[tuple[int, str]]) -> None:
    written = parts.nip
    for place, blank in blanks:
        written = written[:place] + blank + written[place:]
    assert parse(written) == parts


@given(made_up())
def test_the_contract_form(parts: NipParts) -> None:
    answer = run("nip", nip=parts.nip)
    assert answer["sah"] is True
    assert answer["lahir"] == parts.born.isoformat()
    assert answer["jenis_kelamin"] in ("L", "P")
    assert answer["urut"] == parts.sequence
    assert "galat" not in answer
    if answer["status"] == "PNS":
        assert answer["tmt"] == f"{parts.year}-{parts.month:02}"
        assert not {"tahun", "kode"} & set(answer)
    else:
        assert (answer["tahun"], answer["kode"]) == (parts.year, parts.code)
        assert "tmt" not in answer


@given(digits18)
def test_any_eighteen_digits_are_either_sound_or_faulty(digits: str) -> None:
    found = parse(digits)
    answer = run("nip", nip=digits)
    if isinstance(found, NipParts):
        assert answer["sah"] is True
    else:
        assert found == sorted(found) != []
        assert set(found) <= set(FAULTS)
        assert answer == {"sah": False, "galat": found}


@given(st.text(max_size=30))
def test_any_text_gets_an_answer(text: str) -> None:
    assert run("nip", nip=text)["sah"] in (True, False)


@pytest.mark.parametrize(
    ("nip", "codes"),
    [
        ("19860926201505100", ["panjang"]),
        ("1986092620150510011", ["panjang"]),
        ("", ["panjang"]),
        ("   ", ["panjang"]),
        ("abc", ["panjang"]),
        ("1.98609262015051e17", ["panjang"]),
        ("19860926201505100X", ["bukan_angka"]),
        ("1986-9262015051001", ["bukan_angka"]),
        ("١٩٨٦٠٩٢٦٢٠١٥٠٥١٠٠١", ["bukan_angka"]),
        ("19860926201505100²", ["bukan_angka"]),
        ("198609312015051001", ["lahir"]),
        ("196902291993031009", ["lahir"]),
        ("000009262015051001", ["lahir"]),
        ("198609262015001001", ["tmt"]),
        ("198609262015131001", ["tmt"]),
        ("198609262015201001", ["tmt"]),
        ("198609262015050001", ["jenis_kelamin"]),
        ("198609262015059001", ["jenis_kelamin"]),
        ("198609262015051000", ["urut"]),
        ("198609262003051001", ["usia"]),
        ("198609261985051001", ["usia"]),
        ("198613262003133000", ["jenis_kelamin", "lahir", "tmt", "urut", "usia"]),
    ],
)
def test_faults(nip: str, codes: list[str]) -> None:
    assert faults(nip) == codes
    assert parse(nip) == codes
    assert run("nip", nip=nip) == {"sah": False, "galat": codes}


@pytest.mark.parametrize(
    ("nip", "sound"), [("198609262004051001", True), ("198609262003051001", False), ("198612312004011001", True)]
)
def test_the_age_of_entry_goes_by_years(nip: str, sound: bool) -> None:
    assert run("nip", nip=nip)["sah"] is sound


def test_pppk() -> None:
    assert run("nip", nip="19900512 202221 2 034") == {
        "sah": True,
        "lahir": "1990-05-12",
        "jenis_kelamin": "P",
        "status": "PPPK",
        "urut": "034",
        "tahun": 2022,
        "kode": "21",
    }


def test_every_fault_has_words() -> None:
    assert set(FAULTS) == {"panjang", "bukan_angka", "lahir", "tmt", "jenis_kelamin", "urut", "usia"}
    assert all(FAULTS.values())


def test_strip_blanks() -> None:
    assert strip_blanks(" 1986 0926\t201505\u00a01 001\n") == "198609262015051001"
