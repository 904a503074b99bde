"""The printed form under bad weather: markup in texts, very long texts, many rows, both forms, no assessor."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from pamong.planning import actions, queries
from pamong.planning.models import Skp
from pamong.platform.files import pdf
from tests.planning import plans
from tests.planning.test_exposed import text_of
from tests.world import World

pytestmark = pytest.mark.django_db

MARKUP = [
    '#import "/etc/passwd"',
    '#read("/platform/files/pdf.py")',
    "*tebal* _miring_ `kode` $x^2$",
    '<b>HTML</b> & "kutip"',
    "= Judul palsu",
    "// komentar /* lagi */",
    '] #panic("x") [',
    "\\ garis miring \\",
]


@pytest.mark.parametrize("hostile", MARKUP)
def test_texts_are_printed_as_they_were_typed(world: World, hostile: str) -> None:
    skp = plans.draft(world)
    plans.indicator(
        world, plans.result(world, skp, title=hostile, description=hostile), text=hostile, unit=hostile[:60]
    )
    actions.set_expectations(skp_id=skp.pk, texts={"": hostile, "loyal": hostile}, by=world.viewer("superior"))
    answer = world.client("employee").get(reverse("planning:skp_pdf", args=[skp.pk]))
    assert answer.status_code == 200
    squeezed = text_of(answer.content).replace(" ", "")
    for word in hostile.replace("“", '"').split():
        assert word in squeezed.replace("“", '"').replace("”", '"'), word


def test_long_texts_and_many_rows_stay_on_the_page(world: World) -> None:
    skp = plans.draft(world)
    long = "kata " * 59
    for n in range(12):
        row = plans.result(world, skp, title=f"{n} {long}".strip(), description="uraian " * 280, weight=None)
        for _ in range(3):
            plans.indicator(world, row, text=long.strip(), target=Decimal("99999999999999.9999"))
    made = pdf.render(
        "planning/skp.typ", queries.skp_document(queries.skp_for(world.viewer("employee"), "skp.view", skp.pk))
    )
    reader = PdfReader(BytesIO(made))
    assert len(reader.pages) > 5
    for page in reader.pages:
        assert page.mediabox.width > page.mediabox.height  # landscape throughout
        assert f"dari {len(reader.pages)}" in page.extract_text()
    assert "99.999.999.999.999,9999" in text_of(made)


def test_an_unbroken_word_of_300_letters_does_not_break_the_form(world: World) -> None:
    skp = plans.draft(world)
    plans.result(world, skp, title="x" * 300)
    assert world.client("employee").get(reverse("planning:skp_pdf", args=[skp.pk])).status_code == 200


def test_the_leaders_form_has_perspective_and_no_aspect(world: World) -> None:
    skp = plans.draft(world, "superior")
    plans.indicator(world, plans.result(world, skp, "superior", perspective="customer"), "superior")
    said = text_of(pdf.render("planning/skp.typ", queries.skp_document(Skp.objects.get(pk=skp.pk))))
    assert "BAGI PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA" in said
    assert "Penerima Layanan" in said
    assert "ASPEK" not in said


def test_the_document_of_an_agreed_plan_does_not_follow_later_changes(world: World) -> None:
    skp = plans.agreed(world)
    before = queries.skp_document(Skp.objects.get(pk=skp.pk))
    (parent,) = plans.heads_results(world)
    row = skp.results.get()
    actions.link(result_id=row.pk, parent_id=parent.pk, by=world.viewer("employee"))
    assert queries.skp_document(Skp.objects.get(pk=skp.pk)) == before
    assert before["state"] == ""


def test_the_acting_superior_is_named_on_the_form(world: World) -> None:
    world.appoint_acting()
    skp = plans.agreed(world, assessor="acting")
    said = text_of(world.client("employee").get(reverse("planning:skp_pdf", args=[skp.pk])).content)
    assert "Disetujui oleh Rina Kusuma, S.Sos." in said
    assert "Plt/Plh Kepala Bidang" in said


@pytest.mark.parametrize("state", ["draft", "submitted", "returned"])
def test_what_is_not_agreed_says_so(world: World, state: str) -> None:
    skp = plans.complete(world)
    if state != "draft":
        actions.submit(skp_id=skp.pk, by=world.viewer("employee"))
    if state == "returned":
        actions.send_back(skp_id=skp.pk, note="x", by=world.viewer("superior"))
    document = queries.skp_document(Skp.objects.get(pk=skp.pk))
    assert document["state"] in ("DRAF", "DIAJUKAN, BELUM DISETUJUI", "DIKEMBALIKAN, BELUM DISETUJUI")
    assert document["agreed_on"] == ""


def test_the_form_is_indonesian_whatever_the_reader_reads(world: World) -> None:
    skp = plans.agreed(world)
    client = world.client("employee")
    client.cookies["django_language"] = "en"
    said = text_of(client.get(reverse("planning:skp_pdf", args=[skp.pk])).content)
    assert "97,5 persen" in said
    assert "1 JANUARI" in said


def test_an_empty_matrix_and_a_wide_one(world: World) -> None:
    parents = plans.heads_results(world, *[f"Hasil {n}" for n in range(13)])
    leaders = queries.skp_for(world.viewer("superior"), "matrix.view", parents[0].skp_id)
    bare = text_of(pdf.render("planning/matrix.typ", queries.matrix_document(leaders, queries.matrix(leaders))))
    assert "Belum ada yang diberi peran" in bare
    for parent in parents:
        actions.hand_down(result_id=parent.pk, to=[world.peer.pk], intervention="indirect", by=world.viewer("superior"))
    wide = text_of(pdf.render("planning/matrix.typ", queries.matrix_document(leaders, queries.matrix(leaders))))
    assert all(f"{n + 1}. Hasil {n}" in wide for n in range(13))


def test_a_template_that_is_not_there_is_named_for_the_log() -> None:
    with pytest.raises(pdf.PdfError, match="tidak_ada"):
        pdf.render("planning/tidak_ada.typ", {})


@pytest.mark.parametrize("name", ["SKP-1.pdf", 'a"b\r\nSet-Cookie: x.pdf', "../../etc/passwd", "…"])
def test_file_names_never_leave_their_header(name: str) -> None:
    header = pdf.answer(b"%PDF", name)["Content-Disposition"]
    assert header.startswith("attachment; filename=")
    said = header.partition("filename=")[2].strip('"')
    assert said
    assert not set(said) & set('"/\\\r\n')
