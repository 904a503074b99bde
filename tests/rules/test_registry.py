"""The registry: versions by validity, stored results that keep their rule, and nothing undeclared."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from pamong.rulebook import registry, wire
from pamong.rulebook.errors import ErrorCode, RuleError
from pamong.rulebook.fields import Values, Whole
from pamong.rulebook.registry import Caveat, Outcome, Registry, Source, rule
from pamong.rulebook.text import N_, Sentence, say
from pamong.rulebook.words import Confidence
from tests.rules.support import ON, SOUND


def register(book: Registry, factor: int, valid_from: date, valid_to: date | None = None) -> None:
    """A rule of the tests' own: points times a factor that a new law changes."""

    @rule(
        id="poin",
        title="Poin",
        source=Source(f"Perwali {factor}/2025", "Pasal 1"),
        valid_from=valid_from,
        valid_to=valid_to,
        confidence=Confidence.LAW,
        inputs={"n": Whole(maximum=10)},
        outputs={"poin": "poin"},
        caveats=(Caveat(Confidence.INFERENCE, "contoh"),),
        registry=book,
    )
    def points(values: Values, on: date) -> Outcome:
        return Outcome({"poin": values["n"] * factor}, (say(N_("%(n)s × %(factor)s."), n=values["n"], factor=factor),))


@pytest.fixture
def book() -> Registry:
    made = Registry()
    register(made, 3, date(2026, 1, 1))
    register(made, 2, date(2020, 1, 1), date(2025, 12, 31))
    return made


def test_the_day_chooses_the_version(book: Registry) -> None:
    assert book.run("poin", {"n": 5}, on=date(2025, 12, 31)).result == {"poin": 10}
    assert book.run("poin", {"n": 5}, on=date(2026, 1, 1)).result == {"poin": 15}
    assert [each.version for each in book.rules()] == ["2020-01-01", "2026-01-01"]
    assert [each.version for each in book.rules(date(2026, 5, 5))] == ["2026-01-01"]


def test_an_old_result_is_repeated_by_its_own_rule(book: Registry) -> None:
    old = book.run("poin", {"n": 4}, on=date(2024, 6, 1))
    assert old.version == "2020-01-01"
    again = book.run(old.rule_id, old.inputs, on=ON, version=old.version)
    assert again.result == old.result == {"poin": 8}
    assert again.source == Source("Perwali 2/2025", "Pasal 1")
    assert book.run("poin", {"n": 4}, on=ON).result == {"poin": 12}


def test_before_the_first_version(book: Registry) -> None:
    with pytest.raises(RuleError) as caught:
        book.get("poin", date(2019, 12, 31))
    assert caught.value.code is ErrorCode.NOT_IN_FORCE
    assert "2019-12-31" in caught.value.message


def test_after_the_last_version() -> None:
    book = Registry()
    register(book, 2, date(2020, 1, 1), date(2020, 12, 31))
    with pytest.raises(RuleError) as caught:
        book.get("poin", date(2021, 1, 1))
    assert caught.value.code is ErrorCode.NOT_IN_FORCE


def test_unknown_version(book: Registry) -> None:
    with pytest.raises(RuleError) as caught:
        book.get_version("poin", "1999-01-01")
    assert caught.value.code is ErrorCode.UNKNOWN_RULE
    with pytest.raises(RuleError):
        book.get_version("tidak_ada", "2020-01-01")


@pytest.mark.parametrize(
    ("valid_from", "valid_to"),
    [
        (date(2026, 1, 1), None),
        (date(2025, 12, 31), None),
        (date(2019, 1, 1), date(2020, 1, 1)),
        (date(2030, 1, 1), date(2031, 1, 1)),
        (date(2010, 1, 1), None),
    ],
)
def test_versions_never_overlap(book: Registry, valid_from: date, valid_to: date | None) -> None:
    with pytest.raises(ValueError, match="overlaps"):
        register(book, 9, valid_from, valid_to)


def test_validity_does_not_end_before_it_begins(book: Registry) -> None:
    with pytest.raises(ValueError, match="before"):
        register(book, 9, date(2019, 1, 1), date(2018, 1, 1))


