"""One way to open a case with its receipt, and one token for what a program hands over."""

import pytest

from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from pamong.voice.complaints import actions, queries
from pamong.voice.complaints.actions.receipts import TRIES
from pamong.voice.complaints.enums import Mode
from pamong.voice.complaints.models import Complaint
from pamong.voice.complaints.queries import follow
from pamong.voice.complaints.rules import receipts
from tests.voice.builder import CITIZEN, Catalogue, keys, report

WRONG = "-".join(["0000"] * 5)


def refused(number: str, secret: str, *, named: bool = False) -> Refused:
    with pytest.raises(Refused) as caught:
        actions.open_receipt(number=number, secret=secret, named=named, by=CITIZEN)
    return caught.value


def test_as_people_type_it(cat: Catalogue) -> None:
    done = actions.receive(report=report(cat), by=CITIZEN)
    number, secret = done.number.lower().replace("-", " "), done.secret.lower().replace("0", "o")
    assert actions.open_receipt(number=number, secret=secret, by=CITIZEN).pk == done.complaint.pk


def test_wrong_tries_are_counted_and_never_keep_the_reporter_out(cat: Catalogue) -> None:
    done, other = (actions.receive(report=report(cat), by=CITIZEN) for _ in range(2))
    for _ in range(TRIES + 2):
        actions.open_receipt(number=done.number, secret=done.secret, by=CITIZEN)
    assert {refused(done.number, WRONG).code for _ in range(TRIES)} == {"tidak_cocok"}
    assert refused(done.number, WRONG).code == "sering"
    assert actions.open_receipt(number=done.number, secret=done.secret, by=CITIZEN).pk == done.complaint.pk
    assert actions.open_receipt(number=other.number, secret=other.secret, by=CITIZEN).pk == other.complaint.pk


def test_a_guess_costs_no_hash_and_one_that_does_is_counted_for_all(
    cat: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = actions.receive(report=report(cat), by=CITIZEN)
    hashed: list[str] = []

    def check(secret: str, _kept: str) -> bool:
        hashed.append(secret)
        return False

    monkeypatch.setattr(follow, "check_password", check)
    refused(done.number, WRONG)
    refused("P-0000-0000", done.secret)
    assert hashed == []
    Complaint.objects.filter(pk=done.complaint.pk).update(via=ACTION, secret_hint=receipts.hint(done.number, WRONG))
    codes = [refused(done.number, WRONG).code for _ in range(TRIES + 2)]
    assert codes == ["tidak_cocok"] * TRIES + ["sering"] * 2
    assert hashed == [WRONG] * TRIES


def test_a_case_without_hint_is_opened_by_its_hash(cat: Catalogue) -> None:
    done = actions.receive(report=report(cat), by=CITIZEN)
    Complaint.objects.filter(pk=done.complaint.pk).update(via=ACTION, secret_hint="")
    assert refused(done.number, WRONG).code == "tidak_cocok"
    assert actions.open_receipt(number=done.number, secret=done.secret, by=CITIZEN).pk == done.complaint.pk


def test_the_hint_leaves_eighty_bits_unknown() -> None:
    secrets = [receipts.secret_of(actions.draw_token()) for _ in range(200)]
    assert {len(receipts.hint("P-0000-0000", secret)) for secret in secrets} == {4}
    assert len({receipts.hint("P-0000-0000", secret) for secret in secrets}) > 190
    assert receipts.hint("P-0000-0000", secrets[0]) != receipts.hint("P-0000-0001", secrets[0])
    assert receipts.SECRET_SIGNS * 5 - 16 >= 80


def test_an_unknown_number_is_refused_in_the_same_words(cat: Catalogue) -> None:
    done = actions.receive(report=report(cat), by=CITIZEN)
    one, two, three = refused(done.number, WRONG), refused("P-0000-0000", done.secret), refused("x", "y")
    assert one.text() == two.text() == three.text()
    assert one.field == "secret"


@pytest.mark.parametrize(("mode", "opened"), [(Mode.OPEN, True), (Mode.CONFIDENTIAL, False), (Mode.ANONYMOUS, False)])
def test_where_the_sender_shows_only_open_reports_are_opened(cat: Catalogue, mode: Mode, opened: bool) -> None:
    keys()
    done = actions.receive(report=report(cat, mode=mode), by=CITIZEN)
    assert actions.open_receipt(number=done.number, secret=done.secret, by=CITIZEN).pk == done.complaint.pk
    if opened:
        actions.open_receipt(number=done.number, secret=done.secret, named=True, by=CITIZEN)
        return
    for _ in range(TRIES + 1):  # the right code is no guess: it closes the page to nobody
        assert refused(done.number, done.secret, named=True).code == "lewat_laman"
    assert refused(done.number, WRONG, named=True).code == "tidak_cocok", "a wrong code does not tell the mode"


def test_a_programs_token_is_the_same_for_the_same_sending_only() -> None:
    token = queries.program_token("voice.mail", "surat-1")
    assert token == queries.program_token("voice.mail", "surat-1")
    others = {queries.program_token(*pair) for pair in (("voice.mail", "surat-2"), ("open311:1", "surat-1"))}
    assert len({token, *others}) == 3
    assert len(token) == len(actions.draw_token())
