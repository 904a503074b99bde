"""The alphabet of an SMS, and how much fits: the tables of 3GPP TS 23.038 and 23.040."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.voice.channels.rules import gsm
from pamong.voice.channels.rules.story import at_once, follow

ALPHABET = sorted(gsm.BASIC | gsm.EXTENDED)


def in_alphabet(text: str) -> bool:
    return set(text) <= gsm.BASIC | gsm.EXTENDED


def test_the_tables_have_their_size() -> None:
    """128 places of the basic table less the escape; the extension has nine signs besides the page break."""
    assert len(gsm.BASIC) == 127
    assert len(gsm.EXTENDED) == 9
    assert not gsm.BASIC & gsm.EXTENDED


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("[" * 80, 1),
        ("[" * 81, 2),
        ("–" * 70, 1),
        ("–" * 71, 2),
        ("a" * 69 + "–", 1),
        ("a" * 134 + "–", 3),
        ("🙂" * 35, 1),
        ("🙂" * 36, 2),
    ],
)
def test_parts_as_they_are_paid_for(text: str, parts: int) -> None:
    assert gsm.parts(text) == parts


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("LAPOR – membuat", "LAPOR - membuat"),
        ("“Ya, kirim”…", '"Ya, kirim"...'),
        ("Kafé ñ ü", "Kafé ñ ü"),
        ("Łódź ā ş", "?odz a s"),
        ("lampu 🙂🙂 mati", "lampu ? mati"),
        ("ﬁle ①", "file 1"),
        ("a\tb\u00a0c\u200bd", "a b cd"),
        ("e\u0301", "e"),
        ("路灯", "?"),
        ("\x1b\x00", ""),
    ],
)
def test_what_the_alphabet_does_not_know(text: str, written: str) -> None:
    assert gsm.written(text) == written


@given(st.text(max_size=400), st.integers(min_value=20, max_value=320))
def test_any_text_is_written_and_cut_to_fit(text: str, most: int) -> None:
    written = gsm.written(text)
    cut = gsm.cut(written, most)
    assert in_alphabet(written)
    assert in_alphabet(cut)
    assert gsm.room(cut) <= most
    assert gsm.written(written) == written
    if gsm.room(written) <= most:
        assert cut == written
    else:
        assert cut.endswith(gsm.CUT)


@given(st.lists(st.text(st.sampled_from(ALPHABET), min_size=1, max_size=30), max_size=40))
def test_every_line_of_a_list_stands_on_one_page(names: list[str]) -> None:
    lines = [f"{n}. {name}"[:60] for n, name in enumerate((" ".join(x.split()) for x in names), start=1)]
    made = gsm.pages("Tentang apa?", lines, gsm.MOST, more="0 = berikutnya", again="0 = dari awal")
    assert all(gsm.room(page) <= gsm.MOST and page.startswith("Tentang apa?") for page in made)
    told = [line for page in made for line in page.split("\n")[1:] if not line.startswith("0 = ")]
    assert told == lines
    assert all(page.endswith("0 = berikutnya") for page in made[:-1])
    assert len(made) == 1 or made[-1].endswith("0 = dari awal")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("LAPOR lampu#pasar#mati sejak Senin", ("lampu", "pasar", "mati sejak Senin")),
        ("lapor#1#Jl. Mawar # 5#gelap # sekali", ("1", "Jl. Mawar", "5#gelap # sekali")),
        ("LAPOR lampu jalan mati di pasar", ("", "", "lampu jalan mati di pasar")),
        ("Lapor: jembatan putus", ("", "", "jembatan putus")),
        ("LAPOR a#b", ("", "", "a#b")),
        ("LAPOR\nlampu mati", ("", "", "lampu mati")),
        ("LAPOR", None),
        ("laporan saya", None),
        ("pelapor mati", None),
        ("LAPOR ##", None),
        ("LAPOR lampu##", ("lampu", "", "")),
    ],
)
def test_a_report_in_one_message(text: str, told: tuple[str, str, str] | None) -> None:
    assert at_once(text) == told


CODE = "AAAA-BBBB-CCCC-DDDD-EEEE"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"STATUS P-7K3M-9QXD {CODE}", ("status", "P-7K3M-9QXD", CODE, "")),
        (
            f"tambah p7k3m9qxd {CODE.replace('-', '')} dua lampu",
            ("tambah", "p7k3m9qxd", CODE.replace("-", ""), "dua lampu"),
        ),
        ("STATUS P-7K3M-9QXD", ("status", "P-7K3M-9QXD", "", "")),
        (f"SELESAI P-7K3M-9QXD {CODE}", ("selesai", "P-7K3M-9QXD", CODE, "")),
        (f"BELUM P-7K3M-9QXD {CODE} masih mati", ("belum", "P-7K3M-9QXD", CODE, "masih mati")),
        ("belum perbaikan apa-apa", None),
        ("belum pernah diperiksa", None),
        ("belum perbaikan", None),
        ("selesai", None),
        ("TAMBAH P-7K3M-9QXD lampu", None),
        ("STATUS P-7K3M-9QXD AAAA", None),
        ("status", None),
    ],
)
def test_messages_about_a_known_case(text: str, found: tuple[str, str, str, str] | None) -> None:
    assert follow(text) == found