def test_a_version_may_end_the_day_before_the_next(book: Registry) -> None:
    register(book, 1, date(2019, 1, 1), date(2019, 12, 31))
    assert book.run("poin", {"n": 5}, on=date(2019, 12, 31)).result == {"poin": 5}


def test_a_result_carries_all_that_explains_it(book: Registry) -> None:
    traced = book.run("poin", {"n": Decimal(5)}, on=ON)
    assert traced.as_dict() == {
        "result": {"poin": 15},
        "rule": "poin",
        "version": "2026-01-01",
        "on": "2026-11-22",
        "inputs": {"n": Decimal(5)},
        "source": "Perwali 3/2025, Pasal 1",
        "confidence": "law",
        "caveats": [{"confidence": "inference", "text": "contoh"}],
        "steps": ["5 × 3."],
    }
    assert '"inputs": {"n": 5.0}' in wire.dumps(traced.as_dict())


def test_a_stored_result_does_not_change_with_its_inputs(book: Registry) -> None:
    inputs = {"n": 5}
    traced = book.run("poin", inputs, on=ON)
    inputs["n"] = 1
    assert traced.inputs == {"n": 5}


def test_all_rules_are_there_with_their_papers() -> None:
    rules = registry.all_rules(ON)
    assert [each.id for each in rules] == [
        "predikat",
        "pola_distribusi",
        "angka_kredit",
        "angka_kredit_bulan",
        "skm",
        "mutu_skm",
        "sampel_skm",
        "batas_waktu",
        "tindak_lanjut_predikat",
        "penghargaan_predikat",
        "hukuman_absen",
        "tpp",
        "jp",
        "ip_asn",
        "kotak_talenta",
        "nip",
        "bup",
        "capaian",
    ]
    for each in rules:
        assert each.title
        assert each.source.regulation
        assert each.source.article
        assert each.inputs
        assert each.outputs
        assert each.table or each.formula
        assert each.valid_from < ON
        assert each.family in registry.FAMILIES
        assert each.valid_on(each.valid_from)
        assert not each.valid_on(each.valid_from - timedelta(days=1))


def test_asking_twice_gives_the_same_rules() -> None:
    assert registry.all_rules() == registry.all_rules()
    assert registry.get("predikat", ON) is registry.get_version("predikat", registry.get("predikat", ON).version)


def test_real_results_are_repeatable_by_version() -> None:
    for rule_id, inputs in SOUND.items():
        first = registry.run_with_trace(rule_id, inputs, on=ON)
        again = registry.run_with_trace(rule_id, first.inputs, on=first.on, version=first.version)
        assert again == first


def test_confidence_in_plain_words() -> None:
    assert [each.label for each in Confidence] == [
        "dibaca dari teks peraturan",
        "dibaca dari sumber kedua, bukan dari teks peraturan",
        "dari ingatan, belum diperiksa pada sumbernya",
        "tafsiran, karena teks tidak jelas",
    ]
    by_id = {each.id: each.confidence for each in registry.all_rules(ON)}
    assert by_id["hukuman_absen"] is Confidence.LAW
    assert by_id["predikat"] is Confidence.SECONDARY
    assert by_id["sampel_skm"] is Confidence.MEMORY
    assert by_id["nip"] is Confidence.INFERENCE


def test_steps_remember_how_to_be_said_in_another_language() -> None:
    traced = registry.run_with_trace("predikat", {"hasil_kerja": "sesuai", "perilaku": "di_bawah"}, on=ON)
    assert [str(step) for step in traced.steps] == [
        "Hasil kerja sesuai ekspektasi: baris ke-2 pada matriks.",
        "Perilaku kerja di bawah ekspektasi: kolom ke-3 pada matriks.",
        "Pertemuan baris dan kolom itu adalah predikat Kurang.",
    ]
    last = traced.steps[-1]
    assert isinstance(last, Sentence)
    assert last.params == {"predikat": "Kurang"}
    assert last.translated(lambda _: "They meet at %(predikat)s.") == "They meet at Kurang."
