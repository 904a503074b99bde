"""Units, heads, kinds of posts and chains of superiors: the rules the help page tells."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.people.rules import heads, posts, superiors, units
from pamong.people.rules.heads import Member
from pamong.people.rules.near import best_spelling, key, near, nearest
from pamong.people.rules.rows import PersonRow
from pamong.people.rules.units import Chain


def row(number: int, unit: str, parent: str | None = "", agency: str | None = None) -> PersonRow:
    born = dt.date(1980, 1, 1)
    return PersonRow(number, str(number), "x", born, "L", "PNS", unit=unit, parent=parent, agency=agency)


def tree(*rows: PersonRow, known: dict[Chain, str] | None = None, answers: dict[str, str] | None = None) -> units.Tree:
    return units.build(rows, known or {}, answers or {})


# --- titles ---


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("Kepala Bidang Mutasi", "Bidang Mutasi"),
        ("KEPALA BIDANG MUTASI", "Bidang Mutasi"),
        ("Kepala Dinas", "Dinas Sosial"),
        ("Kepala Dinas Sosial Kota Salatiga", "DINAS SOSIAL"),
        ("Plt. Kepala Dinas Sosial", "Dinas Sosial"),
        ("Camat Argomulyo", "Kecamatan Argomulyo"),
        ("Lurah", "Kelurahan Ledok"),
        ("Direktur", "RSUD Kota"),
        ("Sekretaris Daerah", "Sekretariat Daerah"),
        ("Sekretaris Dinas", "Sekretariat"),
        ("Inspektur", "Inspektorat Daerah"),
        ("Inspektur Pembantu I", "Inspektur Pembantu I"),
        ("Kepala Sekolah", "SMP Negeri 1"),
        ("Kepala UPTD Puskesmas Cebongan", "Puskesmas Cebongan"),
        ("Kepala Puskesmas Cebongan", "UPTD Puskesmas Cebongan"),
    ],
)
def test_titles_that_lead(title: str, unit: str) -> None:
    assert posts.leads(title, unit)


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("Kepala Sub Bagian Umum", "Bagian Umum"),
        ("Kepala Bidang Mutasi", "Dinas Sosial"),
        ("Kepala Seksi Mutasi", "Bidang Mutasi"),
        ("Inspektur Pembantu I", "Inspektorat Daerah"),
        ("Sekretaris Dinas", "Dinas Sosial"),
        ("Sekretaris Camat", "Kecamatan Argomulyo"),
        ("Lurah Ledok", "Kecamatan Argomulyo"),
        ("Guru", "SMP Negeri 1"),
        ("Pengelola Kepala", "Kepala"),
        ("", "Dinas Sosial"),
    ],
)
def test_titles_that_do_not_lead(title: str, unit: str) -> None:
    assert not posts.leads(title, unit)


@pytest.mark.parametrize(
    ("level", "kind"),
    [
        ("JPT Pratama", "JPT"),
        ("Pimpinan Tinggi Pratama", "JPT"),
        ("II.b", "JPT"),
        ("Administrator", "JA"),
        ("Pengawas", "JA"),
        ("Pelaksana", "JA"),
        ("Eselon III", "JA"),
        ("IV.a", "JA"),
        ("Fungsional Umum", "JA"),
        ("Ahli Madya", "JF"),
        ("Terampil", "JF"),
        ("Penyelia", "JF"),
        ("Jabatan Fungsional", "JF"),
        ("Fungsional Tertentu", "JF"),
        ("Entah", None),
    ],
)
def test_kinds_of_posts(level: str, kind: str | None) -> None:
    assert posts.kind_of_level(level) == kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Analis Kebijakan Ahli Muda", ("JF", "Ahli Muda")),
        ("Kepala Dinas Sosial", ("JPT", "")),
        ("Kepala Bidang Mutasi", ("JA", "")),
        ("Pengadministrasi Umum", ("JA", "Pelaksana")),
    ],
)
def test_kind_without_a_column_comes_from_the_title(title: str, kind: tuple[str, str]) -> None:
    assert posts.kind_of_title(title) == kind


# --- names ---


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dinas Kesehatn", "Dinas Kesehatan"),
        ("Dinas Kesehatan Kota Salatiga", "Dinas Kesehatan"),
        ("Badan Ke pegawaian", "Badan Kepegawaian"),
        ("Bidang Perlindugan Sosial", "Bidang Perlindungan Sosial"),
    ],
)
def test_slips_of_the_hand_are_near(one: str, other: str) -> None:
    assert near(key(one), key(other))
    assert near(key(other), key(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SD Negeri Salatiga 01", "SD Negeri Salatiga 05"),
        ("SMP Negeri 1", "SMA Negeri 1"),
        ("Inspektur Pembantu I", "Inspektur Pembantu II"),
        ("Kelurahan Kutowinangun Kidul", "Kelurahan Kutowinangun Lor"),
        ("Kecamatan Sidorejo", "Kecamatan Sidomukti"),
        ("Bidang Pelayanan Pencatatan Sipil", "Bidang Pelayanan Pendaftaran Penduduk"),
        ("Bagian Hukum", "Bagian Umum"),
        ("Dinas Sosial", "Dinas Sosial"),
    ],
)
def test_different_units_are_not_near(one: str, other: str) -> None:
    assert not near(key(one), key(other))


def test_case_blanks_and_ampersand_do_not_make_another_unit() -> None:
    assert key(" BIDANG  Paud & Dikmas.") == key("Bidang PAUD dan Dikmas")


def test_best_spelling_prefers_mixed_case() -> None:
    assert best_spelling(["BAGIAN UMUM", "BAGIAN UMUM", "Bagian Umum"]) == "Bagian Umum"
    assert best_spelling(["BAGIAN UMUM", "bagian umum"]) == "bagian umum"
    assert best_spelling(["BAGIAN UMUM"]) == "BAGIAN UMUM"


def test_nearest_of_several() -> None:
    assert nearest("dinas kesehatn", ["dinas sosial", "dinas kesehatan"]) == "dinas kesehatan"
    assert nearest("dinas antariksa", ["dinas sosial"]) is None


# --- the tree ---


def test_units_hang_under_the_parents_the_rows_name() -> None:
    found = tree(row(1, "Dinas Sosial"), row(2, "Bidang A", "DINAS SOSIAL"), row(3, "Seksi A1", "Bidang A"))
    assert found.chains[3] == ("dinas sosial", "bidang a", "seksi a1")
    assert list(found.new) == [
        ("dinas sosial",),
        ("dinas sosial", "bidang a"),
        ("dinas sosial", "bidang a", "seksi a1"),
    ]
    assert found.new[("dinas sosial",)] == "Dinas Sosial"


def test_parent_without_rows_of_its_own_is_made_and_said() -> None:
    found = tree(row(1, "Bidang A", "Dinas Sosial"))
    assert ("dinas sosial",) in found.new
    assert "tidak punya baris sendiri" in found.warnings[0].reason


def test_region_as_parent_and_unit_as_its_own_parent_mean_the_top() -> None:
    found = tree(row(1, "Dinas Sosial", "Pemerintah Kota Salatiga"), row(2, "Dinas Kesehatan", "Dinas Kesehatan"))
    assert found.chains == {1: ("dinas sosial",), 2: ("dinas kesehatan",)}


def test_forgotten_parent_is_taken_from_the_other_rows() -> None:
    found = tree(
        row(1, "Dinas Sosial"),
        row(2, "Bidang A", "Dinas Sosial"),
        row(3, "Bidang A", "Dinas Sosial"),
        row(4, "Bidang A", ""),
    )
    assert found.chains[4] == ("dinas sosial", "bidang a")


def test_file_without_a_column_of_parents_finds_known_units() -> None:
    known: dict[Chain, str] = {("dinas sosial",): "Dinas Sosial", ("dinas sosial", "bidang a"): "Bidang A"}
    found = tree(row(1, "bidang a", None), known=known)
    assert found.chains[1] == ("dinas sosial", "bidang a")
    assert found.new == {}


def test_same_name_in_several_agencies_needs_the_agency() -> None:
    rows = [row(1, "Sekretariat", "Dinas A"), row(2, "Sekretariat", "Dinas B")]
    found = tree(*rows, row(3, "Subbag Umum", "Sekretariat"))
    assert found.chains[1] != found.chains[2]
    assert "beberapa perangkat daerah" in found.refused[3].reason
    told = tree(*rows, row(3, "Subbag Umum", "Sekretariat", agency="Dinas B"))
    assert told.chains[3] == ("dinas b", "sekretariat", "subbag umum")


def test_agency_column_alone_places_a_unit() -> None:
    found = tree(row(1, "Bidang A", None, agency="Dinas Sosial"), row(2, "Dinas Sosial", None, agency="Dinas Sosial"))
    assert found.chains == {1: ("dinas sosial", "bidang a"), 2: ("dinas sosial",)}


def test_units_that_contain_each_other_are_refused() -> None:
    found = tree(row(1, "Bidang A", "Bidang B"), row(2, "Bidang B", "Bidang A"))
    assert set(found.refused) == {1, 2}
    assert "saling menginduk" in found.refused[1].reason


def test_near_name_is_a_question_and_its_rows_wait() -> None:
    known: dict[Chain, str] = {("dinas sosial",): "Dinas Sosial"}
    found = tree(row(1, "Dinas Sosal"), row(2, "Bidang A", "Dinas Sosal"), known=known)
    assert [(q.name, q.like, q.rows) for q in found.questions] == [("Dinas Sosal", "Dinas Sosial", 2)]
    assert set(found.refused) == {1, 2}
    assert found.new == {}


def test_near_names_inside_one_file_are_questions_too() -> None:
    rows = [row(n, "Dinas Kesehatan") for n in range(3)]
    found = tree(*rows, row(9, "Dinas Kesehatn"))
    assert [question.name for question in found.questions] == ["Dinas Kesehatn"]
    assert set(found.refused) == {9}


@pytest.mark.parametrize(("answer", "chain"), [("dinas sosial", ("dinas sosial",)), (units.NEW, ("dinas sosal",))])
def test_answers_settle_questions(answer: str, chain: Chain) -> None:
    found = tree(row(1, "Dinas Sosal"), known={("dinas sosial",): "Dinas Sosial"}, answers={"dinas sosal": answer})
    assert found.questions == []
    assert found.chains[1] == chain


# --- heads ---

UNIT: Chain = ("bidang mutasi",)
NAMES = {UNIT: "Bidang Mutasi"}


def member(number: int, title: str = "Analis", superior: str | None = None, unit: Chain = UNIT) -> Member:
    return Member(number, f"n{number}", title, unit, superior)


def test_title_makes_the_head() -> None:
    chosen = heads.choose([member(1), member(2, "Kepala Bidang Mutasi")], {}, NAMES)
    assert chosen.of[UNIT] == "n2"


def test_of_two_titles_the_one_most_name() -> None:
    people = [
        member(1, "Kepala Bidang"),
        member(2, "Kepala Bidang"),
        member(3, superior="n2"),
        member(4, superior="n2"),
    ]
    chosen = heads.choose(people, {}, NAMES)
    assert chosen.of[UNIT] == "n2"
    assert [m.nip for m, _head in chosen.passed_over] == ["n1"]


def test_without_title_whom_more_than_half_name() -> None:
    people = [member(1), *(member(n, superior="n1") for n in (2, 3)), member(4, superior="n9")]
    assert heads.choose(people, {}, NAMES).of[UNIT] == "n1"
    assert heads.choose(people[:2], {}, NAMES).of[UNIT] is None  # one voice is not enough
    divided = [*people, member(5), member(6)]
    assert heads.choose(divided, {}, NAMES).of[UNIT] is None


def test_present_head_stays_without_another_title() -> None:
    people = [member(1), *(member(n, superior="n1") for n in (2, 3, 4))]
    assert heads.choose(people, {UNIT: "n8"}, NAMES).of[UNIT] == "n8"


def test_head_who_is_not_in_the_file_keeps_the_seat() -> None:
    chosen = heads.choose([member(1, "Kepala Bidang Mutasi")], {UNIT: "n8"}, NAMES)
    assert chosen.of[UNIT] == "n8"
    assert chosen.passed_over[0][0].nip == "n1"


def test_head_who_leaves_makes_room() -> None:
    other: Chain = ("dinas",)
    people = [member(8, "Analis", unit=other), member(1, "Kepala Bidang Mutasi")]
    assert heads.choose(people, {UNIT: "n8"}, {**NAMES, other: "Dinas"}).of[UNIT] == "n1"


# --- superiors ---


def test_rings_of_superiors_are_found_once() -> None:
    assert superiors.cycles({"a": "b", "b": "a", "c": "a", "d": None}) == [["a", "b"]]
    assert superiors.cycles({"a": "b", "b": "c"}) == []
    assert sorted(map(len, superiors.cycles({"a": "b", "b": "c", "c": "a", "x": "y", "y": "x"}))) == [2, 3]


@given(st.dictionaries(st.integers(0, 30).map(str), st.one_of(st.none(), st.integers(0, 30).map(str)), max_size=31))
def test_cut_rings_leave_an_order_with_superiors_first(named: dict[str, str | None]) -> None:
    superior = {nip: above for nip, above in named.items() if above != nip}
    for ring in superiors.cycles(superior):
        superior[ring[0]] = None
    assert superiors.cycles(superior) == []
    ordered = superiors.superiors_first(superior, superior)
    assert sorted(ordered) == sorted(superior)
    place = {nip: number for number, nip in enumerate(ordered)}
    assert all(place[above] < place[nip] for nip, above in superior.items() if above in place)


def test_long_chains_do_not_overflow() -> None:
    chain = {str(n): str(n + 1) for n in range(50_000)}
    assert superiors.cycles(chain) == []
    assert superiors.superiors_first(chain, chain)[0] == "49999"
