"""The plain rules of feedback, and the reads other areas build on."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.feedback import actions, queries, rules
from pamong.feedback.enums import FeedbackKind
from pamong.feedback.events import FeedbackGiven
from pamong.platform import events
from pamong.rulebook.errors import Refused
from tests.feedback.test_give import give
from tests.world import World


@pytest.mark.parametrize(
    "source",
    [
        "",
        "worklog.entry:1",
        "planning.result:999",
        "planning.skp:7",
        "planning.indicator:3",
        "planning.conduct:service",
        "appraisal.evaluation:5",
    ],
)
def test_sources_that_exist(source: str) -> None:
    assert rules.check_source(source) == source


@pytest.mark.parametrize(
    "source",
    [
        "entry:1",
        "worklog.entry:",
        "worklog.entry",
        "worklog.entry:1x2!",
        "people.user:1",
        "worklog.entry:1\n",
        "planning.conduct:" + "a" * 41,
        " ",
    ],
)
def test_sources_that_do_not(source: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.check_source(source)
    assert refused.value.field == "source"


@given(st.text(max_size=90))
def test_whatever_is_accepted_can_be_split_again(text: str) -> None:
    try:
        source = rules.check_source(text)
    except Refused:
        return
    kind, key = rules.split_source(source)
    assert (f"{kind}:{key}" if source else "") == source


@given(st.text(max_size=2200))
def test_a_text_is_kept_without_blanks_or_refused(text: str) -> None:
    try:
        said = rules.check_text(text)
    except Refused:
        assert not text.strip() or len(text.strip()) > rules.LONGEST
    else:
        assert said == text.strip()


def test_who_may_be_the_giver() -> None:
    assert rules.check_giver(giver_id=1, person_id=2) == 1
    with pytest.raises(Refused, match="pegawai"):
        rules.check_giver(giver_id=None, person_id=2)
    with pytest.raises(Refused, match="diri sendiri"):
        rules.check_giver(giver_id=2, person_id=2)


@pytest.mark.parametrize(
    ("is_self", "answered", "allowed"), [(True, False, True), (True, True, False), (False, False, False)]
)
def test_who_may_answer(is_self: bool, answered: bool, allowed: bool) -> None:
    if allowed:
        rules.check_can_answer(is_self=is_self, answered=answered)
    else:
        with pytest.raises(Refused):
            rules.check_can_answer(is_self=is_self, answered=answered)


@pytest.mark.django_db
class TestReads:
    """What other areas get."""

    def test_lines_of_a_period(self, world: World) -> None:
        give(world, text="Pertama", kind=FeedbackKind.NOTE.value, source="planning.conduct:loyal", source_label="Loyal")
        row = give(world, text="Kedua")
        actions.answer(feedback=row, text="Siap", by=world.viewer("employee"))
        first, second = queries.received(world.employee.pk, world.today, world.today)
        assert (first.text, first.kind_label, first.source_kind, first.source_key) == (
            "Pertama",
            "Catatan",
            "planning.conduct",
            "loyal",
        )
        assert (second.answer, second.giver, second.source_kind) == ("Siap", world.superior.name, "")

    def test_nothing_outside_the_period(self, world: World) -> None:
        give(world)
        day = dt.timedelta(days=1)
        assert queries.received(world.employee.pk, world.today - 9 * day, world.today - day) == []
        assert queries.received(world.employee.pk, world.today + day, world.today + 9 * day) == []
        assert queries.received(world.peer.pk, world.today, world.today) == []

    @pytest.mark.parametrize(
        ("who", "seen"),
        [
            ("employee", 1),
            ("superior", 1),
            ("head", 1),
            ("inspector", 1),
            ("peer", 0),
            ("acting", 0),
            ("stranger_head", 0),
            ("admin", 0),
        ],
    )
    def test_the_scope(self, world: World, who: str, seen: int) -> None:
        give(world)
        assert queries.visible(world.viewer(who)).count() == seen

    def test_the_acting_superior_sees_it_while_he_acts(self, world: World) -> None:
        give(world)
        world.appoint_acting()
        assert queries.visible(world.viewer("acting")).count() == 1
        assert queries.visible(world.viewer("superior")).count() == 1, "he gave it, so he still sees it"

    def test_a_head_does_not_read_his_own_by_being_the_head(self, world: World) -> None:
        give(world, "head", to="superior", text="Untuk kepala bidang")
        viewer = world.viewer("superior")
        assert [f.text for f in queries.about_me(viewer)] == ["Untuk kepala bidang"]
        assert queries.visible(viewer).count() == 1

    def test_filters(self, world: World) -> None:
        give(world, kind=FeedbackKind.PRAISE.value)
        give(world, kind=FeedbackKind.ADVICE.value)
        mine = queries.about_me(world.viewer("employee"))
        assert queries.narrowed(mine, kind="advice").count() == 1
        assert queries.narrowed(mine, start=world.today, end=world.today).count() == 2
        assert queries.narrowed(mine, end=world.today - dt.timedelta(days=1)).count() == 0

    def test_whom_one_may_choose(self, world: World) -> None:
        assert [a.person.name for a in queries.recipients(world.viewer("superior"))] == ["Sari Lestari, A.Md.", "Teguh"]
        under_head = {a.person_id for a in queries.recipients(world.viewer("head"))}
        assert world.employee.pk in under_head
        assert world.head.pk not in under_head
        assert world.stranger.pk not in under_head
        assert queries.may_give(world.viewer("superior"), world.employee.pk)
        assert not queries.may_give(world.viewer("superior"), world.superior.pk)
        assert not queries.may_give(world.viewer("peer"), world.employee.pk)

    def test_areas_above_may_listen(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        heard: list[FeedbackGiven] = []
        monkeypatch.setitem(events._listeners, FeedbackGiven, [heard.append])
        row = give(world, source="worklog.entry:9")
        assert heard == [FeedbackGiven(row.pk, world.employee.pk, "praise", "worklog.entry:9")]

    def test_a_source_without_page_has_no_link(self, world: World) -> None:
        assert queries.source_link(give(world, source="planning.conduct:loyal")) == ""
        assert queries.source_link(give(world)) == ""
