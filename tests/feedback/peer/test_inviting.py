"""Who may be brought in and kept out; and what a person, his superior and a moderator do with a summary."""

import pytest

from pamong.feedback.peer import actions, queries
from pamong.feedback.peer.models import Answer, Invitation, Report, Subject
from pamong.feedback.peer.rules.invitations import Member, asked
from pamong.platform.access.errors import NotVisible
from pamong.platform.guard import ACTION
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from tests.feedback.peer.builder import answer_all, crew, open_round, release, said, subject_of, viewer_of
from tests.world import World, assign, person

pytestmark = pytest.mark.django_db


def members(count: int, superior: int = 100) -> list[Member]:
    return [Member(number, 1, superior) for number in range(1, count + 1)]


def test_at_most_so_many_chosen_by_chance_never_oneself_nor_the_superior() -> None:
    found = asked([1], members(20), most=5, least=3)
    assert len(found) == 5
    assert {one.about for one in found} == {1}
    assert not {one.giver for one in found} & {1, 100}
    many = [frozenset(one.giver for one in asked([1], members(20), most=5, least=3)) for _ in range(20)]
    assert len(set(many)) > 5


def test_conflicts_are_left_out_and_may_empty_the_circle() -> None:
    found = asked([1], members(5), most=5, least=3, conflicts={(1, 2)})
    assert {one.giver for one in found} == {3, 4, 5}
    assert asked([1], members(5), most=5, least=3, conflicts={(1, 2), (1, 3)}) == []


def test_people_without_superior_have_the_peers_of_their_unit() -> None:
    alone = [Member(number, 7, None) for number in range(1, 6)]
    assert {one.giver for one in asked([1], alone, most=9, least=3)} == {2, 3, 4, 5}


def test_the_person_and_the_superior_propose(world: World) -> None:
    crew(world, 4)
    row = open_round(world)
    subject = subject_of(row, world.employee)
    one = actions.propose(subject=subject, giver=world.acting, by=world.viewer("employee"))
    assert (one.relation, one.origin) == ("peer", "self")
    assert Notification.objects.filter(person_id=world.acting.pk, kind="peer.invited").count() == 1
    two = actions.propose(subject=subject, giver=world.admin, by=world.viewer("superior"))
    assert two.origin == "superior"
    for giver, words in ((world.employee, "diri"), (world.superior, "Atasan"), (world.acting, "sudah diundang")):
        with pytest.raises(Refused, match=words):
            actions.propose(subject=subject, giver=giver, by=world.viewer("employee"))
    upward = subject_of(row, world.superior)
    Invitation.objects.filter(subject=upward, giver=world.employee).delete(via=ACTION)
    again = actions.propose(subject=upward, giver=world.employee, by=world.viewer("head"))
    assert again.relation == "report"


def test_too_many_are_refused(world: World) -> None:
    crew(world, 4)
    subject = subject_of(open_round(world), world.employee)
    where = Invitation.objects.filter(subject=subject).count()
    for number in range(12 - where):
        extra = person(f"Tambahan {number}", f"19910101201701{1}{number:03d}")
        assign(extra, world.root, "Analis", world.head)
        actions.propose(subject=subject, giver=extra, by=world.viewer("superior"))
    with pytest.raises(Refused, match="Paling banyak"):
        actions.propose(subject=subject, giver=world.acting, by=world.viewer("superior"))


def test_later_guests_find_room_in_the_box(world: World) -> None:
    crew(world, 4)
    row = open_round(world)
    subject = subject_of(row, world.employee)
    answer_all(world, subject)
    guest = actions.propose(subject=subject, giver=world.acting, by=world.viewer("superior"))
    actions.answer(invitation=guest, said=said("Dari tamu"), by=world.viewer("acting"))
    assert release(row) == 6
    assert Answer.objects.filter(keep="Dari tamu").exists()


def test_conflict_keeps_out_now_and_later(world: World) -> None:
    crew(world, 4)
    subject = subject_of(open_round(world), world.employee)
    one = subject.invitations.select_related("giver").get(giver=world.peer)
    with pytest.raises(Refused, match="alasan"):
        actions.exclude(subject=subject, invitation_id=one.pk, reason=" ", by=world.viewer("employee"))
    actions.exclude(subject=subject, invitation_id=one.pk, reason="Saudara kandung", by=world.viewer("employee"))
    one.refresh_from_db()
    with pytest.raises(Refused, match="tidak berlaku"):
        actions.answer(invitation=one, said=said("x"), by=world.viewer("peer"))
    later = subject_of(open_round(world), world.employee)
    assert not later.invitations.filter(giver=world.peer).exists()


def test_the_invited_may_step_back_himself(world: World) -> None:
    crew(world, 4)
    subject = subject_of(open_round(world), world.employee)
    one = subject.invitations.get(giver=world.peer)
    actions.decline(invitation=one, reason="Sengketa warisan", by=world.viewer("peer"))
    assert list(queries.mine_to_answer(world.viewer("peer")).filter(subject=subject)) == []
    with pytest.raises(Refused):
        actions.decline(invitation=one, reason="lagi", by=world.viewer("peer"))


