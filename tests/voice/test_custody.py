"""Two people, two keys: how a sealed identity is opened, and how it is not."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from pamong.platform.access.errors import NotVisible
from pamong.platform.access.who import Who
from pamong.platform.audit.models import Event
from pamong.platform.guard import ACTION
from pamong.platform.notifications.models import Notification
from pamong.platform.privacy import sealing
from pamong.rulebook.errors import Refused
from pamong.voice.complaints import actions, queries
from pamong.voice.complaints.enums import Mode, UnsealState
from pamong.voice.complaints.models import Complaint, CustodianKey, Unsealing
from tests.voice import builder
from tests.voice.builder import BY, Catalogue
from tests.world import World

pytestmark = pytest.mark.django_db
PASSPHRASE = "sandi panjang dua orang"


@pytest.fixture
def pairs(cat: Catalogue) -> dict[int, sealing.KeyPair]:
    return builder.keys(PASSPHRASE)


@pytest.fixture
def case(cat: Catalogue, pairs: dict[int, sealing.KeyPair]) -> Complaint:
    return builder.received(cat, mode=Mode.CONFIDENTIAL, name="Bu Rahasia", phone="0811-2222")


def asked(world: World, case: Complaint) -> Unsealing:
    return actions.custody.ask(complaint=case, reason="Perintah pengadilan 12/2026.", by=world.viewer("custodian"))


class TestKeys:
    def test_a_new_key_retires_the_old_one_of_its_place(self, pairs: dict[int, sealing.KeyPair]) -> None:
        new = sealing.new_pair("x")
        actions.custody.add_key(holder=1, label="Inspektur", public_key=new.public, by=BY)
        valid = CustodianKey.objects.filter(retired_at__isnull=True)
        assert [(k.holder, bytes(k.public_key)) for k in valid] == [(1, new.public), (2, pairs[2].public)]
        assert CustodianKey.objects.count() == 3

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"holder": 3}, "holder"),
            ({"public_key": b"short"}, "public_key"),
            ({"label": " "}, "label"),
        ],
    )
    def test_what_cannot_be_used_is_refused(self, cat: Catalogue, changes: dict[str, Any], field: str) -> None:
        values = {"holder": 1, "label": "Inspektur", "public_key": sealing.new_pair("x").public, **changes}
        with pytest.raises(Refused) as refused:
            actions.custody.add_key(**values, by=BY)
        assert refused.value.field == field

    def test_the_same_key_is_not_both_holders(self, cat: Catalogue) -> None:
        pair = sealing.new_pair("x")
        actions.custody.add_key(holder=1, label="A", public_key=pair.public, by=BY)
        with pytest.raises(Refused) as refused:
            actions.custody.add_key(holder=2, label="B", public_key=pair.public, by=BY)
        assert refused.value.code == "sudah_ada"

    def test_nobody_registers_both_keys(self, world: World, cat: Catalogue) -> None:
        """Else one person would hold both, and would open alone whatever is sealed from then on."""
        first, second = (sealing.new_pair("x").public for _ in range(2))
        custodian, inspector = world.viewer("custodian"), world.viewer("inspector")
        actions.custody.add_key(holder=1, label="A", public_key=first, by=custodian)
        with pytest.raises(Refused) as refused:
            actions.custody.add_key(holder=2, label="B", public_key=second, by=custodian)
        assert refused.value.code == "orang_sama"
        actions.custody.add_key(holder=2, label="B", public_key=second, by=inspector)
        with pytest.raises(Refused):  # nor by replacing them one after the other
            actions.custody.add_key(holder=1, label="C", public_key=sealing.new_pair("x").public, by=inspector)
        actions.custody.add_key(holder=1, label="C", public_key=sealing.new_pair("x").public, by=custodian)
        assert [key.label for key in queries.sealing_keys()] == ["C", "B"]

    def test_everybody_with_a_part_in_custody_hears_of_a_new_key(self, world: World, cat: Catalogue) -> None:
        builder.grant(world.users["stranger"], Who.CUSTODIAN)
        key = sealing.new_pair("x").public
        actions.custody.add_key(holder=1, label="A", public_key=key, by=world.viewer("custodian"))
        assert Notification.objects.filter(person_id=world.stranger.pk, kind="voice.unsealing").count() == 1

    def test_one_key_alone_offers_nothing(self, cat: Catalogue) -> None:
        actions.custody.add_key(holder=1, label="A", public_key=sealing.new_pair("x").public, by=BY)
        assert queries.sealing_keys() == []

    def test_the_database_holds_no_second_valid_key_of_a_place(self, pairs: dict[int, sealing.KeyPair]) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            CustodianKey.objects.add(
                via=ACTION, holder=1, label="B", public_key=b"0" * 32, fingerprint=sealing.fingerprint(b"0" * 32)
            )


class TestOpening:
    def test_asked_by_one_approved_by_another_opened_outside_with_both_keys(
        self, world: World, case: Complaint, pairs: dict[int, sealing.KeyPair]
    ) -> None:
        wish = asked(world, case)
        actions.custody.decide(unsealing=wish, approve=True, by=world.viewer("inspector"))
        wish.refresh_from_db()
        sealed = actions.custody.fetch(unsealing=wish, by=world.viewer("custodian"))
        assert b"Rahasia" not in sealed
        for holder in (1, 2):
            sealed = sealing.open_layer(sealed, sealing.unlock(pairs[holder].locked, PASSPHRASE))
        opened = sealing.read(sealed)
        assert opened is not None
        assert (opened["name"], opened["phone"]) == ("Bu Rahasia", "0811-2222")
        verbs = list(Event.objects.filter(verb__startswith="custody.").order_by("id").values_list("verb", flat=True))
        assert verbs[-3:] == ["custody.asked", "custody.approved", "custody.fetched"]
        wish.refresh_from_db()
        assert wish.fetched == 1

    def test_nobody_approves_his_own_wish(self, world: World, case: Complaint) -> None:
        wish = asked(world, case)
        with pytest.raises(Refused) as refused:
            actions.custody.decide(unsealing=wish, approve=True, by=world.viewer("custodian"))
        assert refused.value.code == "orang_sama"

    def test_the_database_refuses_it_too(self, world: World, case: Complaint) -> None:
        wish = asked(world, case)
        wish.state, wish.decided_by = UnsealState.APPROVED, wish.asked_by
        with pytest.raises(IntegrityError), transaction.atomic():
            wish.save(via=ACTION)

    @pytest.mark.parametrize("decision", [None, False])
    def test_nothing_is_handed_out_without_approval(self, world: World, case: Complaint, decision: bool | None) -> None:
        wish = asked(world, case)
        if decision is not None:
            actions.custody.decide(unsealing=wish, approve=decision, by=world.viewer("inspector"))
        with pytest.raises(Refused) as refused:
            actions.custody.fetch(unsealing=wish, by=world.viewer("custodian"))
        assert refused.value.code == "belum_disetujui"

    def test_decided_once(self, world: World, case: Complaint) -> None:
        wish = asked(world, case)
        actions.custody.decide(unsealing=wish, approve=False, by=world.viewer("inspector"))
        with pytest.raises(Refused) as refused:
            actions.custody.decide(unsealing=wish, approve=True, by=world.viewer("inspector"))
        assert refused.value.code == "sudah_diputuskan"

    def test_a_reason_and_one_open_wish_at_a_time(self, world: World, case: Complaint) -> None:
        with pytest.raises(Refused) as refused:
            actions.custody.ask(complaint=case, reason=" ", by=world.viewer("custodian"))
        assert refused.value.field == "reason"
        asked(world, case)
        with pytest.raises(Refused) as refused:
            asked(world, case)
        assert refused.value.code == "sudah_ada"

    def test_the_others_are_told(self, world: World, case: Complaint) -> None:
        builder.grant(world.users["stranger"], Who.CUSTODIAN)
        asked(world, case)
        assert Notification.objects.filter(person_id=world.stranger.pk, kind="voice.unsealing").count() == 1


class TestWhoSees:
    def test_only_custodians_and_inspectors_have_a_part(self, world: World, case: Complaint) -> None:
        asked(world, case)
        seen = {name for name in world.users if queries.unsealings(world.viewer(name)).exists()}
        assert seen == {"custodian", "inspector"}

    def test_a_custodian_of_the_accused_chain_has_none(self, world: World, case: Complaint, cat: Catalogue) -> None:
        builder.grant(world.users["superior"], Who.CUSTODIAN)
        asked(world, case)
        assert queries.unsealings(world.viewer("superior")).exists()
        actions.classify(
            complaint=case, category=cat.conduct, accused_person_id=world.employee.pk, by=world.viewer("officer")
        )
        assert not queries.unsealings(world.viewer("superior")).exists()
        with pytest.raises(NotVisible):
            queries.sealed_case(world.viewer("superior"), case.number)

    def test_only_a_confidential_case_can_be_asked_for(self, world: World, case: Complaint, cat: Catalogue) -> None:
        assert queries.sealed_case(world.viewer("custodian"), case.number.lower()) == case
        for other in (builder.received(cat).number, builder.received(cat, mode=Mode.ANONYMOUS).number, "P-0000-0000"):
            with pytest.raises(NotVisible):
                queries.sealed_case(world.viewer("custodian"), other)
        with pytest.raises(NotVisible):
            queries.sealed_case(world.viewer("officer"), case.number)
