"""States of a perjanjian kinerja, and what it must hold before it is signed."""

from typing import Any

import pytest

from pamong.programmes.rules import agreement
from pamong.rulebook import codes
from pamong.rulebook.errors import Refused


def content(*targets: str) -> dict[str, Any]:
    measures = [{"text": f"Ukuran {n}", "target": t} for n, t in enumerate(targets)]
    return {"outcomes": [{"name": "Akta tepat waktu", "measures": measures}]}


@pytest.mark.parametrize("said", [content("95 persen"), content("", "95 persen")])
def test_a_draft_with_a_target_may_be_signed(said: dict[str, Any]) -> None:
    agreement.check_can_sign("draft", said)


@pytest.mark.parametrize(
    ("state", "said", "code"),
    [
        ("signed", content("95"), "keadaan_berubah"),
        ("agreed", content("95"), "keadaan_berubah"),
        ("replaced", content("95"), "keadaan_berubah"),
        ("draft", {"outcomes": []}, "kosong"),
        ("draft", content(), "tanpa_target"),
        ("draft", content("", ""), "tanpa_target"),
    ],
)
def test_what_may_not_be_signed(state: str, said: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        agreement.check_can_sign(state, said)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("state", "waits"), [("draft", False), ("signed", True), ("agreed", False), ("replaced", False)]
)
def test_only_what_the_head_signed_waits_for_the_leader(state: str, waits: bool) -> None:
    if waits:
        agreement.check_waits_for_leader(state)
        return
    with pytest.raises(Refused):
        agreement.check_waits_for_leader(state)


@pytest.mark.parametrize(
    ("open_one", "in_force", "reason", "field", "code"),
    [
        (True, False, "", None, "masih_terbuka"),
        (True, True, "Pagu berubah", None, "masih_terbuka"),
        (False, True, "", "reason", None),
        (False, True, "   ", "reason", None),
    ],
)
def test_a_new_version_is_refused(
    open_one: bool, in_force: bool, reason: str, field: str | None, code: str | None
) -> None:
    with pytest.raises(Refused) as refused:
        agreement.check_new_version(open_one=open_one, in_force=in_force, reason=reason)
    assert refused.value.field == field
    assert code is None or refused.value.code == code


def test_a_new_version_is_allowed() -> None:
    agreement.check_new_version(open_one=False, in_force=False, reason="")
    agreement.check_new_version(open_one=False, in_force=True, reason="Pagu berubah")


@pytest.mark.parametrize(
    "typed", ["abcd efgh 0123 4567 89jk", "ABCD-EFGH-O123-4567-89JK", " abcd.efgh.0123.4567.89jk "]
)
def test_codes_are_read_as_people_type_them(typed: str) -> None:
    assert codes.normalised(typed) == "ABCDEFGH0123456789JK"


@pytest.mark.parametrize("typed", ["", "ABCD", "ABCD-EFGH-0123-4567-89JU", "x" * 200])
def test_what_cannot_be_a_code(typed: str) -> None:
    assert codes.normalised(typed) == ""
