"""How well copies are told from other matters, on texts as people type them: precision and recall, with floors.

The figures stand in docs/performance.md. A change of spellings, pieces or thresholds that makes them worse fails here.
"""

import datetime as dt
import itertools
from collections import Counter, defaultdict

import pytest

from pamong.platform.guard import ACTION
from pamong.voice.complaints import queries
from pamong.voice.complaints.enums import Channel, Mode, State
from pamong.voice.complaints.models import Category, Complaint, Place
from pamong.voice.complaints.queries import intake
from pamong.voice.insight.models import SignalPolicy
from pamong.voice.insight.rules import alike
from tests.voice.insight.corpus import HELD_OUT, MATTERS, Matter

Matters = tuple[Matter, ...]


def side_by_side(matters: Matters) -> dict[tuple[str, str], list[tuple[int, str]]]:
    """Every text with the number of its matter, by category and kecamatan, as the nightly look compares them."""
    found = defaultdict[tuple[str, str], list[tuple[int, str]]](list)
    for number, matter in enumerate(matters):
        found[matter.category, matter.place] += [(number, text) for text in (*matter.copies, *matter.others)]
    return found


def pairs(matters: Matters, percent: int) -> Counter[str]:
    """Pairs of texts: copies found and missed, and different matters that count as alike."""
    copies = {text: number for number, matter in enumerate(matters) for text in matter.copies}
    counted = Counter[str]()
    for texts in side_by_side(matters).values():
        for (one, said), (other, told) in itertools.combinations(texts, 2):
            found = 100 * alike.likeness(alike.pieces(said), alike.pieces(told)) >= percent
            if one != other:
                counted["wrong"] += found
            elif said in copies and told in copies:
                counted["found" if found else "missed"] += 1
    return counted


def groups(matters: Matters) -> tuple[set[int], int]:
    """Matters for which the usual policy raises a signal, and groups in which matters are mixed."""
    right, mixed = set[int](), 0
    for texts in side_by_side(matters).values():
        said = {at: text for at, (_number, text) in enumerate(texts)}
        for group in alike.groups(said, percent=alike.USUAL_PERCENT, least=alike.USUAL_LEAST):
            numbers = {texts[at][0] for at in group}
            mixed += len(numbers) > 1
            right |= numbers if len(numbers) == 1 else set()
    return right, mixed


class TestCopies:
    def test_the_corpus_is_large_enough_to_say_something(self) -> None:
        texts = [text for matter in (*MATTERS, *HELD_OUT) for text in (*matter.copies, *matter.others)]
        assert len(texts) >= 100
        assert len(set(texts)) == len(texts)
        assert not {text for m in MATTERS for text in m.copies} & {text for m in HELD_OUT for text in m.copies}

    @pytest.mark.parametrize(("matters", "recall"), [(MATTERS, 0.95), (HELD_OUT, 0.85)], ids=["chosen by", "held out"])
    def test_copies_are_found_and_other_matters_are_not(self, matters: Matters, recall: float) -> None:
        counted = pairs(matters, alike.USUAL_PERCENT)
        assert counted["found"] / (counted["found"] + counted["missed"]) >= recall, counted
        assert counted["wrong"] == 0, counted

    def test_the_same_words_about_another_place_need_the_threshold(self) -> None:
        """The negative control: lower, the nearest of the other matters are taken for copies."""
        assert pairs(MATTERS, 40)["wrong"] > 0

    @pytest.mark.parametrize(("matters", "most_missed"), [(MATTERS, 1), (HELD_OUT, 0)], ids=["chosen by", "held out"])
    def test_a_signal_for_each_matter_told_three_times(self, matters: Matters, most_missed: int) -> None:
        wanted = {number for number, matter in enumerate(matters) if len(matter.copies) >= alike.USUAL_LEAST}
        right, mixed = groups(matters)
        assert len(wanted - right) <= most_missed
        assert right <= wanted
        assert mixed == 0

    def test_the_usual_policy_uses_what_was_measured(self) -> None:
        policy = SignalPolicy()
        assert (policy.alike_percent, policy.alike_least) == (alike.USUAL_PERCENT, alike.USUAL_LEAST)

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("jl yg gk rata", "jalan yang tidak rata"),
            ("sdh 2 kali jatuh", "sudah dua kali jatoh"),
            ("anak2 gak bs lewat", "anak2 nggak bisa lewat"),
            ("lampunyaaa matiiii", "lampunya mati"),
            ("klo mlm gelap bgt", "kalau malam gelap sekali"),
        ],
    )
    def test_short_forms_are_one_spelling(self, typed: str, meant: str) -> None:
        assert alike.likeness(_letters(typed), _letters(meant)) > 0.8, (alike.plain(typed), alike.plain(meant))

    def test_time_of_day_and_numbers_stay_words_that_tell_something(self) -> None:
        assert alike.plain("mati setiap pagi") != alike.plain("mati setiap sore")
        assert alike.plain("RT 03") != alike.plain("RT 04")


def _letters(text: str) -> frozenset[str]:
    said = alike.plain(text)
    return frozenset(said[at : at + 3] for at in range(len(said) - 2))


TODAY = dt.date(2026, 11, 27)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("matters", "copies", "others", "wrong"),
    [(MATTERS, 0.95, 0.35, 0.5), (HELD_OUT, 1.0, 0.0, 0.2)],
    ids=["chosen by", "held out"],
)
def test_what_is_offered_to_a_reporter(matters: Matters, copies: float, others: float, wrong: float) -> None:
    """The first telling of each matter is public and open; those who tell it after him are offered it among at most four."""
    cases = published(matters)
    seen = {"copies": Counter[str](), "others": Counter[str]()}
    for number, matter in enumerate(matters):
        for kind, texts in (("copies", matter.copies[1:]), ("others", matter.others)):
            for text in texts:
                case = cases[number]
                offered = queries.alike(category=case.category, place=case.place, text=text, today=TODAY)
                seen[kind]["asked"] += 1
                seen[kind]["right"] += case in offered
                seen[kind]["wrong"] += len([one for one in offered if one != case])
                assert len(offered) <= intake.MOST
    told = {kind: counted["right"] / counted["asked"] for kind, counted in seen.items() if counted["asked"]}
    assert told["copies"] >= copies, seen
    assert told.get("others", 1) >= others, seen
    total = sum((counted for counted in seen.values()), Counter[str]())
    assert total["wrong"] / (total["wrong"] + total["right"]) <= wrong, seen


def published(matters: Matters) -> list[Complaint]:
    """One open public case per matter."""
    made = []
    categories = {
        m.category: Category.objects.add(via=ACTION, code=m.category, name=m.category)
        for m in {x.category: x for x in matters}.values()
    }
    places = {name: Place.objects.add(via=ACTION, name=name) for name in {m.place for m in matters}}
    for number, matter in enumerate(matters):
        made.append(
            Complaint.objects.add(
                via=ACTION, number=f"P-0000-{number:04}", secret_hash="x", intake_key=f"korpus-{number}", mode=Mode.OPEN,
                channel=Channel.WEB, state=State.WORKING, category=categories[matter.category], place=places[matter.place],
                text=matter.copies[0], public_text=matter.copies[0], is_public=True, received_day=TODAY,
                received_at=dt.datetime(2026, 11, 27, tzinfo=dt.UTC),
            )
        )  # fmt: skip
    return made
