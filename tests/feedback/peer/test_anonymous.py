"""An administrator with full database access cannot match author and answer better than chance.

Answers come in through the pages, as in life, so that every trace a request leaves is there. The release, which mixes, is
then repeated from the same state many times: with some ten thousand guesses per strategy, two percent above chance lie five
standard deviations off. The last tests are the control: with the mixing taken out, the same administrator finds nearly all.
"""

import itertools
import random
import secrets
from collections.abc import Callable

import pytest
from django.db import transaction

from pamong.feedback.peer.models import Invitation, Round
from pamong.feedback.peer.rules import box
from pamong.platform.access import idempotency
from tests.feedback.peer.administrator import Traces, attack, files_with, repeated, rows_with
from tests.feedback.peer.builder import crew, open_round, release
from tests.feedback.test_give import give
from tests.world import KeyedClient, World

pytestmark = pytest.mark.django_db
COLLEAGUES, RELEASES, ABOVE_CHANCE = 20, 110, 0.02


def run_round(world: World, colleagues: int = 6) -> tuple[Round, Traces, dict[str, int]]:
    """A round in which every invited person answers by his own browser, in an order of chance."""
    crew(world, colleagues)
    mark = secrets.token_hex(8)  # bytes of rolled back rows stay in the files: each round has words of its own
    row = open_round(world, upward=False)
    dice = random.Random(7)
    invitations = list(Invitation.objects.filter(subject__round=row).select_related("giver"))
    dice.shuffle(invitations)
    traces, truth = Traces(), dict[str, int]()
    clients: dict[str, KeyedClient] = {}
    for number, invitation in enumerate(invitations):
        giver = invitation.giver
        name = next(key for key, user in world.users.items() if user.person_id == giver.pk)
        client = clients.setdefault(name, world.client(name))
        text = f"jawab-{number:04d}-{mark}"
        form = {"keep": text, "evidence": "Saya lihat sendiri", "keep_value": "harmonious"}
        assert client.post(f"/umpan-balik/rekan/undangan/{invitation.pk}/", form).status_code == 303
        truth[text] = giver.pk
        traces.look_at_boxes(invitation.subject_id)
    traces.gather()
    return row, traces, truth


def released_again_and_again(row: Round, traces: Traces, truth: dict[str, int]) -> Callable[[], dict]:  # type: ignore[type-arg]
    def once() -> dict:  # type: ignore[type-arg]
        with transaction.atomic():
            assert release(row) == len(truth)
            found = attack(traces, truth)
            transaction.set_rollback(True)
        return found

    return once


def test_no_strategy_beats_chance(world: World) -> None:
    row, traces, truth = run_round(world, COLLEAGUES)
    assert len(truth) > 100
    rates = repeated(released_again_and_again(row, traces, truth), RELEASES)
    assert len(rates) == 40, "eight orders of givers, five of answers"
    assert min(guesses for _, _, guesses in rates.values()) > 10_000
    found = {name: rate for name, (rate, chance, _) in rates.items() if rate > chance + ABOVE_CHANCE}
    assert not found, f"matched above chance: {found}"


def test_the_control_an_order_that_is_kept_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(box, "mixed", list)
    monkeypatch.setattr(box._dice, "choice", lambda free: free[0])
    row, traces, truth = run_round(world)
    rates = repeated(released_again_and_again(row, traces, truth), 1)
    rate, chance, _ = rates["kept requests", "place in the file"]
    assert rate > 0.99 > chance + ABOVE_CHANCE