def test_used_invitations_and_ones_own_reports_cannot_be_kept_out(world: World) -> None:
    crew(world, 4)
    row = open_round(world)
    subject, upward = subject_of(row, world.employee), subject_of(row, world.superior)
    answer_all(world, subject, 1)
    used = subject.invitations.order_by("pk").first()
    assert used is not None
    with pytest.raises(Refused, match="ditarik"):
        actions.exclude(subject=subject, invitation_id=used.pk, reason="x", by=world.viewer("employee"))
    below = upward.invitations.filter(relation="report").first()
    assert below is not None
    with pytest.raises(Refused, match="Bawahan"):
        actions.exclude(subject=upward, invitation_id=below.pk, reason="x", by=world.viewer("superior"))
    actions.exclude(subject=upward, invitation_id=below.pk, reason="Perkara", by=world.viewer("head"))
    release(row)
    with pytest.raises(Refused, match="selesai"):
        actions.propose(subject=subject, giver=world.acting, by=world.viewer("superior"))


def released(world: World) -> Subject:
    crew(world, 4)
    row = open_round(world)
    answer_all(world, subject_of(row, world.employee))
    release(row)
    return Subject.objects.select_related("round__agency", "person").get(round=row, person=world.employee)


def test_the_superior_reads_counts_until_the_person_shares(world: World) -> None:
    subject = released(world)
    boss = world.viewer("superior")
    (peers, _) = queries.summary(boss, subject)
    assert (peers.shown, peers.keep, peers.evidence) == (5, [], [])
    assert peers.values[0].keep == 5
    with pytest.raises(Refused):
        actions.share(subject=subject, shared=True, by=boss)
    actions.share(subject=subject, shared=True, by=world.viewer("employee"))
    subject.refresh_from_db()
    (peers, _) = queries.summary(boss, subject)
    assert len(peers.keep) == 5
    assert {heard.key for heard in peers.keep} == {""}, "only the person reports"
    assert Notification.objects.filter(kind="peer.shared", person_id=world.superior.pk).exists()
    actions.share(subject=subject, shared=False, by=world.viewer("employee"))
    subject.refresh_from_db()
    assert queries.summary(boss, subject)[0].keep == []


def test_columns_are_shuffled_apart_and_the_same_at_each_view(world: World) -> None:
    from pamong.feedback.peer.rules.answers import unordered

    rows, keys = list(range(12)), [f"kunci-{n}" for n in range(12)]
    keep, evidence = unordered(rows, keys, "keep"), unordered(rows, keys, "evidence")
    assert keep == unordered(rows, keys, "keep")
    assert sorted(keep) == sorted(evidence) == rows
    assert keep != evidence


def test_an_insult_is_hidden_and_its_author_stays_unknown(world: World) -> None:
    subject = released(world)
    me = world.viewer("employee")
    key = queries.summary(me, subject)[0].keep[0].key
    answer = queries.answer_of(subject, key)
    with pytest.raises(Refused):
        actions.report(subject=subject, answer=answer, reason=" ", by=me)
    row = actions.report(subject=subject, answer=answer, reason="Mengancam", by=me)
    with pytest.raises(Refused, match="sudah dilaporkan"):
        actions.report(subject=subject, answer=answer, reason="Mengancam", by=me)
    assert [r.pk for r in queries.reports_to_decide(world.viewer("admin"))] == [row.pk]
    assert list(queries.reports_to_decide(world.viewer("superior"))) == []
    with pytest.raises(Refused):
        actions.moderate(report=row, hide=True, note="", by=world.viewer("admin"))
    actions.moderate(report=row, hide=True, note="Ancaman", by=world.viewer("admin"))
    texts = [heard.text for heard in queries.summary(me, subject)[0].keep]
    assert answer.keep not in texts
    assert "" in texts
    with pytest.raises(Refused, match="sudah diputuskan"):
        actions.moderate(report=Report.objects.get(), hide=False, note="x", by=world.viewer("admin"))
    assert Notification.objects.filter(kind="peer.moderated", person_id=world.employee.pk).exists()


@pytest.mark.parametrize("key", ["", "x" * 36, "00000000-0000-4000-8000-000000000000", "' OR 1=1 --"])
def test_a_key_of_no_answer_is_not_visible(world: World, key: str) -> None:
    subject = released(world)
    with pytest.raises(NotVisible):
        queries.answer_of(subject, key)


def test_the_evaluation_hears_counts_of_rounds_about_its_period(world: World) -> None:
    released(world)
    day = world.today
    (found,) = queries.heard(world.employee.pk, day.replace(month=1, day=1), day).alone()
    assert (found.title, found.answers, found.values[0].keep) == ("Putaran uji", 5, 5)
    assert (
        queries.heard(world.employee.pk, day.replace(year=day.year - 1), day.replace(year=day.year - 1)).alone() == []
    )
    assert queries.heard(world.peer.pk, day, day).alone() == []


def test_viewers_of_others_see_nothing(world: World) -> None:
    subject = released(world)
    for who in ("peer", "stranger_head", "admin", "head", "inspector"):
        with pytest.raises(NotVisible):
            queries.subject_for(world.viewer(who), subject.pk)
    assert queries.subject_for(viewer_of(world, world.superior), subject.pk).pk == subject.pk
