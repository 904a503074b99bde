"""A round of peer feedback answered on phones, a dialogue with an agreed action, an answer to evidence: as people do it."""

import datetime as dt
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys import story
from tests.journeys.product import DESKTOP, PHONE, Product
from tests.journeys.visitor import Visitor

ROUND = "Putaran semester ini"
REGISTRATION = "Bidang Pelayanan Pencatatan Sipil"
GIVERS = ("peer", "acting", "agency_admin")


@pytest.fixture(scope="module")
def cast(product: Product, browser: Browser) -> Iterator[dict[str, Visitor]]:
    sizes = {"peer": PHONE, "employee": PHONE}
    roles = ("employee", "superior", "peer", "acting", "agency_admin", "employee_alive", "superior_alive")
    visitors = {role: Visitor(product, browser, role, size=sizes.get(role, DESKTOP)) for role in roles}
    yield visitors
    for visitor in visitors.values():
        visitor.context.close()


def test_the_admin_opens_a_round_for_one_unit(cast: dict[str, Visitor]) -> None:
    admin = cast["agency_admin"]
    admin.go("/umpan-balik/rekan/putaran/")
    admin.choose("Unit kerja", REGISTRATION)
    admin.type("Nama putaran", ROUND)
    admin.press("Buka putaran")
    admin.sees(ROUND, "Undangan berlaku", "hanya jumlah seluruh putaran; tidak terlihat siapa")
    assert admin.page.get_by_text(cast["employee"].name).count() == 0, "nobody is named to who keeps the round"


def invite(person: Visitor, *others: Visitor) -> None:
    """Propose these; those whom the rule has chosen already are refused in words."""
    person.go("/umpan-balik/rekan/")
    person.page.get_by_role("link", name=f"Buka {ROUND}", exact=True).click()
    person.look()
    person.sees("Putaran masih berjalan")
    person.press("Siapa yang diundang")
    for other in others:
        person.type("Nama lengkap atau NIP", other.name)
        person.find("Undang").first.click()
        person.page.wait_for_load_state("load")
        words = person.words()
        assert f"{other.name} diundang." in words or "Orang ini sudah diundang" in words, words
    person.troubles.clear()


def test_each_proposes_colleagues_of_other_units_too(cast: dict[str, Visitor]) -> None:
    invite(cast["employee"], *(cast[role] for role in GIVERS))
    invite(cast["peer"], cast["employee"])


def answer(who: Visitor, about: str, keep: str) -> None:
    who.go("/umpan-balik/rekan/")
    who.press(f"Beri umpan balik {about}")
    who.sees("Apa yang kami janjikan, dan apa batasnya")
    who.type("Yang perlu dipertahankan", keep)
    who.type("Contoh kejadian", "Antrean panjang hari Senin")
    who.press("Kirim tanpa nama")
    who.sees("Terima kasih. Jawaban Anda sudah masuk tanpa nama Anda.")


def test_a_form_without_example_keeps_what_was_typed(cast: dict[str, Visitor]) -> None:
    peer, about = cast["peer"], cast["employee"].name
    peer.go("/umpan-balik/rekan/")
    peer.press(f"Beri umpan balik {about}")
    peer.type("Yang perlu dipertahankan", "Sigap menolong rekan")
    with peer.refused():
        peer.press("Kirim tanpa nama")
    assert peer.box("Yang perlu dipertahankan").input_value() == "Sigap menolong rekan"


def test_three_answer_about_her_and_one_about_him(cast: dict[str, Visitor]) -> None:
    about = cast["employee"].name
    for number, role in enumerate(GIVERS):
        answer(cast[role], about, f"Sigap menolong, jawaban {number}")
    answer(cast["employee"], cast["peer"].name, "Rapi mengarsip")
    page = cast["employee"]
    page.go("/umpan-balik/rekan/")
    page.page.get_by_role("link", name=f"Buka {ROUND}", exact=True).click()
    page.look()
    page.sees("Putaran masih berjalan")
    assert "jawaban 0" not in page.words()


def test_from_three_on_it_shows_below_it_stays_hidden(cast: dict[str, Visitor]) -> None:
    admin = cast["agency_admin"]
    admin.go("/umpan-balik/rekan/putaran/")
    admin.press(ROUND)
    admin.press("Tutup putaran sekarang")
    employee, peer, superior = cast["employee"], cast["peer"], cast["superior"]
    employee.go("/umpan-balik/rekan/")
    employee.page.get_by_role("link", name=f"Buka {ROUND}", exact=True).click()
    employee.look()
    employee.sees("3 orang menjawab", "Sigap menolong, jawaban 0", "Sigap menolong, jawaban 2")
    peer.go("/umpan-balik/rekan/")
    peer.page.get_by_role("link", name=f"Buka {ROUND}", exact=True).click()
    peer.look()
    peer.sees("Jawaban belum cukup")
    assert "Rapi mengarsip" not in peer.words()
    superior.go("/umpan-balik/rekan/")
    superior.press(f"Buka {employee.name}, {ROUND}")
    superior.sees("3 orang menjawab")
    assert "Sigap menolong" not in superior.words(), "the superior sees counts until she shares"


def test_she_shares_it_with_her_superior(cast: dict[str, Visitor]) -> None:
    employee, superior = cast["employee"], cast["superior"]
    employee.press("Bagikan kepada atasan")
    superior.go("/umpan-balik/rekan/")
    superior.press(f"Buka {employee.name}, {ROUND}")
    superior.sees("Sigap menolong, jawaban 1")


def test_a_dialogue_with_questions_and_an_agreed_action(cast: dict[str, Visitor]) -> None:
    employee, superior = cast["employee"], cast["superior"]
    today, later = story.now().date(), story.now().date() + dt.timedelta(days=14)
    superior.go("/umpan-balik/dialog/baru/")
    superior.choose("Dengan siapa", employee.name)
    superior.type("Tanggal", today.isoformat())
    superior.type("Pokok pembicaraan", "Antrean hari Senin")
    superior.press("Rencanakan")
    superior.type("Isi", "Apa yang membuat antrean panjang?")
    superior.press("Simpan")
    assert employee.bell() > 0
    employee.go("/umpan-balik/dialog/")
    employee.press("Antrean hari Senin")
    employee.sees("Apa yang membuat antrean panjang?")
    employee.type("Yang disepakati", "Menempel daftar syarat di loket")
    employee.type("Paling lambat", later.isoformat())
    employee.press("Sepakati")
    employee.press("Dialog sudah berlangsung")
    employee.go("/umpan-balik/dialog/")
    employee.press("Tandai selesai Menempel daftar syarat di loket")
    superior.go("/umpan-balik/dialog/")
    superior.page.get_by_text("Yang sudah ditutup").click()
    superior.sees("Menempel daftar syarat di loket")


def test_evidence_is_answered_and_the_answer_travels(cast: dict[str, Visitor]) -> None:
    employee, superior = cast["employee_alive"], cast["superior_alive"]
    employee.go("/bukti/")
    employee.press("Bukti dan tanggapan", exact=False)
    address = employee.page.url.removeprefix(employee.product.base_url)
    employee.type("Tanggapan Anda", "Hari itu jaringan terputus dua jam.")
    employee.press("Kirim tanggapan")
    employee.sees("Hari itu jaringan terputus dua jam.")
    superior.go(address)
    superior.sees("Hari itu jaringan terputus dua jam.")
