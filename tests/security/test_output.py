"""Whatever stands in the database comes out as text: on every page, in every document and workbook (checks B6, B8)."""

import io
import zipfile

import openpyxl
import pypdf
import pytest

from pamong.planning import actions as planning
from tests.planning import plans
from tests.rights.records import Records
from tests.security import marks, pages
from tests.security.hostile import MARK, became_markup
from tests.security.sendings import address
from tests.security.support import Undone, ask, send
from tests.security.walking import Seen

pytestmark = pytest.mark.django_db
# Columns that no page shows as they are; everything else must have been seen, or this sweep proves nothing.
# What people write most, of every area: the walk must have met it, or its silence means nothing.
WRITTEN = {
    "people.Person.name",
    "people.Unit.name",
    "people.Assignment.position_title",
    "planning.WorkResult.title",
    "planning.Indicator.text",
    "planning.DialogueNote.text",
    "worklog.Entry.text",
    "worklog.Entry.note",
    "feedback.Feedback.text",
    "feedback.FeedbackAnswer.text",
    "appraisal.Evaluation.answer",
    "appraisal.EvaluationLine.text",
}


def test_no_marker_became_markup(walked: list[Seen]) -> None:
    assert not [str(s) for s in walked if s.answer.is_page and became_markup(s.answer.text)]


def test_no_page_holds_inline_script_or_style(walked: list[Seen]) -> None:
    """Read as a browser reads it: no handler, no script of its own, no address that runs."""
    read: dict[tuple[str, str, int], str] = {}
    for seen in walked:
        if seen.answer.is_page:
            read.setdefault((seen.name, seen.state, seen.answer.status), seen.answer.text)
    wrong = {key: found for key, text in read.items() if (found := pages.Page(text).wrong)}
    assert not wrong


def test_the_sweep_sees_markup_where_there_is_some() -> None:
    """The control of the two tests above."""
    for bad in (f"<p>{MARK}</p>", f'<p title="{MARK}">', '<p title="="&gt;&lt;svg onload=kenari&gt;"'):
        assert became_markup(bad)
    good = (
        '<p title="=&quot;&gt;&lt;svg onload=kenari&gt;&#x27;">=&quot;&gt;&lt;svg onload=kenari&gt;&#x27;#panic()</p>'
    )
    assert not became_markup(good)
    for bad in (
        "<svg onload=x>",
        "<script>x</script>",
        "<a href=' java\nscript:x'>",
        "<p style='x'>",
        "<iframe>",
        "<base href='//x'>",
    ):
        assert pages.Page(bad).wrong
    assert not pages.Page('<script src="/static/a.js" defer></script><a href="/x">x</a>').wrong


def test_the_sweep_has_seen_what_people_write(walked: list[Seen]) -> None:
    shown = marks.shown(s.answer.text for s in walked)
    assert set(marks.names()) >= WRITTEN
    assert not WRITTEN - shown
    assert len(shown) >= 60


def documents(walked: list[Seen], content_type: str) -> list[Seen]:
    return [s for s in walked if s.answer.headers.get("Content-Type", "").startswith(content_type)]


def test_documents_hold_the_marker_as_text(walked: list[Seen]) -> None:
    found = documents(walked, "application/pdf")
    assert {s.name for s in found} >= {"planning:skp_pdf", "planning:matrix_pdf", "appraisal:document"}
    for seen in {s.name: s for s in found if s.name in ("planning:skp_pdf", "planning:matrix_pdf")}.values():
        reader = pypdf.PdfReader(io.BytesIO(seen.answer.body))
        text = "".join("".join(page.extract_text() for page in reader.pages).split())
        assert "<svgonload=kenari" in text.replace("\u2011", "-"), text[:500]
        assert "#panic()" in text
        assert b"/JavaScript" not in seen.answer.body
        assert b"/Launch" not in seen.answer.body


def test_a_signed_document_is_made_of_any_text(records: Records) -> None:
    """Signing with a marker, an emoji and Javanese in the answer: the document holds them, nothing is run."""
    from tests.security.sendings import evaluation

    with Undone(*records.clients.values()):
        row = evaluation(records, "rated")
        answer = f"{MARK} 👩 ꦲꦏ꧀ꦱꦫ 砀"
        sent = {"version": row.version, "answer": answer}
        assert send(records.clients["employee"], "POST", f"/penilaian/{row.pk}/tanda-tangan/", sent).status == 303
        got = send(records.clients["employee"], "GET", f"/penilaian/{row.pk}/dokumen/")
    assert got.status == 200
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(got.body)).pages)
    assert "#panic()" in "".join(text.split())


@pytest.mark.parametrize(
    "title", ["Laporan 👍", "ꦲꦏ꧀ꦱꦫꦗꦮ", "ᬅᬓ᭄ᬱᬭᬩᬮᬶ", "#panic() $x$ *b* _i_ @ref <label> \\ `raw`", "砀簀"]
)
def test_a_plan_in_any_script_can_be_printed(title: str, records: Records) -> None:
    with Undone(records.clients["employee"]):
        planning.withdraw(skp_id=records.skp.pk, by=records.world.viewer("employee"))
        plans.result(records.world, records.skp, title=title, weight=None)
        answer = send(records.clients["employee"], "GET", address("planning:skp_pdf", records))
    assert answer.status == 200
    assert answer.body.startswith(b"%PDF")


def test_every_cell_of_every_workbook_is_inert(walked: list[Seen]) -> None:
    found = documents(walked, "application/vnd.openxmlformats")
    assert {"people:export", "people:import_template"} <= {s.name for s in found}
    marked = 0
    for seen in {(s.name, len(s.answer.body)): s for s in found}.values():
        for sheet in openpyxl.load_workbook(io.BytesIO(seen.answer.body)):
            for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
                assert cell.data_type != "f", f"{seen}: {cell.coordinate} is a formula"
                assert cell.hyperlink is None
                if isinstance(cell.value, str):
                    assert not cell.value.startswith(("=", "+", "-", "@", "\t", "\r")), f"{seen}: {cell.value}"
                    marked += cell.value.startswith("'=")
        with zipfile.ZipFile(io.BytesIO(seen.answer.body)) as packed:
            assert not [n for n in packed.namelist() if "externalLink" in n or "vba" in n.lower()]
    assert marked > 10


def test_data_to_take_along_is_data(walked: list[Seen]) -> None:
    found = [s for s in walked if s.name == "people:my_data_file" and s.answer.status == 200]
    assert found
    for seen in found:
        assert seen.answer.headers["Content-Type"] == "application/json"
        assert seen.answer.headers["Content-Disposition"].startswith("attachment")


def test_files_leave_as_attachments_in_a_sandbox(records: Records) -> None:
    answer = ask(records.clients["employee"], "GET", address("worklog:file", records))
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
