"""Words that must never leave: planted in every field of a case, looked for on every public page and in every file."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from pamong.platform.guard import ACTION
from pamong.voice.complaints import actions
from pamong.voice.complaints.enums import Mode
from pamong.voice.complaints.models import Complaint, Step
from pamong.voice.complaints.rules.questions import Question
from pamong.voice.insight import actions as insight
from tests.voice import builder
from tests.voice.builder import BY, CITIZEN, Catalogue
from tests.voice.public.builder import show
from tests.world import KeyedClient, World

pytestmark = pytest.mark.django_db
PLANTED = {
    "text": "kenari-teks",
    "wanted": "kenari-harapan",
    "street": "kenari-jalan",
    "accused_words": "kenari-teradu",
    "rating_text": "kenari-nilai",
    "handed_to": "",
}
PERSON = {"name": "Kenari Nama", "phone": "0899-7777-001", "address": "Gang Kenari 9", "email": "kenari@contoh.id"}
CLOSING = {"cause": "kenari-sebab", "remedy": "kenari-perbaikan", "prevention": "kenari-cegah", "proof": "kenari-bukti"}
SAID = "Lampu jalan di pasar mati, sudah disunting."


def pages(case: Complaint, unit: int) -> dict[str, str]:
    """Everything the public can ask for, by address."""
    client = KeyedClient()
    found = {}
    for address in (
        reverse("laporan:list"),
        reverse("laporan:rss"),
        reverse("laporan:atom"),
        reverse("laporan:table"),
        reverse("laporan:places"),
        reverse("laporan:units"),
        reverse("laporan:unit", kwargs={"pk": unit}),
        reverse("laporan:case", kwargs={"number": case.number}),
        f"{reverse('laporan:list')}?cari=kenari",
        f"{reverse('laporan:list')}?unit={unit}",
    ):
        answer: Any = client.get(address)
        assert answer.status_code == 200, address
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found[address] = content.decode() + str(dict(answer.headers))
    return found


def planted(world: World, cat: Catalogue, mode: Mode) -> Complaint:
    """A case of this mode, handled to the end, with a canary in each field that nobody cleared."""
    if mode == Mode.CONFIDENTIAL:
        builder.keys()
    person = PERSON if mode != Mode.ANONYMOUS else {"name": "", "phone": "", "address": "", "email": ""}
    case = builder.received(cat, mode=mode, text=PLANTED["text"], wanted=PLANTED["wanted"], street=PLANTED["street"],
                            latitude=Decimal("-7.33129"), longitude=Decimal("110.49983"), **person)  # fmt: skip
    officer, handler = world.viewer("officer"), world.viewer("employee")
    case = actions.assign(
        complaint=case, unit=world.office, handler_id=world.employee.pk, note="kenari-disposisi", by=officer
    )
    actions.note(complaint=case, text="kenari-catatan", by=handler)
    actions.write(complaint=case, text="kenari-tambahan", by=CITIZEN)
    decision = actions.Decision(outcome="upheld", answer="Lampu sudah diganti.", **CLOSING)
    actions.decide(complaint=case, decision=decision, by=handler)
    actions.rate(complaint=case, score=1, text="kenari-nilai", by=CITIZEN)
    Complaint.objects.filter(pk=case.pk).update(
        via=ACTION, answers={"sejak": "kenari-jawaban"}, accused_words=PLANTED["accused_words"]
    )
    case.refresh_from_db()
    show(world, case, SAID)
    actions.reopen(complaint=case, text="kenari-buka", by=CITIZEN)
    case.refresh_from_db()
    insight.count(by=BY)
    return case


@pytest.mark.parametrize("mode", list(Mode))
def test_no_planted_word_leaves(world: World, cat: Catalogue, mode: Mode) -> None:
    case = planted(world, cat, mode)
    hidden = ["kenari-", "Kenari", "kenari@", "0899-7777-001", "7.33129", "110.49983", world.employee.name,
              "Petugas Pengaduan", str(case.pk), case.secret_hash, case.intake_key]  # fmt: skip
    for address, content in pages(case, world.office.pk).items():
        said = content.replace("cari=kenari", "").replace('value="kenari"', "")
        assert not [word for word in hidden if word in said], address


def test_the_check_itself_finds_a_word_that_leaks(world: World, cat: Catalogue) -> None:
    case = planted(world, cat, Mode.OPEN)
    Complaint.objects.filter(pk=case.pk).update(via=ACTION, public_text="Ini bocor: kenari-teks")
    Step.objects.filter(complaint=case, text="kenari-catatan").update(via=ACTION, is_public=True)
    found = [address for address, content in pages(case, world.office.pk).items() if "kenari-" in content]
    assert len(found) >= 5


def test_a_hidden_case_leaves_every_page_at_once(world: World, cat: Catalogue) -> None:
    case = planted(world, cat, Mode.OPEN)
    actions.moderate(complaint=case, show=False, text="", by=world.viewer("officer"))
    client = KeyedClient()
    for name in ("laporan:list", "laporan:rss", "laporan:atom", "laporan:table"):
        answer: Any = client.get(reverse(name))
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert case.number not in content.decode(), name
    assert client.get(reverse("laporan:case", kwargs={"number": case.number})).status_code == 404


def test_the_answers_to_questions_are_never_public(world: World, cat: Catalogue) -> None:
    labels = [q.label for q in (Question("a", "Berapa lampu?", "number"), Question("b", "Sejak kapan?", "text"))]
    case = show(world, builder.received(cat))
    page = KeyedClient().get(reverse("laporan:case", kwargs={"number": case.number})).content.decode()
    assert not [label for label in labels if label in page]