def test_the_control_mixing_only_in_the_box_is_not_enough_when_boxes_are_read(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A box that is not sealed shows which block changed: the administrator's copies of it must find that, too."""
    monkeypatch.setattr(box, "mixed", list)
    monkeypatch.setattr(box._dice, "choice", random.Random(3).choice)
    monkeypatch.setattr(box, "_seal", lambda key, slots: b"".join(_frame(slot) for slot in slots))
    monkeypatch.setattr(box, "_open", lambda key, held: [_unframe(held, at) for at in range(0, len(held), box.SLOT)])
    row, traces, truth = run_round(world)
    traces.givers["changed blocks"] = {
        subject: _by_difference(traces.snapshots[subject], order)
        for subject, order in traces.givers["kept requests"].items()
    }
    rates = repeated(released_again_and_again(row, traces, truth), 1)
    assert rates["changed blocks", "place in the file"][0] > 0.99


def _frame(slot: bytes) -> bytes:
    return len(slot).to_bytes(box.HEAD, "big") + slot.ljust(box.SLOT - box.HEAD, b"\0")


def _unframe(held: bytes, at: int) -> bytes:
    length = int.from_bytes(held[at : at + box.HEAD], "big")
    return bytes(held[at + box.HEAD : at + box.HEAD + length])


def _by_difference(seen: list[bytes], order: list[int]) -> list[int]:
    places, before = [], b""
    for after in seen:
        blocks = range(0, len(after), box.SLOT)
        places.append(
            next(
                at
                for at in blocks
                if before[at : at + box.SLOT] != after[at : at + box.SLOT] and any(after[at : at + box.SLOT])
            )
        )
        before = after
    return [giver for _, giver in sorted(zip(places, order, strict=True))]


def test_nothing_of_an_answer_is_readable_before_the_release_in_any_row_or_byte(world: World) -> None:
    common = f"umpan balik biasa {secrets.token_hex(8)}"
    give(world, text=common)
    _row, _traces, truth = run_round(world)
    mark = next(iter(truth)).rsplit("-", 1)[1]
    assert rows_with(mark) == {}
    assert files_with(mark) == set()
    assert {"feedback_feedback", "audit_event"} <= files_with(common), "the search itself finds what is there"
    assert {"feedback_feedback", "audit_event"} == set(rows_with(common))


def test_after_the_release_the_text_stands_in_one_table_with_nothing_of_its_author(world: World) -> None:
    row, _traces, truth = run_round(world)
    release(row)
    assert len(truth) > 20
    for text, giver in list(truth.items())[:20]:
        found = rows_with(text)
        assert set(found) == {"peer_answer"}, found.keys()
        cells = found["peer_answer"][0].strip("()").split(",")
        assert len(cells) == 8
        assert not [cell for cell in cells[2:] if str(giver) == cell]


def test_all_that_knew_who_answered_is_gone_after_the_release(world: World) -> None:
    from pamong.feedback.peer.models import RoundKey, SealedBox, UsedInvitation

    row, _traces, _truth = run_round(world)
    assert SealedBox.objects.exists()
    assert UsedInvitation.objects.exists()
    release(row)
    assert not SealedBox.objects.exists()
    assert not UsedInvitation.objects.exists()
    assert not RoundKey.objects.exists()
    left = rows_with("peer_usedinvitation") | rows_with("peer_sealedbox") | rows_with("peer_roundkey")
    assert set(left) <= {"django_content_type", "auth_permission"}, "no audit entry names the boxes, marks or keys"


def test_boxes_of_one_size_change_everywhere_with_every_answer(world: World) -> None:
    _row, traces, _truth = run_round(world)
    for copies in traces.snapshots.values():
        assert len({len(copy) for copy in copies}) == 1, "the length tells nothing"
        for before, after in itertools.pairwise(copies):
            same = sum(x == y for x, y in zip(before, after, strict=True))
            assert same < len(after) / 100, "a fresh seal looks like chance: one byte in 256 agrees"


def test_a_known_text_cannot_be_tried_against_the_kept_request(world: World, rf: object) -> None:
    """Whoever holds the server's key may compute digests of texts he has read: they must not depend on the text."""
    digests = set()
    for text in ("satu", "dua"):
        request = rf.post("/umpan-balik/rekan/undangan/5/", {"keep": text})  # type: ignore[attr-defined]
        digests.add(idempotency.body_hash(request, unlinked=True))
        assert idempotency.body_hash(request) not in digests
    assert len(digests) == 1
